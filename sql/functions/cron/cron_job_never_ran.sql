-- Active jobs of which no run is known.
create or replace function ops.cron_job_never_ran(keys text[] default null)
returns setof ops.hit
language sql
stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
    select 'cron.job',
        jsonb_build_object('jobid', j.jobid),
        format('job %s has never run; it was due at %s', left(j.name, 40),
            coalesce(ops._moment(j.due, (select ops.setting('time_zone'))), 'no time')),
        case when j.known_since < j.due then 'missed' else 'unknown' end, to_jsonb(j.due), null::jsonb, null::numeric,
        jsonb_build_object('schedule', j.schedule, 'existed_at', j.known_since),
        format('select * from ops.run_job(%L)', j.name)
    from (
        select c.*, ops._cron_due(c.schedule, ops.now() - interval '5 minutes') as due
        from ops._cron_jobs() as c
        where c.active and c.status is null
    ) as j
    -- of a long history only the end is read: a run before it is not seen
    where coalesce(j.history_from <= j.due, true)
$$;
comment on function ops.cron_job_never_ran(text[]) is
    'One hit an active job without a run, as far back as history is read; missed where it is proven that it existed '
    'when it was due.';
revoke all on function ops.cron_job_never_ran(text[]) from public;

select ops._define_rule(
    'cron_job_never_ran', 'cron', 'P3', 'Minor issues',
    'Every active job has run',
    'Nobody knows whether a job that never ran works; a schedule that never comes, as 30 February, is not refused.',
    'report', '{"cron.job": ["jobid", "jobname", "schedule", "command", "database", "username", "active"], "cron.job_run_details": ["jobid", "runid", "status", "start_time", "end_time", "return_message", "job_pid"]}', causes => '{missed}'
);
