-- Lots and their rolls, goods on their way, receipts and the ledger.
create table public.lots (
    id uuid primary key default gen_random_uuid(),
    -- Unique once; the constraint was dropped, so two lots may share a number.
    lot_number text not null,
    quality text not null,
    color text not null,
    meters numeric(10, 2) not null check (meters > 0),
    roll_count integer not null default 1 check (roll_count > 0),
    entry_date date not null default current_date,
    supplier_id uuid not null references public.suppliers (id),
    status public.stock_status not null default 'in_stock',
    reserved_meters numeric(10, 2) not null default 0,
    qr_code_url text,
    invoice_number text,
    invoice_date date,
    production_date date,
    warehouse_location text,
    notes text,
    catalog_item_id uuid references public.catalog_items (id),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);

create table public.rolls (
    id uuid primary key default gen_random_uuid(),
    lot_id uuid not null references public.lots (id) on delete cascade,
    meters numeric not null check (meters > 0),
    position integer not null check (position > 0),
    status text not null default 'available'
        check (status in ('available', 'allocated', 'fulfilled')),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);
create index rolls_lot_id_idx on public.rolls (lot_id);
create index rolls_lot_id_position_idx on public.rolls (lot_id, position);
create index rolls_lot_id_status_idx on public.rolls (lot_id, status);
create index rolls_status_idx on public.rolls (status);

create table public.incoming_stock (
    id uuid primary key default gen_random_uuid(),
    quality text not null,
    color text not null,
    expected_meters numeric(10, 2) not null check (expected_meters > 0),
    received_meters numeric(10, 2) not null default 0,
    reserved_meters numeric(10, 2) not null default 0,
    supplier_id uuid not null references public.suppliers (id) on delete restrict,
    status text not null default 'pending_inbound'
        check (status in ('pending_inbound', 'partially_received', 'fully_received')),
    created_by uuid not null references public.profiles (user_id) on delete restrict,
    invoice_number text,
    invoice_date date,
    expected_arrival_date date,
    notes text,
    catalog_item_id uuid references public.catalog_items (id),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);
create index incoming_stock_status_idx on public.incoming_stock (status);

create table public.goods_in_receipts (
    id uuid primary key default gen_random_uuid(),
    incoming_stock_id uuid references public.incoming_stock (id) on delete set null,
    received_at timestamptz not null default now(),
    received_by uuid not null references public.profiles (user_id) on delete restrict,
    defect_notes text,
    created_at timestamptz not null default now()
);
create index goods_in_receipts_incoming_idx on public.goods_in_receipts (incoming_stock_id);

create table public.goods_in_rows (
    id uuid primary key default gen_random_uuid(),
    receipt_id uuid not null references public.goods_in_receipts (id) on delete cascade,
    lot_id uuid not null references public.lots (id) on delete restrict,
    quality text not null,
    color text not null,
    meters numeric(10, 2) not null check (meters > 0),
    created_at timestamptz not null default now()
);
create index goods_in_rows_receipt_idx on public.goods_in_rows (receipt_id);
create index goods_in_rows_lot_idx on public.goods_in_rows (lot_id);

create table public.inventory_transactions (
    id uuid primary key default gen_random_uuid(),
    created_at timestamptz not null default now(),
    created_by uuid references auth.users (id),
    roll_id uuid references public.rolls (id),
    transaction_type public.transaction_type not null,
    quantity_change numeric not null,
    unit text not null default 'meters',
    source_type text not null,
    source_id uuid,
    source_identifier text,
    notes text,
    metadata jsonb not null default '{}'
);
create index inventory_transactions_roll_idx on public.inventory_transactions (roll_id);

create table public.lot_queue (
    id uuid primary key default gen_random_uuid(),
    lot_number text not null,
    quality text not null,
    color text not null,
    meters numeric(10, 2) not null,
    supplier_id uuid references public.suppliers (id),
    status text not null default 'pending_completion',
    created_by uuid references auth.users (id),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);

create trigger lots_set_last_inbound_date
after insert on public.lots
for each row execute function public.set_last_inbound_date();

create trigger incoming_stock_set_last_inbound_date
after insert on public.incoming_stock
for each row execute function public.set_last_inbound_date();

-- The status follows received_meters only: an edit of expected_meters, or a row inserted as
-- already received, keeps the status it had.
create or replace function public.derive_incoming_status()
returns trigger
language plpgsql
security definer
set search_path = public
as $$
begin
    new.status := case
        when new.received_meters >= new.expected_meters then 'fully_received'
        when new.received_meters > 0 then 'partially_received'
        else 'pending_inbound'
    end;
    return new;
end
$$;

create trigger incoming_stock_derive_status
before update of received_meters on public.incoming_stock
for each row execute function public.derive_incoming_status();
