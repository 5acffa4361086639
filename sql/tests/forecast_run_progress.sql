-- Counts and stamps of forecast runs.
begin;
select plan(5);

insert into forecast_runs (id, status, total_combinations, processed_combinations, started_at, completed_at)
select ('00000000-0000-4000-8000-00000000000' || n)::uuid, (array['completed', 'running', 'failed', 'completed'])[n], 10, (array[10, 3, 4, 10])[n],
    '2026-02-03 12:00+00', case when n in (1, 4) then '2026-02-03 12:00+00'::timestamptz end
from generate_series(1, 4) as n;
select is_empty($$select * from ops.check_rule('forecast_run_progress')$$, 'sound data says nothing: all done at once, running, failed');
update forecast_runs set processed_combinations = 12 where id = '00000000-0000-4000-8000-000000000001';
select results_eq(
    $$select severity, message, subject, key ->> 'id', expected, observed #>> '{}', status, size from ops.check_rule('forecast_run_progress')$$,
    $$values ('P3', 'forecast of 2026-02-03: 12 processed of 10', 'public.forecast_runs', '00000000-0000-4000-8000-000000000001', null::jsonb, '12', 'violation', null::numeric)$$,
    'more than there was is reported exactly'
);
update forecast_runs set completed_at = now() where status = 'running';
update forecast_runs set completed_at = '2026-02-03 11:00+00' where status = 'failed';
update forecast_runs set completed_at = null where id = '00000000-0000-4000-8000-000000000004';
select results_eq($$select message from ops.check_rule('forecast_run_progress') where message not like '%processed%' order by 1$$,
    $$values ('forecast of 2026-02-03 ended before it began'), ('forecast of 2026-02-03 is completed, and never ended'), ('forecast of 2026-02-03 runs, and has ended')$$,
    'and so are ends that cannot be');
select is((select count(*) from ops.forecast_run_progress(array['00000000-0000-4000-8000-000000000004'])), 1::bigint, 'one can be asked for alone');
select throws_ok($$select * from ops.repair_integrity(rule => 'forecast_run_progress')$$, 'OP003', null, 'it must be run again');

select * from finish();
rollback;
