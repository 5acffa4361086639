-- Finished counting sessions: their counters are the trigger's own work.
create function sample.fill_stock_take()
returns void
language plpgsql
volatile
as $$
declare
    session_salt constant text := sample.salt('count_session');
    roll_salt constant text := sample.salt('count_roll');
    run constant sample.generation := (select g from sample.generation as g);
    counter constant uuid := (select p.user_id from sample.person as p where p.n = 3);
    sessions constant integer := greatest(15, run.lots / 500);
begin
    insert into public.count_sessions (
        id, session_number, status, started_by, started_at, created_at
    )
    select
        sample.id(session_salt, n), 'CNT-' || sample.digits(n, 6), 'active', counter,
        run.today - interval '1 day' * n, run.today - interval '1 day' * n
    from generate_series(1, sessions) as n;

    insert into public.count_rolls (
        id, session_id, capture_sequence, status, ocr_status, photo_path, counter_quality,
        counter_color, counter_lot_number, counter_meters, ocr_meters, ocr_confidence_score,
        ocr_confidence_level, is_manual_entry, captured_by, captured_at, created_at
    )
    select
        sample.id(roll_salt, s * 1000 + q), sample.id(session_salt, s), q,
        case when q % 8 = 0 then 'rejected' else 'approved' end::public.stock_take_roll_status,
        case when m.manual then 'skipped' else 'completed' end,
        's' || s || '/' || q || '.jpg', sample.quality(q), sample.color(s), 'L-' || s || '-' || q,
        20 + q,
        case when not m.manual then 20 + q end,
        case when not m.manual then score.value end,
        case
            when m.manual then null
            when score.value >= 0.85 then 'high'
            when score.value >= 0.60 then 'medium'
            else 'low'
        end::public.ocr_confidence_level,
        m.manual, counter, c.at, c.at
    from generate_series(1, sessions) as s
    cross join generate_series(1, 24) as q
    cross join lateral (select q % 12 = 5 as manual) as m
    cross join lateral (
        select round((0.5 + 0.5 * sample.draw(roll_salt, s * 1000 + q))::numeric, 2) as value
    ) as score
    cross join lateral (
        select run.today - interval '1 day' * s + interval '1 minute' * q as at
    ) as c;

    insert into storage.objects (bucket_id, name, created_at)
    select 'stock-take-photos', r.photo_path, r.created_at
    from public.count_rolls as r
    where r.photo_path is not null
    on conflict (bucket_id, name) do nothing;

    insert into public.ocr_jobs (
        roll_id, image_path, status, attempts, created_at, started_at, completed_at
    )
    select
        r.id, r.photo_path, 'completed', 1, r.created_at, r.created_at,
        r.created_at + interval '5 seconds'
    from public.count_rolls as r
    where r.ocr_status = 'completed' and r.capture_sequence <= 4;

    update public.count_sessions as s
    set
        status = case when n % 3 = 0 then 'closed' else 'reconciled' end
            ::public.count_session_status,
        completed_at = s.started_at + interval '1 hour',
        reviewed_at = s.started_at + interval '2 hours',
        reconciled_at = s.started_at + interval '3 hours',
        closed_at = case when n % 3 = 0 then s.started_at + interval '4 hours' end
    from generate_series(1, sessions) as n
    where s.id = sample.id(session_salt, n);

    insert into public.stock_take_sessions (
        status, started_by, started_at, expires_at, ended_at, ended_by
    )
    values (
        'ended', counter, run.today - interval '2 days', run.today - interval '1 day',
        run.today - interval '1 day', counter
    );
end
$$;
