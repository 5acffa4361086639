-- Reservations and the lines that hold stock for them.
create table public.reservations (
    id uuid primary key default gen_random_uuid(),
    reservation_number text not null unique default public.generate_reservation_number(),
    customer_name text not null,
    customer_id text,
    status public.reservation_status not null default 'active',
    reserved_date date not null default current_date,
    hold_until date,
    created_by uuid not null references public.profiles (user_id) on delete restrict,
    canceled_at timestamptz,
    canceled_by uuid references public.profiles (user_id) on delete set null,
    cancel_reason public.cancel_reason_type,
    cancel_other_text text,
    converted_at timestamptz,
    converted_by uuid references public.profiles (user_id) on delete set null,
    convert_reason public.convert_reason_type,
    release_reason text check (
        release_reason is null or release_reason in ('expired', 'cancelled', 'converted')
    ),
    crm_deal_id text,
    crm_customer_id text,
    crm_organization_id text,
    notes text,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);
create index reservations_customer_name_idx on public.reservations (customer_name);
create index reservations_reserved_date_idx on public.reservations (reserved_date);
create index reservations_status_idx on public.reservations (status);

create table public.reservation_lines (
    id uuid primary key default gen_random_uuid(),
    reservation_id uuid not null references public.reservations (id) on delete cascade,
    scope text not null check (scope in ('INCOMING', 'INVENTORY')),
    incoming_stock_id uuid references public.incoming_stock (id) on delete restrict,
    lot_id uuid references public.lots (id) on delete restrict,
    quality text not null,
    color text not null,
    reserved_meters numeric(10, 2) not null check (reserved_meters > 0),
    roll_ids text,
    created_at timestamptz not null default now(),
    constraint reservation_lines_scope_parent_check check (
        (scope = 'INVENTORY' and lot_id is not null and incoming_stock_id is null)
        or (scope = 'INCOMING' and incoming_stock_id is not null and lot_id is null)
    )
);
create index reservation_lines_reservation_id_idx on public.reservation_lines (reservation_id);
create index reservation_lines_lot_id_idx on public.reservation_lines (lot_id);
create index reservation_lines_incoming_stock_id_idx
    on public.reservation_lines (incoming_stock_id);
create index reservation_lines_quality_color_idx on public.reservation_lines (quality, color);
