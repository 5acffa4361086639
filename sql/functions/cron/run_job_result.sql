-- How a job that was started by hand has ended.
create or replace function ops.run_job_result(id bigint)
returns table (job text, state text, message text, started_at timestamptz, ended_at timestamptz, next text)
language plpgsql
volatile parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
set row_security = off
as $$
declare
    v_start ops.job_start;
    v_status text;
begin
    select s.* into v_start from ops.job_start as s where s.id = run_job_result.id;
    if v_start.id is null then
        perform ops._fail('OP005', format('there is no start %s', coalesce(run_job_result.id::text, 'null')),
            'ops.run_job returned its number', 'select id, job, due_at from ops.job_start order by id desc limit 5');
    end if;
    select r.status, r.message, r.started_at, r.ended_at into v_status, message, started_at, ended_at
    from ops._job_run(v_start.cron_job) as r;
    job := v_start.job;
    state := case
        when v_status in ('succeeded', 'failed') then v_status
        when v_status is not null then 'running'
        when clock_timestamp() < v_start.due_at + interval '2 minutes' then 'waiting'
        else 'missed'
    end;
    message := case state when 'waiting' then format('pending until %s',
        ops._moment(v_start.due_at, (select ops.setting('time_zone')), 'HH24:MI'))
        when 'missed' then 'pg_cron did not start it: select * from ops.check_cron()' else message end;
    next := case when state in ('waiting', 'running') then format('select * from ops.run_job_result(%s)', id)
        when state = 'missed' then 'select * from ops.check_cron()' end;
    if state not in ('waiting', 'running') and exists (select from ops._cron_jobs() as j
        where j.jobid = v_start.cron_job) then
        execute format('select %I.unschedule($1)', to_regnamespace('cron')) using v_start.cron_job;
    end if;
    return next;
end
$$;
comment on function ops.run_job_result(bigint) is
    'One row: waiting, running, succeeded, failed or missed; removes the entry once it is over. OP005 for an '
    'unknown number.';
revoke all on function ops.run_job_result(bigint) from public;
grant execute on function ops.run_job_result(bigint) to ops_operator;
