-- Jobs whose newest run has not ended for long.
create or replace function ops.cron_job_stuck(keys text[] default null)
returns setof ops.hit
language sql
stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
    select 'cron.job',
        jsonb_build_object('jobid', j.jobid),
        format('job %s is %s for %s%s', left(j.name, 40), j.status, ops._lasting(ops.now() - j.begun_at),
            case when s.pid is null then ', its session is gone' else '' end),
        case when s.pid is null then 'session_gone' else 'still_running' end, null::jsonb, to_jsonb(j.status),
            null::numeric,
        jsonb_build_object('pid', j.pid, 'begun_at', j.begun_at, 'schedule', j.schedule),
        case when s.pid is null then format('select * from ops.run_job(%L)', j.name)
            else format('select * from ops.sessions() where pid = %s', j.pid) end
    from ops._cron_jobs() as j
    left join ops.sessions() as s
        on s.pid = j.pid and s.kind = 'cron' and s.backend_start <= j.begun_at + interval '1 minute'
    where j.status in ('starting', 'connecting', 'sending', 'running')
        and j.begun_at < ops.now() - make_interval(mins => ops._threshold('cron_job_stuck', 'minutes', 60)::integer)
$$;
comment on function ops.cron_job_stuck(text[]) is
    'One hit a job whose newest run is not over after minutes (60); session_gone where no process of pg_cron works '
    'on it.';
revoke all on function ops.cron_job_stuck(text[]) from public;

select ops._define_rule(
    'cron_job_stuck', 'cron', 'P2', 'Feature degraded',
    'No run of a job goes on for ever',
    'pg_cron never starts the next run while one is open, and a crash leaves it open for ever.',
    'report', '{"cron.job": ["jobid", "jobname", "schedule", "command", "database", "username", "active"], "cron.job_run_details": ["jobid", "runid", "status", "start_time", "end_time", "return_message", "job_pid"]}', causes => '{session_gone,still_running}'
);
