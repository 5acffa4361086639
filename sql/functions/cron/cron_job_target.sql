-- Jobs that cannot start: their role or their database is gone.
create or replace function ops.cron_job_target(keys text[] default null)
returns setof ops.hit
language sql
stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
    select 'cron.job',
        jsonb_build_object('jobid', j.jobid),
        left(format('job %s cannot start: %s', left(j.name, 40), case
            when r.rolname is null then format('role %s does not exist', j.username)
            when not r.rolcanlogin then format('role %s may not log in', j.username)
            when d.datname is null then format('database %s does not exist', j.database)
            else format('database %s takes no connections', j.database)
        end), 100),
        case when coalesce(r.rolcanlogin, false) then 'database' else 'role' end, null::jsonb, null::jsonb,
            null::numeric,
        jsonb_build_object('role', j.username, 'database', j.database, 'schedule', j.schedule),
        format('select cron.unschedule(%s)', j.jobid)
    from ops._cron_jobs() as j
    left join pg_roles as r
        on r.rolname = j.username
    left join pg_database as d
        on d.datname = j.database
    where j.active
        and not (coalesce(r.rolcanlogin, false) and coalesce(d.datallowconn, false))
$$;
comment on function ops.cron_job_target(text[]) is
    'One hit an active job whose role or database does not exist or lets nobody in.';
revoke all on function ops.cron_job_target(text[]) from public;

select ops._define_rule(
    'cron_job_target', 'cron', 'P1', 'Major feature broken',
    'The role and the database of every job exist',
    'On pg_cron 1.4 one such job ends the launcher again and again: no job at all runs any more, and no row says why.',
    'report', '{"cron.job": ["jobid", "jobname", "schedule", "command", "database", "username", "active"], "cron.job_run_details": ["jobid", "runid", "status", "start_time", "end_time", "return_message", "job_pid"]}', causes => '{role,database}'
);
