-- The OCR queue stops: workers crash, attempts run out, jobs and rolls wait.

-- A worker crashes in the middle, or gives up: every other time.
create function sample.break_ocr_worker(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    session constant uuid := sample.a_count_session('CNT-BROKEN-WORKER');
    crashed boolean;
    job uuid;
begin
    for n in 1..instances loop
        crashed := n % 2 = 0;
        job := sample.an_ocr_job(
            sample.a_count_roll(session, n, case when crashed then 'processing' else 'failed' end),
            case when crashed then 'processing' else 'failed' end, case when crashed then 1 else 3 end,
            case when not crashed then (array['429: quota exceeded', 'Object not found', 'request timed out'])[1 + n % 3] end,
            now() - interval '2 hours', now() - interval '1 hour'
        );
        perform sample.record_row('ocr_worker', 'stuck_ocr_jobs', 'public.ocr_jobs', job);
    end loop;
    return instances;
end
$$;
insert into sample.mechanism (name, turn) values ('ocr_worker', 620);

-- Nobody calls the worker, or the browser was closed before it had read the label.
create function sample.break_ocr_waiting(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    session constant uuid := sample.a_count_session('CNT-BROKEN-WAITING');
    long_ago constant timestamptz := now() - interval '2 hours';
    roll uuid;
begin
    for n in 1..instances loop
        roll := sample.a_count_roll(session, n, 'pending', captured_at => long_ago);
        if n % 2 = 0 then
            perform sample.record_row('ocr_waiting', 'waiting_ocr_work', 'public.ocr_jobs',
                sample.an_ocr_job(roll, 'pending', created_at => long_ago));
        else
            perform sample.record_row('ocr_waiting', 'waiting_ocr_work', 'public.count_rolls', roll);
        end if;
    end loop;
    return instances;
end
$$;
insert into sample.mechanism (name, turn) values ('ocr_waiting', 621);

-- The worker writes the job, crashes, and never writes the roll.
create function sample.break_ocr_half_written(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    session constant uuid := sample.a_count_session('CNT-BROKEN-HALF');
    roll uuid;
begin
    for n in 1..instances loop
        roll := sample.a_count_roll(session, n, 'processing');
        perform sample.an_ocr_job(roll, 'completed', 1);
        perform sample.record_row('ocr_half_written', 'ocr_status_of_rolls', 'public.count_rolls', roll);
    end loop;
    return instances;
end
$$;
insert into sample.mechanism (name, turn) values ('ocr_half_written', 622);
