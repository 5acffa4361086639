-- Counting sessions and rolls that the breakages of the stock take are made of.
-- The number is made unique, so that breaking twice works.
create function sample.a_count_session(number text, started_at timestamptz default now() - interval '30 minutes')
returns uuid
language sql
volatile
as $$
    insert into public.count_sessions (session_number, status, started_by, started_at, created_at)
    values (number || '-' || substr(gen_random_uuid()::text, 1, 8), 'active', sample.a_user(), started_at, started_at)
    returning id
$$;

-- One roll with its photo in the bucket; score and level as given, no job.
create function sample.a_count_roll(
    session uuid, place integer, ocr_status text, score numeric default null, level text default null,
    captured_at timestamptz default now() - interval '5 minutes', photo boolean default true,
    review text default 'pending_review'
)
returns uuid
language plpgsql
volatile
as $$
declare
    roll uuid;
    path constant text := session || '/' || place || '.jpg';
begin
    insert into public.count_rolls (
        session_id, capture_sequence, status, ocr_status, photo_path, counter_meters, ocr_confidence_score, ocr_confidence_level,
        is_manual_entry, captured_by, captured_at, created_at
    )
    values (
        session, place, review::public.stock_take_roll_status, a_count_roll.ocr_status, path, 20 + place, score,
        level::public.ocr_confidence_level, a_count_roll.ocr_status = 'skipped', sample.a_user(), a_count_roll.captured_at,
        a_count_roll.captured_at
    )
    returning id into roll;
    if photo then
        insert into storage.objects (bucket_id, name) values ('stock-take-photos', path);
    end if;
    return roll;
end
$$;

create function sample.an_ocr_job(
    roll uuid, status text, attempts integer default 0, error text default null,
    created_at timestamptz default now() - interval '5 minutes', started_at timestamptz default null
)
returns uuid
language sql
volatile
as $$
    insert into public.ocr_jobs (roll_id, image_path, status, attempts, error_message, created_at, started_at)
    select r.id, r.photo_path, an_ocr_job.status, an_ocr_job.attempts, error, an_ocr_job.created_at, an_ocr_job.started_at
    from public.count_rolls as r
    where r.id = roll
    returning id
$$;
