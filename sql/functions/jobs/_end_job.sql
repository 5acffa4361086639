-- Closes a run of a job; one that took too much of its interval gets a longer one.
create or replace function ops._end_job(run bigint)
returns void
language plpgsql
volatile parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    v_run ops.job_run;
    v_job ops.job;
    v_every numeric;
    v_turns integer;
begin
    select r.* into v_run from ops.job_run as r where r.id = _end_job.run for update;
    select j.* into v_job from ops.job as j where j.name = v_run.job for update;
    v_every := extract(epoch from v_job.every);
    v_turns := ceil(v_run.seconds * 100 / ops.setting('job_share')::numeric / v_every);
    if v_run.state = 'stopped' then
        update ops.job as j set state = 'idle', due_at = ops.now(), last_seconds = v_run.seconds
            where j.name = v_job.name;
        update ops.job_run as r set ended_at = ops.now() where r.id = v_run.id;
    else
        v_job.stretched := case when v_turns > 1 then least(v_job.every * v_turns, interval '1 day') end;
        update ops.job as j
        set state = 'idle', run = null, retries = 0, stretched = v_job.stretched, last_seconds = v_run.seconds,
            due_at = ops._next_due(v_job, ops.now()),
            last_ok_at = case when v_run.failures = 0 then ops.now() else j.last_ok_at end
        where j.name = v_job.name;
        update ops.job_run as r
        set state = case when v_run.failures = 0 then 'done' else 'failed' end, ended_at = ops.now(), todo = '{}',
            note = case when v_turns > 1
                then concat_ws(E'\n', r.note, format('took %s s, over %s percent of %s: runs every %s now',
                    round(v_run.seconds, 1),
                    ops.setting('job_share'), v_job.every, v_job.stretched))
                else r.note end
        where r.id = v_run.id;
    end if;
    perform pg_advisory_unlock(hashtextextended('ops:job:' || v_job.name, 0));
end
$$;
comment on function ops._end_job(bigint) is 'done or failed, and due at its next time; a stopped run is due at once and goes on where it was.';
revoke all on function ops._end_job(bigint) from public;
