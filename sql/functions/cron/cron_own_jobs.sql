-- Our own entries in pg_cron: missing, edited, doubled, or left over.
create or replace function ops.cron_own_jobs(keys text[] default null)
returns setof ops.hit
language sql
stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
    select 'cron.job',
        jsonb_build_object('name', o.name, 'jobid', o.jobid),
        left(format('%s %s', o.name, case o.cause
            when 'missing' then 'is missing, though others of ours are there'
            when 'doubled' then 'is there more than once, as job ' || o.jobid || ' of ' || o.username
            when 'edited' then 'no longer does what it was made for'
            when 'left_over' then 'was started by hand and is left over'
            else 'is switched off'
        end), 100),
        o.cause, to_jsonb(o.wanted), to_jsonb(o.command), null::numeric, null::jsonb,
        coalesce('select cron.unschedule(' || case when o.cause in ('doubled', 'left_over') then o.jobid end || ')',
            'select * from ops.runbook(''cron'')')
    from ops._cron_own_jobs() as o
    where o.cause is not null
$$;
comment on function ops.cron_own_jobs(text[]) is
    'One hit an entry named ops:<this database>:… that is missing beside others, doubled, edited, switched off, or '
    'left over from a start by hand.';
revoke all on function ops.cron_own_jobs(text[]) from public;

select ops._define_rule(
    'cron_own_jobs', 'cron', 'P2', 'Feature degraded',
    'Our own entries in pg_cron are there once and as they were made',
    'A doubled entry works twice at the same minute; a missing or edited one leaves checks and repairs undone without a word.',
    'report', '{"cron.job": ["jobid", "jobname", "schedule", "command", "database", "username", "active"], "cron.job_run_details": ["jobid", "runid", "status", "start_time", "end_time", "return_message", "job_pid"]}', causes => '{missing,doubled,edited,left_over,switched_off}'
);
