-- One row a day of what there was: stock, orders and reservations.
create table public.inventory_snapshots (
    id uuid primary key default gen_random_uuid(),
    snapshot_date date not null unique,
    total_lots integer not null default 0,
    total_rolls integer not null default 0,
    total_meters numeric not null default 0,
    total_reserved_meters numeric not null default 0,
    total_available_meters numeric not null default 0,
    by_status jsonb not null default '{}',
    by_quality jsonb not null default '{}',
    by_color jsonb not null default '{}',
    lot_details jsonb not null default '[]',
    created_at timestamptz not null default now()
);

create table public.order_snapshots (
    id uuid primary key default gen_random_uuid(),
    snapshot_date date not null unique,
    total_orders integer not null default 0,
    open_orders integer not null default 0,
    fulfilled_orders integer not null default 0,
    total_meters numeric not null default 0,
    by_status jsonb not null default '{}',
    created_at timestamptz not null default now()
);

create table public.reservation_snapshots (
    id uuid primary key default gen_random_uuid(),
    snapshot_date date not null unique,
    total_reservations integer not null default 0,
    active_reservations integer not null default 0,
    total_reserved_meters numeric not null default 0,
    by_status jsonb not null default '{}',
    created_at timestamptz not null default now()
);

create table public.snapshot_settings (
    id uuid primary key default gen_random_uuid(),
    is_enabled boolean not null default true,
    snapshot_time_utc time not null default '21:00',
    retention_years integer not null default 10,
    last_snapshot_at timestamptz,
    last_snapshot_status text,
    last_snapshot_error text,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);
