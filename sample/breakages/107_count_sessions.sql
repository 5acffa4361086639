-- Counted rolls that move to another session: the one they leave is not counted again.
create function sample.a_counted_session(number text, rolls integer)
returns uuid
language plpgsql
volatile
as $$
declare
    counter constant uuid := sample.act_as(3);
    at constant timestamptz := now() - interval '3 days';
    made uuid;
begin
    insert into public.count_sessions (session_number, status, started_by, started_at, created_at)
    values (number, 'active', counter, at, at)
    returning id into made;
    insert into public.count_rolls (
        session_id, capture_sequence, status, ocr_status, photo_path, counter_meters, is_manual_entry, captured_by,
        captured_at, created_at
    )
    select made, n, 'approved', 'skipped', number || '/' || n || '.jpg', 20 + n, true, counter, at, at
    from generate_series(1, rolls) as n;
    update public.count_sessions
    set status = 'reconciled', completed_at = at + interval '1 hour', reviewed_at = at + interval '2 hours',
        reconciled_at = at + interval '3 hours'
    where id = made;
    return made;
end
$$;

create function sample.break_moved_count(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    target constant uuid := sample.a_counted_session('CNT-MOVED-0', 1);
    source uuid;
begin
    for n in 1..instances loop
        source := sample.a_counted_session('CNT-MOVED-' || n, 3);
        update public.count_rolls
        set session_id = target, capture_sequence = 1 + n
        where session_id = source and capture_sequence = 3;
        perform sample.record_row('moved_count', 'count_session_counters', 'public.count_sessions', source);
    end loop;
    return instances;
end
$$;
insert into sample.mechanism (name, turn) values ('moved_count', 260);
