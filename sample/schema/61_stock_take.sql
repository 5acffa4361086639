-- Counting sessions, photographed rolls, the OCR queue and the inquiry-bypass windows.
create table public.count_sessions (
    id uuid primary key default gen_random_uuid(),
    session_number text not null unique default public.generate_count_session_number(),
    status public.count_session_status not null default 'draft',
    started_by uuid not null references auth.users (id),
    started_at timestamptz not null default now(),
    last_activity_at timestamptz not null default now(),
    completed_at timestamptz,
    reviewed_at timestamptz,
    reconciled_at timestamptz,
    closed_at timestamptz,
    cancelled_at timestamptz,
    total_rolls_counted integer not null default 0,
    rolls_approved integer not null default 0,
    rolls_rejected integer not null default 0,
    rolls_pending_review integer not null default 0,
    rolls_recount_requested integer not null default 0,
    ocr_high_confidence_count integer not null default 0,
    ocr_medium_confidence_count integer not null default 0,
    ocr_low_confidence_count integer not null default 0,
    manual_entry_count integer not null default 0,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);
create index count_sessions_status_idx on public.count_sessions (status);

create table public.count_rolls (
    id uuid primary key default gen_random_uuid(),
    session_id uuid not null references public.count_sessions (id) on delete cascade,
    capture_sequence integer not null,
    status public.stock_take_roll_status not null default 'pending_review',
    ocr_status text default 'pending'
        check (ocr_status in ('pending', 'processing', 'completed', 'failed', 'skipped')),
    photo_path text,
    counter_quality text,
    counter_color text,
    counter_lot_number text,
    counter_meters numeric not null check (counter_meters > 0 and counter_meters <= 300),
    ocr_meters numeric,
    ocr_confidence_score numeric,
    ocr_confidence_level public.ocr_confidence_level,
    admin_quality text,
    admin_color text,
    admin_lot_number text,
    admin_meters numeric,
    is_manual_entry boolean not null default false,
    is_possible_duplicate boolean not null default false,
    duplicate_of_roll_id uuid references public.count_rolls (id),
    original_roll_id uuid references public.count_rolls (id),
    captured_by uuid not null references auth.users (id),
    captured_at timestamptz not null default now(),
    reviewed_by uuid references auth.users (id),
    reviewed_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    unique (session_id, capture_sequence)
);
create index count_rolls_session_id_idx on public.count_rolls (session_id);
create index count_rolls_status_idx on public.count_rolls (status);

create table public.ocr_jobs (
    id uuid primary key default gen_random_uuid(),
    roll_id uuid references public.count_rolls (id) on delete cascade,
    image_path text not null,
    status text not null default 'pending'
        check (status in ('pending', 'processing', 'completed', 'failed')),
    attempts integer not null default 0,
    max_attempts integer not null default 3,
    ocr_result jsonb,
    error_message text,
    created_at timestamptz not null default now(),
    started_at timestamptz,
    completed_at timestamptz
);
create index ocr_jobs_status_created_at_idx on public.ocr_jobs (status, created_at);

create table public.stock_take_sessions (
    id uuid primary key default gen_random_uuid(),
    status text not null default 'active' check (status in ('active', 'expired', 'ended')),
    started_by uuid not null references auth.users (id),
    started_at timestamptz not null default now(),
    expires_at timestamptz not null,
    ended_at timestamptz,
    ended_by uuid references auth.users (id),
    reason text,
    created_at timestamptz not null default now()
);

-- The counts come from the statement's own snapshot: after a wait for the session's row they are
-- stale, and the session that a roll has left is not counted again.
create or replace function public.update_count_session_counters()
returns trigger
language plpgsql
security definer
set search_path = public
as $$
declare
    touched constant uuid := case when tg_op = 'DELETE' then old.session_id else new.session_id end;
begin
    update public.count_sessions as s
    set
        total_rolls_counted = c.total,
        rolls_approved = c.approved,
        rolls_rejected = c.rejected,
        rolls_pending_review = c.pending,
        rolls_recount_requested = c.recount,
        ocr_high_confidence_count = c.high,
        ocr_medium_confidence_count = c.medium,
        ocr_low_confidence_count = c.low,
        manual_entry_count = c.manual,
        last_activity_at = now()
    from (
        select
            count(*) as total,
            count(*) filter (where r.status = 'approved') as approved,
            count(*) filter (where r.status = 'rejected') as rejected,
            count(*) filter (where r.status = 'pending_review') as pending,
            count(*) filter (where r.status = 'recount_requested') as recount,
            count(*) filter (where r.ocr_confidence_level = 'high') as high,
            count(*) filter (where r.ocr_confidence_level = 'medium') as medium,
            count(*) filter (where r.ocr_confidence_level = 'low') as low,
            count(*) filter (where r.is_manual_entry) as manual
        from public.count_rolls as r
        where r.session_id = touched
    ) as c
    where s.id = touched;
    return null;
end
$$;

create trigger count_rolls_update_session
after insert or update or delete on public.count_rolls
for each row execute function public.update_count_session_counters();
