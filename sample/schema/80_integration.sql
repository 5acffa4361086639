-- Webhooks, inbox and outbox between the warehouse and the CRM.
create table public.webhook_subscriptions (
    id uuid primary key default gen_random_uuid(),
    name text,
    event_type text not null,
    events text[] not null default '{order.created}',
    endpoint_url text not null,
    secret text not null,
    is_active boolean not null default true,
    failure_count integer not null default 0,
    max_retries integer not null default 5,
    last_triggered_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);

create table public.webhook_deliveries (
    id uuid primary key default gen_random_uuid(),
    subscription_id uuid references public.webhook_subscriptions (id) on delete cascade,
    event_type text not null,
    -- Later twins of event_type and response_status.
    event text,
    payload jsonb not null,
    response_status integer,
    status_code integer,
    response_body text,
    error_message text,
    success boolean default false,
    retry_count integer default 0,
    next_retry_at timestamptz,
    delivered_at timestamptz default now(),
    is_dead_lettered boolean default false,
    created_at timestamptz not null default now()
);
create index webhook_deliveries_subscription_idx
    on public.webhook_deliveries (subscription_id);

create table public.webhook_dead_letters (
    id uuid primary key default gen_random_uuid(),
    subscription_id uuid references public.webhook_subscriptions (id) on delete set null,
    event text not null,
    payload jsonb not null,
    attempts integer not null,
    last_error text,
    first_attempted_at timestamptz not null,
    last_attempted_at timestamptz not null,
    created_at timestamptz not null default now()
);

create table public.integration_outbox (
    id uuid primary key default gen_random_uuid(),
    event_type text not null,
    payload jsonb not null,
    target_system text not null default 'crm',
    status text not null default 'pending'
        check (status in ('pending', 'processing', 'sent', 'failed', 'dead_letter')),
    retry_count integer not null default 0,
    max_retries integer not null default 5,
    idempotency_key text not null unique,
    next_retry_at timestamptz,
    last_error text,
    sent_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);

create table public.integration_inbox (
    id uuid primary key default gen_random_uuid(),
    idempotency_key text not null unique,
    source_system text not null check (source_system in ('crm', 'wms')),
    event_type text not null,
    payload jsonb not null,
    payload_hash text not null,
    status public.inbox_status not null default 'pending',
    attempt_count integer not null default 0,
    hmac_verified boolean not null default false,
    next_retry_at timestamptz,
    last_error text,
    processed_at timestamptz,
    received_at timestamptz not null default now(),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);

create table public.integration_contract_violations (
    id uuid primary key default gen_random_uuid(),
    violation_type text not null check (
        violation_type in (
            'unknown_event', 'unknown_version', 'missing_field', 'invalid_uuid', 'invalid_enum',
            'hmac_mismatch', 'hash_conflict', 'stale_sequence', 'org_mismatch', 'unknown_entity'
        )
    ),
    source_system text not null,
    event_type text,
    details jsonb not null default '{}',
    created_at timestamptz not null default now()
);

-- Counts in one statement, unlike the dispatcher, which does not use it.
create or replace function public.increment_webhook_failure(p_subscription_id uuid)
returns void
language sql
volatile
security definer
set search_path = public
as $$
    update public.webhook_subscriptions
    set failure_count = failure_count + 1
    where id = p_subscription_id
$$;

create or replace function public.log_contract_violation(
    p_violation_type text,
    p_source_system text,
    p_event_type text,
    p_details jsonb default '{}'
)
returns uuid
language sql
volatile
security definer
set search_path = public
as $$
    insert into public.integration_contract_violations (
        violation_type, source_system, event_type, details
    )
    values (p_violation_type, p_source_system, p_event_type, p_details)
    returning id
$$;
revoke execute on function public.log_contract_violation(text, text, text, jsonb)
    from public, anon;
