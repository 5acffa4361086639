-- Scheduled reports and exports.
create table public.email_report_configs (
    id uuid primary key default gen_random_uuid(),
    name text not null,
    report_type text not null,
    is_active boolean not null default true,
    schedule_config jsonb not null default '{}',
    timezone text not null default 'Europe/Istanbul',
    generation_count integer not null default 0,
    last_generated_at timestamptz,
    created_by uuid references auth.users (id),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);

create table public.report_executions (
    id uuid primary key default gen_random_uuid(),
    report_config_id uuid references public.email_report_configs (id) on delete cascade,
    status text not null default 'running' check (status in ('running', 'completed', 'failed')),
    started_at timestamptz not null default now(),
    completed_at timestamptz,
    row_count integer,
    error_message text
);

create table public.report_shares (
    id uuid primary key default gen_random_uuid(),
    report_config_id uuid not null references public.email_report_configs (id) on delete cascade,
    share_token text not null unique,
    access_count integer not null default 0,
    expires_at timestamptz,
    created_by uuid references auth.users (id),
    created_at timestamptz not null default now()
);

create table public.database_export_logs (
    id uuid primary key default gen_random_uuid(),
    status text not null default 'running' check (status in ('running', 'completed', 'failed')),
    exported_by uuid references auth.users (id),
    table_count integer,
    error_message text,
    started_at timestamptz not null default now(),
    completed_at timestamptz
);
