-- The application's own audit log and the function its screens write it through.
create table public.audit_logs (
    id uuid primary key default gen_random_uuid(),
    action public.audit_action_type not null,
    entity_type public.audit_entity_type not null,
    entity_id uuid not null,
    entity_identifier text,
    user_id uuid not null references auth.users (id),
    user_email text not null,
    user_role text not null,
    old_data jsonb,
    new_data jsonb,
    changed_fields jsonb,
    is_reversed boolean default false,
    reversed_at timestamptz,
    reversed_by uuid references auth.users (id),
    reversal_audit_id uuid references public.audit_logs (id),
    notes text,
    created_at timestamptz default now()
);
create index audit_logs_entity_idx on public.audit_logs (entity_type, entity_id);
create index audit_logs_user_idx on public.audit_logs (user_id);
create index audit_logs_created_at_idx on public.audit_logs (created_at desc);
create index audit_logs_not_reversed_idx on public.audit_logs (created_at)
    where is_reversed = false;

-- Without a token there is no user, and the row is refused by its own not-null constraint.
create or replace function public.log_audit_action(
    p_action public.audit_action_type,
    p_entity_type public.audit_entity_type,
    p_entity_id uuid,
    p_entity_identifier text default null,
    p_old_data jsonb default null,
    p_new_data jsonb default null,
    p_changed_fields jsonb default null,
    p_notes text default null
)
returns uuid
language plpgsql
volatile
security definer
set search_path = public
as $$
declare
    actor constant uuid := auth.uid();
    actor_email text;
    actor_role text;
    new_id uuid;
begin
    select email into actor_email from auth.users where id = actor;
    select role::text into actor_role from public.profiles where user_id = actor;

    insert into public.audit_logs (
        action, entity_type, entity_id, entity_identifier, user_id, user_email, user_role,
        old_data, new_data, changed_fields, notes
    )
    values (
        p_action, p_entity_type, p_entity_id, p_entity_identifier, actor,
        coalesce(actor_email, 'unknown'), coalesce(actor_role, 'unknown'),
        p_old_data, p_new_data, p_changed_fields, p_notes
    )
    returning id into new_id;
    return new_id;
end
$$;
