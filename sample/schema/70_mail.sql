-- Outgoing mail: log, templates, schedules, digests and their settings.
create table public.email_templates (
    id uuid primary key default gen_random_uuid(),
    template_key text not null unique,
    name text not null,
    subject text not null,
    body text not null,
    category text,
    is_active boolean not null default true,
    version integer not null default 1,
    send_count integer not null default 0,
    error_count integer not null default 0,
    last_sent_at timestamptz,
    retry_config jsonb default '{"max_retries": 3, "backoff_seconds": [60, 300, 900]}',
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);

create table public.email_template_versions (
    id uuid primary key default gen_random_uuid(),
    template_id uuid not null references public.email_templates (id) on delete cascade,
    version integer not null,
    subject text not null,
    body text not null,
    created_by uuid references auth.users (id),
    created_at timestamptz not null default now(),
    unique (template_id, version)
);

create table public.email_template_usage (
    id uuid primary key default gen_random_uuid(),
    template_id uuid references public.email_templates (id) on delete cascade,
    usage_type text not null,
    usage_name text not null,
    created_at timestamptz not null default now()
);

create table public.email_schedules (
    id uuid primary key default gen_random_uuid(),
    name text not null,
    schedule_type text not null,
    schedule_config jsonb not null default '{}',
    is_enabled boolean not null default true,
    next_run_at timestamptz,
    last_run_at timestamptz,
    last_run_status text,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);

create table public.email_digest_configs (
    id uuid primary key default gen_random_uuid(),
    digest_type text not null unique,
    is_enabled boolean not null default true,
    schedule text not null default 'weekdays 09:00',
    timezone text not null default 'Europe/Istanbul',
    cooldown_hours integer not null default 24,
    last_sent_at timestamptz,
    recipients jsonb not null default '[]',
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);

create table public.email_settings (
    id uuid primary key default gen_random_uuid(),
    setting_key text not null unique,
    setting_value jsonb not null,
    updated_by uuid references auth.users (id),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);

create table public.email_log (
    id uuid primary key default gen_random_uuid(),
    template_id uuid references public.email_templates (id) on delete set null,
    template_key text,
    recipient text not null,
    subject text not null,
    -- No check: sent, failed, permanently_failed and notification_created have been seen.
    status text not null default 'pending',
    sent_at timestamptz,
    error_message text,
    metadata jsonb,
    retry_count integer default 0,
    next_retry_at timestamptz,
    attachments jsonb,
    opened_at timestamptz,
    clicked_at timestamptz,
    requires_acknowledgment boolean default false,
    acknowledged_at timestamptz,
    schedule_id uuid references public.email_schedules (id) on delete set null,
    digest_type text,
    created_at timestamptz not null default now()
);
create index email_log_created_at_idx on public.email_log (created_at desc);
create index email_log_status_idx on public.email_log (status);

create table public.email_acknowledgments (
    id uuid primary key default gen_random_uuid(),
    email_log_id uuid not null references public.email_log (id) on delete cascade,
    acknowledged_by uuid references auth.users (id),
    acknowledged_at timestamptz not null default now()
);
