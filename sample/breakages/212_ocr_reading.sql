-- Labels read worse, or said to be: units mixed up, photos lost, cameras given up.

-- The review page compares a fraction with 85 and 60.
create function sample.break_ocr_rerun(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    session constant uuid := sample.a_count_session('CNT-BROKEN-RERUN');
begin
    perform sample.record_row('ocr_rerun', 'ocr_confidence_level', 'public.count_rolls',
        sample.a_count_roll(session, n, 'completed', 0.62 + (n % 30) / 100.0, 'low'), 'mixed_units')
    from generate_series(1, instances) as n;
    return instances;
end
$$;
insert into sample.mechanism (name, turn) values ('ocr_rerun', 630);

-- The upload fails and the roll is stored all the same.
create function sample.break_photo_upload(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    session constant uuid := sample.a_count_session('CNT-BROKEN-UPLOAD');
begin
    perform sample.record_row('photo_upload', 'missing_roll_photos', 'public.count_rolls',
        sample.a_count_roll(session, n, 'completed', 0.9, 'high', photo => false))
    from generate_series(1, instances) as n;
    return instances;
end
$$;
insert into sample.mechanism (name, turn) values ('photo_upload', 631);

-- A lens is dirty for a whole session.
create function sample.break_dirty_lens(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    session uuid;
begin
    for s in 1..instances loop
        session := sample.a_count_session('CNT-BROKEN-LENS-' || s, now() - interval '1 day');
        perform sample.a_count_roll(session, n, 'completed', 0.2 + n / 100.0, 'low', now() - interval '1 day', review => 'approved')
        from generate_series(1, 12) as n;
        update public.count_sessions set status = 'reviewing' where id = session;
        perform sample.record_row('dirty_lens', 'falling_ocr_confidence', 'public.count_sessions', session);
    end loop;
    return instances;
end
$$;
insert into sample.mechanism (name, turn) values ('dirty_lens', 632);

-- People give up on the camera.
create function sample.break_typed_sessions(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    session uuid;
begin
    for s in 1..instances loop
        session := sample.a_count_session('CNT-BROKEN-TYPED-' || s, now() - interval '1 day');
        perform sample.a_count_roll(session, n, case when n > 3 then 'skipped' else 'completed' end,
            case when n <= 3 then 0.9 end, case when n <= 3 then 'high' end, now() - interval '1 day', review => 'approved')
        from generate_series(1, 11) as n;
        update public.count_sessions set status = 'reviewing' where id = session;
        perform sample.record_row('typed_sessions', 'manual_count_sessions', 'public.count_sessions', session);
    end loop;
    return instances;
end
$$;
insert into sample.mechanism (name, turn) values ('typed_sessions', 633);

-- A tablet is put away in the middle, or a session closed over rolls that nobody looked at.
create function sample.break_unfinished_sessions(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    session uuid;
begin
    for s in 1..instances loop
        session := sample.a_count_session('CNT-BROKEN-OPEN-' || s, now() - interval '1 day');
        perform sample.a_count_roll(session, 1, 'completed', 0.9, 'high', now() - interval '1 day');
        if s % 2 = 0 then
            update public.count_sessions set last_activity_at = now() - interval '1 day' where id = session;
        else
            update public.count_sessions
            set status = 'reconciled', completed_at = now(), reviewed_at = now(), reconciled_at = now()
            where id = session;
        end if;
        perform sample.record_row('unfinished_sessions', 'unfinished_count_sessions', 'public.count_sessions', session);
    end loop;
    return instances;
end
$$;
insert into sample.mechanism (name, turn) values ('unfinished_sessions', 634);
