-- Manufacturing orders with their history, forecasts, purchase recommendations and drafts.
create table public.manufacturing_orders (
    id uuid primary key default gen_random_uuid(),
    mo_number text not null unique default public.generate_mo_number(),
    supplier_id uuid not null references public.suppliers (id),
    quality text not null,
    color text not null,
    ordered_amount numeric not null,
    order_date date not null,
    expected_completion_date date,
    -- ORDERED, CONFIRMED, IN_PRODUCTION, READY_TO_SHIP, SHIPPED, CANCELLED by convention only.
    status text not null default 'ORDERED',
    is_customer_order boolean default false,
    customer_name text,
    reservation_id uuid references public.reservations (id),
    incoming_stock_id uuid references public.incoming_stock (id),
    catalog_item_id uuid references public.catalog_items (id),
    notes text,
    created_by uuid not null,
    updated_by uuid,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);

create table public.mo_status_history (
    id uuid primary key default gen_random_uuid(),
    manufacturing_order_id uuid not null
        references public.manufacturing_orders (id) on delete cascade,
    old_status text,
    new_status text not null,
    changed_by uuid not null,
    changed_at timestamptz not null default now()
);
create index mo_status_history_order_idx
    on public.mo_status_history (manufacturing_order_id);

create or replace function public.record_mo_status()
returns trigger
language plpgsql
security definer
set search_path = public
as $$
begin
    if old.status is distinct from new.status then
        insert into public.mo_status_history (
            manufacturing_order_id, old_status, new_status, changed_by, changed_at
        )
        values (
            new.id, old.status, new.status, coalesce(new.updated_by, new.created_by), now()
        );
    end if;
    return null;
end
$$;

create trigger manufacturing_order_status_changed
after update on public.manufacturing_orders
for each row execute function public.record_mo_status();

create table public.forecast_settings (
    id uuid primary key default gen_random_uuid(),
    quality_code text not null,
    color_code text not null default '',
    lead_time_days integer,
    safety_stock_meters numeric,
    updated_by uuid references auth.users (id),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    unique (quality_code, color_code)
);

create table public.forecast_runs (
    id uuid primary key default gen_random_uuid(),
    run_type text not null default 'manual',
    status text not null default 'running' check (status in ('running', 'completed', 'failed')),
    total_combinations integer not null default 0,
    processed_combinations integer not null default 0,
    started_at timestamptz not null default now(),
    completed_at timestamptz,
    started_by uuid references auth.users (id),
    error_message text
);

create table public.forecast_accuracy (
    id uuid primary key default gen_random_uuid(),
    quality_code text not null,
    color_code text not null,
    period_start date not null,
    forecast_meters numeric not null,
    actual_meters numeric,
    created_at timestamptz not null default now()
);

create table public.purchase_recommendations (
    id uuid primary key default gen_random_uuid(),
    forecast_run_id uuid references public.forecast_runs (id) on delete cascade,
    quality_code text not null,
    color_code text not null,
    available_stock numeric not null default 0,
    incoming_stock numeric not null default 0,
    in_production_stock numeric not null default 0,
    total_stock_position numeric not null default 0,
    recommended_meters numeric,
    created_at timestamptz not null default now()
);

create table public.po_drafts (
    id uuid primary key default gen_random_uuid(),
    status text not null default 'draft',
    extracted_data jsonb not null default '{}',
    created_by uuid not null references auth.users (id) on delete cascade,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);
