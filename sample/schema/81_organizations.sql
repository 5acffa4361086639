-- The CRM's grants of organisations to users, mirrored.
create table public.user_org_grants_mirror (
    id uuid primary key default gen_random_uuid(),
    user_id uuid not null references auth.users (id) on delete cascade,
    crm_organization_id text not null,
    role_in_org text not null check (
        role_in_org in ('sales_owner', 'sales_manager', 'pricing', 'accounting', 'admin')
    ),
    is_active boolean not null default true,
    org_access_seq bigint not null default 0,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    unique (user_id, crm_organization_id)
);

create table public.user_org_grants_sync_state (
    user_id uuid primary key references auth.users (id) on delete cascade,
    last_org_access_seq bigint not null default 0,
    last_synced_at timestamptz not null default now()
);

create table public.user_active_org_preferences (
    user_id uuid primary key references auth.users (id) on delete cascade,
    active_org_id text not null,
    updated_at timestamptz not null default now()
);

create or replace function public.get_user_org_ids(_user_id uuid)
returns setof text
language sql
stable
security definer
set search_path = public
as $$
    select crm_organization_id
    from public.user_org_grants_mirror
    where user_id = _user_id and is_active
$$;

create or replace function public.user_has_org_access(_user_id uuid, _org_id text)
returns boolean
language sql
stable
security definer
set search_path = public
as $$
    select _org_id in (select public.get_user_org_ids(_user_id))
$$;

create or replace function public.get_active_org_id()
returns text
language sql
stable
security definer
set search_path = public
as $$
    select coalesce(
        (
            select p.active_org_id
            from public.user_active_org_preferences as p
            where p.user_id = auth.uid()
                and public.user_has_org_access(p.user_id, p.active_org_id)
        ),
        (
            select m.crm_organization_id
            from public.user_org_grants_mirror as m
            where m.user_id = auth.uid() and m.is_active
            order by m.created_at
            limit 1
        )
    )
$$;

create or replace function public.set_active_org_id(_org_id text)
returns void
language plpgsql
volatile
security definer
set search_path = public
as $$
begin
    if not public.user_has_org_access(auth.uid(), _org_id) then
        raise exception 'no active grant for organisation %', _org_id;
    end if;
    insert into public.user_active_org_preferences (user_id, active_org_id)
    values (auth.uid(), _org_id)
    on conflict (user_id) do update set active_org_id = excluded.active_org_id;
end
$$;

create or replace function public.user_wms_ui_policy()
returns jsonb
language sql
stable
security definer
set search_path = public
as $$
    select jsonb_build_object(
        'show_org_toggle',
        public.get_user_role(auth.uid()) <> 'warehouse_staff'
        and (select count(*) > 1 from public.get_user_org_ids(auth.uid()))
    )
$$;

-- Replaces all of a user's grants in one transaction; an older sequence is ignored.
create or replace function public.replace_user_org_grants_snapshot(
    p_user_id uuid,
    p_sequence bigint,
    p_grants jsonb
)
returns boolean
language plpgsql
volatile
security definer
set search_path = public
as $$
begin
    insert into public.user_org_grants_sync_state as s (user_id, last_org_access_seq)
    values (p_user_id, p_sequence)
    on conflict (user_id) do update
    set last_org_access_seq = excluded.last_org_access_seq, last_synced_at = now()
    where s.last_org_access_seq < excluded.last_org_access_seq;
    if not found then
        return false;
    end if;

    delete from public.user_org_grants_mirror where user_id = p_user_id;
    insert into public.user_org_grants_mirror (
        user_id, crm_organization_id, role_in_org, org_access_seq
    )
    select p_user_id, g ->> 'crm_organization_id', g ->> 'role_in_org', p_sequence
    from jsonb_array_elements(p_grants) as g;
    return true;
end
$$;

revoke execute on function
    public.get_user_org_ids(uuid),
    public.user_has_org_access(uuid, text),
    public.get_active_org_id(),
    public.set_active_org_id(text),
    public.user_wms_ui_policy(),
    public.replace_user_org_grants_snapshot(uuid, bigint, jsonb)
    from public, anon;
revoke execute on function public.replace_user_org_grants_snapshot(uuid, bigint, jsonb)
    from authenticated;
