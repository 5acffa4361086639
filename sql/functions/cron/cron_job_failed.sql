-- Jobs whose newest run failed.
create or replace function ops.cron_job_failed(keys text[] default null)
returns setof ops.hit
language sql
stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
    select 'cron.job',
        jsonb_build_object('jobid', j.jobid),
        left(format('job %s failed %s: %s', left(j.name, 40),
            case when j.has_start then ops._lasting(ops.now() - j.begun_at) || ' ago' else 'before it began' end,
            coalesce(regexp_replace(j.message, '\s+', ' ', 'g'), 'no message')), 100),
        case when j.has_start then 'run_failed' else 'never_started' end, null::jsonb, to_jsonb(j.status),
            null::numeric,
        jsonb_build_object('message', j.message, 'last_good', j.last_good, 'schedule', j.schedule),
        format('select * from ops.run_job(%L)', j.name)
    from ops._cron_jobs() as j
    where j.status = 'failed'
$$;
comment on function ops.cron_job_failed(text[]) is
    'One hit a job whose newest run failed; never_started where the run has no start time.';
revoke all on function ops.cron_job_failed(text[]) from public;

select ops._define_rule(
    'cron_job_failed', 'cron', 'P2', 'Feature degraded',
    'The newest run of each job succeeded',
    'What it does has not been done since, and nobody is told: pg_cron tries again at the next hour only.',
    'report', '{"cron.job": ["jobid", "jobname", "schedule", "command", "database", "username", "active"], "cron.job_run_details": ["jobid", "runid", "status", "start_time", "end_time", "return_message", "job_pid"]}', causes => '{run_failed,never_started}'
);
