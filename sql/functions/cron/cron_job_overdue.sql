-- Jobs that did not run when their schedule says.
create or replace function ops.cron_job_overdue(keys text[] default null)
returns setof ops.hit
language sql
stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
    select 'cron.job',
        jsonb_build_object('jobid', j.jobid),
        format('job %s was due at %s and last ran at %s', left(j.name, 30),
            ops._moment(j.due, (select ops.setting('time_zone'))),
            ops._moment(j.begun_at, (select ops.setting('time_zone')))),
        null::text, to_jsonb(j.due), to_jsonb(j.begun_at), null::numeric,
        jsonb_build_object('schedule', j.schedule, 'last_good', j.last_good),
        format('select * from ops.run_job(%L)', j.name)
    from (
        select c.*,
            ops._cron_due(c.schedule, ops.now() - make_interval(mins => ops._threshold('cron_job_overdue',
                'minutes', 5)::integer)) as due
        from ops._cron_jobs() as c
        where c.active
    ) as j
    -- pg_cron starts a run within the minute; one still at work is not overdue but long
    where j.begun_at < j.due
        and j.status in ('succeeded', 'failed')
$$;
comment on function ops.cron_job_overdue(text[]) is
    'One hit an active job whose newest run is older than its schedule, read in cron.timezone, with minutes (5) of '
    'grace.';
revoke all on function ops.cron_job_overdue(text[]) from public;

select ops._define_rule(
    'cron_job_overdue', 'cron', 'P2', 'Feature degraded',
    'Each job runs when its schedule says',
    'pg_cron can stop starting a job without leaving a row, so a look for failed runs sees nothing.',
    'report', '{"cron.job": ["jobid", "jobname", "schedule", "command", "database", "username", "active"], "cron.job_run_details": ["jobid", "runid", "status", "start_time", "end_time", "return_message", "job_pid"]}'
);
