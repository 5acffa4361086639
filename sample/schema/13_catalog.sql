-- Suppliers, the catalogue of articles, and the names of qualities and colours.
create table public.suppliers (
    id uuid primary key default gen_random_uuid(),
    name text not null unique,
    contact_email text,
    phone text,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);

create table public.catalog_items (
    id uuid primary key default gen_random_uuid(),
    code text not null unique,
    quality text not null,
    color text not null,
    status text not null default 'active'
        check (status in ('pending_approval', 'active', 'inactive', 'discontinued')),
    is_active boolean not null default true,
    suppliers text,
    last_inbound_date date,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);
create index catalog_items_quality_color_idx on public.catalog_items (quality, color);

create table public.catalog_item_suppliers (
    id uuid primary key default gen_random_uuid(),
    catalog_item_id uuid not null references public.catalog_items (id) on delete cascade,
    supplier_id uuid not null references public.suppliers (id),
    created_at timestamptz not null default now(),
    unique (catalog_item_id, supplier_id)
);

create table public.qualities (
    code text primary key,
    aliases text[] not null default '{}',
    created_at timestamptz not null default now()
);

create table public.quality_aliases (
    id uuid primary key default gen_random_uuid(),
    quality_code text not null references public.qualities (code) on delete cascade,
    alias text not null unique,
    created_at timestamptz not null default now()
);

create table public.quality_colors (
    id uuid primary key default gen_random_uuid(),
    quality_code text not null references public.qualities (code) on delete cascade,
    color_label text not null,
    created_at timestamptz not null default now(),
    unique (quality_code, color_label)
);

create or replace function public.normalize_quality(_quality text)
returns text
language plpgsql
stable
security definer
set search_path = public
as $$
declare
    wanted constant text := upper(btrim(_quality));
    code_found text;
begin
    select q.code
    into code_found
    from public.qualities as q
    where upper(q.code) = wanted
        or exists (
            select
            from public.quality_aliases as a
            where a.quality_code = q.code and upper(a.alias) = wanted
        )
    limit 1;
    return coalesce(code_found, wanted);
end
$$;

create or replace function public.sync_catalog_item_active()
returns trigger
language plpgsql
security definer
set search_path = public
as $$
begin
    new.is_active := new.status = 'active';
    return new;
end
$$;

create trigger sync_catalog_item_active
before insert or update on public.catalog_items
for each row execute function public.sync_catalog_item_active();

-- Fires when goods are announced or a lot is entered; an id assigned later is never seen.
create or replace function public.set_last_inbound_date()
returns trigger
language plpgsql
security definer
set search_path = public
as $$
begin
    if new.catalog_item_id is not null then
        update public.catalog_items
        set last_inbound_date = current_date
        where id = new.catalog_item_id;
    end if;
    return new;
end
$$;
