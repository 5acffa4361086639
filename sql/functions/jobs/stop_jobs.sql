-- Asks running jobs to stop after their current step; they go on at the next tick.
create or replace function ops.stop_jobs(pid integer default null)
returns integer
language plpgsql
volatile parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    v_rows integer;
begin
    update ops.job as j
    set stop_asked = true
    from ops.job_run as r
    where r.id = j.run and j.state = 'running' and (stop_jobs.pid is null or r.pid = stop_jobs.pid);
    get diagnostics v_rows = row_count;
    return v_rows;
end
$$;
comment on function ops.stop_jobs(integer) is 'pid: only jobs of that session. How many were asked. To keep a job from running again: ops.set_job(name, enabled => false).';
revoke all on function ops.stop_jobs(integer) from public;
grant execute on function ops.stop_jobs(integer) to ops_operator;
