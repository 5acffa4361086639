-- The platform ends a function in the middle of a forecast, a report or an export.
create function sample.break_stuck_runs(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    long_ago constant timestamptz := now() - interval '5 hours';
begin
    with broken as (
        insert into public.forecast_runs (status, total_combinations, processed_combinations, started_at)
        select 'running', 288, 40 + n, long_ago from generate_series(1, instances) as n
        returning id
    )
    insert into sample.breakage (mechanism, rule, subject, key)
    select 'stuck_runs', 'stuck_runs', 'public.forecast_runs', b.id::text from broken as b;
    with broken as (
        insert into public.report_executions (status, started_at)
        select 'running', long_ago from generate_series(1, instances)
        returning id
    )
    insert into sample.breakage (mechanism, rule, subject, key)
    select 'stuck_runs', 'stuck_runs', 'public.report_executions', b.id::text from broken as b;
    with broken as (
        insert into public.database_export_logs (status, exported_by, started_at)
        select 'running', sample.a_user(), long_ago from generate_series(1, instances)
        returning id
    )
    insert into sample.breakage (mechanism, rule, subject, key)
    select 'stuck_runs', 'stuck_runs', 'public.database_export_logs', b.id::text from broken as b;
    return instances;
end
$$;
insert into sample.mechanism (name, turn) values ('stuck_runs', 640);
