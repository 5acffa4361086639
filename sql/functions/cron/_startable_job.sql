-- The one job of that name that can be started from here, or why not.
create or replace function ops._startable_job(name text)
returns table (jobid bigint, title text, command text)
language plpgsql
stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_job record;
    v_found bigint;
    v_next text := 'select jobid, jobname, username, database from cron.job order by jobname';
begin
    if ops._missing('{"cron.job": ["jobname"], "cron.job_run_details": ["jobid"]}') is not null then
        perform ops._fail('OP003', 'pg_cron is not in this database', 'there is no table cron.job here',
            'show cron.database_name');
    end if;
    select count(*) into v_found from ops._cron_jobs() as j where j.name = _startable_job.name;
    if v_found <> 1 then
        perform ops._fail('OP005', format('%s jobs are named %s', v_found, coalesce(quote_literal(name), 'null')),
            'a job is started by a name that only it has', v_next);
    end if;
    select j.* into v_job from ops._cron_jobs() as j where j.name = _startable_job.name;
    if v_job.database <> current_database() or v_job.username <> current_user then
        perform ops._fail('OP003', format('job %s runs as %s in database %s', name, v_job.username, v_job.database),
            format('from here a job runs as %s in %s', current_user, current_database()), v_next);
    elsif v_job.status in ('starting', 'connecting', 'sending', 'running')
        and v_job.begun_at > ops.now() - interval '1 hour' then
        perform ops._fail('OP004', format('job %s is running', name), format('since %s', v_job.begun_at),
            format('select * from ops.sessions() where pid = %s', v_job.pid));
    end if;
    return query select v_job.jobid, v_job.name, v_job.command;
end
$$;
comment on function ops._startable_job(text) is
    'One row. OP003 when pg_cron is not here or the job is another role''s or database''s, OP004 while it runs, '
    'OP005 for no or several jobs of that name.';
revoke all on function ops._startable_job(text) from public;
