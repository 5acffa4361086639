-- Forecasts, reports and exports that say running and no longer run.
create or replace function ops.stuck_runs(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_now constant timestamptz := ops.now();
    v_minutes integer := ops._threshold('stuck_runs', 'minutes', 60);
begin
    return query
        select r.subject,
            jsonb_build_object('id', r.id),
            left(format('%s started %s still says running', r.noun,
                ops._moment(r.started_at, (select ops.setting('time_zone')))), 100),
            null::text,
            null::jsonb,
            to_jsonb('running'::text),
            null::numeric,
            jsonb_build_object('started_at', r.started_at),
            null::text
        from (
            select 'public.forecast_runs' as subject, 'forecast' as noun, f.id, f.started_at
            from public.forecast_runs as f
            where f.status = 'running'
            union all
            select 'public.report_executions', 'report', e.id, e.started_at
            from public.report_executions as e
            where e.status = 'running'
            union all
            select 'public.database_export_logs', 'export', d.id, d.started_at
            from public.database_export_logs as d
            where d.status = 'running'
        ) as r
        where r.started_at < v_now - make_interval(mins => v_minutes)
            and (keys is null or r.id = any (keys::uuid[]));
end
$$;
comment on function ops.stuck_runs(text[]) is
    'S31: running for more than 60 minutes (threshold minutes). No edge function may run that long: it crashed and '
    'nobody ends the row.';
revoke all on function ops.stuck_runs(text[]) from public;
select ops._define_rule(
    name => 'stuck_runs',
    area => 'cron',
    severity => 'P2',
    example => 'Feature degraded',
    title => 'A forecast, report or export that says running was started within the hour',
    why => 'The screens wait for it, and nobody starts the next one.',
    repair_class => 'report',
    reads => '{"public.database_export_logs": ["id", "status", "started_at"],
        "public.forecast_runs": ["id", "status", "started_at"],
        "public.report_executions": ["id", "status", "started_at"]}'
);
