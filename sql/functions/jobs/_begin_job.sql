-- Opens a run of a job, or goes on with one that stopped in time.
create or replace function ops._begin_job(given ops.job)
returns bigint
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_run bigint;
begin
    update ops.job_run as r
    set state = 'running', pid = pg_backend_pid(), ended_at = null
    where r.id = (given).run and r.state = 'stopped'
    returning r.id into v_run;
    if v_run is null then
        insert into ops.job_run (job, started_at, state, pid, todo)
        values ((given).name, ops.now(), 'running', pg_backend_pid(), ops._job_steps(given))
        returning id into v_run;
    end if;
    update ops.job as j
    set state = 'running', run = v_run, stop_asked = false, due_at = ops._next_due(j, ops.now())
    where j.name = (given).name;
    return v_run;
end
$$;
comment on function ops._begin_job(ops.job) is 'Number of the run. From here on the job is due at its next regular time.';
revoke all on function ops._begin_job(ops.job) from public;
