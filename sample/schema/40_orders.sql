-- Orders, what they take from which lot, and the queues and inquiries around them.
create table public.orders (
    id uuid primary key default gen_random_uuid(),
    order_number text not null unique default public.generate_order_number(),
    customer_name text not null,
    created_by uuid not null references auth.users (id),
    fulfilled_by uuid references auth.users (id),
    fulfilled_at timestamptz,
    status text default 'confirmed' check (
        status in (
            'draft', 'confirmed', 'reserved', 'picking', 'shipped', 'delivered', 'invoiced',
            'fulfilled', 'cancelled'
        )
    ),
    fulfillment_blocker_status text default 'none' check (
        fulfillment_blocker_status in (
            'none', 'backordered', 'awaiting_incoming', 'needs_central_check',
            'production_required', 'rejected'
        )
    ),
    fulfillment_outcome text check (
        fulfillment_outcome is null
        or fulfillment_outcome in ('complete', 'partial_closed', 'cancelled')
    ),
    action_required boolean default false,
    crm_customer_id uuid,
    crm_deal_id uuid,
    picked_at timestamptz,
    shipped_at timestamptz,
    delivered_at timestamptz,
    invoiced_at timestamptz,
    notes text,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);
create index orders_order_number_idx on public.orders (order_number);

create table public.order_lots (
    id uuid primary key default gen_random_uuid(),
    order_id uuid not null references public.orders (id) on delete cascade,
    lot_id uuid not null references public.lots (id) on delete cascade,
    quality text not null,
    color text not null,
    roll_count integer not null check (roll_count > 0),
    line_type public.order_line_type not null default 'standard',
    selected_roll_meters text,
    selected_roll_ids text,
    created_at timestamptz not null default now(),
    unique (order_id, lot_id)
);

create table public.order_queue (
    id uuid primary key default gen_random_uuid(),
    order_id uuid not null unique references public.orders (id) on delete cascade,
    status text not null default 'pending_approval'
        check (status in ('pending_approval', 'approved', 'rejected')),
    submitted_by uuid not null,
    approved_by uuid,
    approved_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);

create table public.order_shares (
    id uuid primary key default gen_random_uuid(),
    order_id uuid not null references public.orders (id) on delete cascade,
    shared_with uuid not null references auth.users (id) on delete cascade,
    shared_by uuid references auth.users (id),
    expires_at timestamptz,
    created_at timestamptz not null default now(),
    unique (order_id, shared_with)
);

create table public.field_edit_queue (
    id uuid primary key default gen_random_uuid(),
    table_name text not null,
    record_id uuid not null,
    field_name text not null,
    old_value text,
    new_value text,
    status text not null default 'pending',
    submitted_by uuid not null,
    approved_by uuid,
    approved_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);

create table public.inquiries (
    id uuid primary key default gen_random_uuid(),
    inquiry_number text not null unique,
    customer_name text not null,
    status text not null default 'active'
        check (status in ('draft', 'active', 'converted', 'cancelled', 'expired')),
    reason text,
    expires_at timestamptz,
    converted_to_order_id uuid references public.orders (id),
    converted_at timestamptz,
    converted_by uuid references auth.users (id),
    created_by uuid not null references public.profiles (user_id) on delete restrict,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);

create table public.inquiry_lines (
    id uuid primary key default gen_random_uuid(),
    inquiry_id uuid not null references public.inquiries (id) on delete cascade,
    lot_id uuid references public.lots (id),
    incoming_stock_id uuid references public.incoming_stock (id),
    quality text not null,
    color text not null,
    requested_meters numeric(10, 2) not null check (requested_meters > 0),
    created_at timestamptz not null default now()
);
