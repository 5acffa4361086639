-- Takes the next job that is due, so that no other scheduler can.
create or replace function ops._claim_job(lane text)
returns bigint
language plpgsql
volatile parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    v_name text;
    v_job ops.job;
    v_run bigint;
begin
    if ops._time_is_up() then
        return null;
    end if;
    update ops.job as j
    set due_at = ops._next_due(j, ops.now())
    where j.lane = _claim_job.lane and j.enabled and j.due_at is null;
    for v_name in
        select j.name from ops.job as j
        where j.lane = _claim_job.lane and j.enabled and (j.state = 'running' or j.due_at <= ops.now())
            -- what stopped within this very call goes on in the next one
            and not exists (
                select from ops.job_run as r, ops.clock as c
                where r.id = j.run and r.state = 'stopped' and r.pid = pg_backend_pid()
                    and r.ended_at >= statement_timestamp() + c.shift
            )
        order by j.place
    loop
        -- held until the session gives it back or ends: whoever gets it knows that no other works on the job
        continue when not pg_try_advisory_lock(hashtextextended('ops:job:' || v_name, 0));
        select j.* into v_job from ops.job as j where j.name = v_name for update;
        if v_job.state = 'running' then
            v_job := ops._bury_job(v_job);
        end if;
        if v_job.due_at <= ops.now() then
            v_run := ops._begin_job(v_job);
            return v_run;
        end if;
        perform pg_advisory_unlock(hashtextextended('ops:job:' || v_name, 0));
    end loop;
    return null;
end
$$;
comment on function ops._claim_job(text) is 'Number of the run; null when nothing is due, or time is up. A job missed several times runs once.';
revoke all on function ops._claim_job(text) from public;
