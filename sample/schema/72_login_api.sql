-- Login attempts and API keys with their request log and their limits.
create table public.login_attempts (
    id uuid primary key default gen_random_uuid(),
    email text not null,
    ip_address text,
    attempted_at timestamptz not null default now(),
    success boolean not null default false
);
create index login_attempts_email_idx on public.login_attempts (email, attempted_at desc);
create index login_attempts_ip_idx on public.login_attempts (ip_address, attempted_at desc);

create table public.api_keys (
    id uuid primary key default gen_random_uuid(),
    name text not null,
    key_prefix text not null,
    key_hash text not null,
    service text not null,
    permissions jsonb,
    rate_limit_per_minute integer default 60,
    is_active boolean default true,
    last_used_at timestamptz,
    expires_at timestamptz,
    created_by uuid references auth.users (id),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);

create table public.api_request_logs (
    id uuid primary key default gen_random_uuid(),
    api_key_id uuid references public.api_keys (id) on delete cascade,
    endpoint text not null,
    method text not null,
    status_code integer,
    response_time_ms integer,
    error_message text,
    created_at timestamptz not null default now()
);
create index api_request_logs_key_idx on public.api_request_logs (api_key_id, created_at desc);

-- Every failure inside the window extends the lock; a success helps only if it is the latest.
create or replace function public.check_login_rate_limit(
    p_email text,
    p_max_attempts integer default 5,
    p_window_minutes integer default 15
)
returns table (is_locked boolean, attempts integer, seconds_left integer)
language plpgsql
stable
security definer
set search_path = public
as $$
declare
    address constant text := lower(trim(p_email));
    lock_length constant interval := make_interval(mins => p_window_minutes);
    failures integer;
    last_failure timestamptz;
    last_success timestamptz;
begin
    select
        count(*) filter (where not a.success),
        max(a.attempted_at) filter (where not a.success),
        max(a.attempted_at) filter (where a.success)
    into failures, last_failure, last_success
    from public.login_attempts as a
    where a.email = address and a.attempted_at > now() - lock_length;

    if failures > 0 and last_success > last_failure then
        failures := 0;
    end if;
    if failures >= p_max_attempts then
        return query select
            true,
            failures,
            greatest(0, ceil(extract(epoch from last_failure + lock_length - now())))::integer;
    else
        return query select false, failures, 0;
    end if;
end
$$;

create or replace function public.record_login_attempt(
    p_email text,
    p_success boolean,
    p_ip_address text default null
)
returns void
language plpgsql
volatile
security definer
set search_path = public
as $$
begin
    insert into public.login_attempts (email, ip_address, success)
    values (lower(trim(p_email)), p_ip_address, p_success);
    delete from public.login_attempts where attempted_at < now() - interval '24 hours';
end
$$;

-- Unused twin of the limiter in the API: reset_at is always now, and no limit answers null.
create or replace function public.check_api_rate_limit(p_api_key_id uuid)
returns table (allowed boolean, current_count integer, reset_at timestamptz)
language sql
stable
security definer
set search_path = public
as $$
    select
        (
            select count(*)
            from public.api_request_logs as l
            where l.api_key_id = k.id and l.created_at > now() - interval '1 minute'
        ) < k.rate_limit_per_minute,
        (
            select count(*)::integer
            from public.api_request_logs as l
            where l.api_key_id = k.id and l.created_at > now() - interval '1 minute'
        ),
        now()
    from public.api_keys as k
    where k.id = p_api_key_id
$$;

create or replace function public.cleanup_old_api_logs()
returns void
language sql
volatile
security definer
set search_path = public
as $$
    delete from public.api_request_logs where created_at < now() - interval '30 days'
$$;
