-- Runs that a scheduled report counts, and those that it had.
begin;
select plan(9);

insert into email_report_configs (id, name, report_type, generation_count, last_generated_at)
select ('00000000-0000-4000-8000-00000000000' || n)::uuid, 'T-' || n, 'stock', 2, '2026-10-02 09:00+00' from generate_series(1, 2) as n;
insert into report_executions (report_config_id, status, completed_at)
select ('00000000-0000-4000-8000-00000000000' || n)::uuid, s.status, s.at::timestamptz
from generate_series(1, 2) as n
cross join (values ('completed', '2026-10-01 09:00+00'), ('completed', '2026-10-02 09:10+00'), ('failed', '2026-10-03 09:00+00'), ('running', null)) as s (status, at);
create function pg_temp.told() returns setof text language sql as $$select message from ops.check_rule('report_counters') order by message$$;
select is_empty($$select * from ops.check_rule('report_counters')$$, 'sound data says nothing: what failed or runs does not count, nor do ten minutes');
update email_report_configs set generation_count = 9, last_generated_at = '2026-10-05' where name = 'T-1';
select is_empty($$select * from ops.check_rule('report_counters')$$, 'nor does a report whose old runs were cleared');
update email_report_configs set generation_count = 0, last_generated_at = null where name = 'T-1';
select results_eq(
    $$select severity, message, subject, key ->> 'id', expected, observed, status, size from ops.check_rule('report_counters')$$,
    $$values ('P3', 'report T-1: 0 runs counted, 2 completed; last never, was 2026-10-02 12:10', 'public.email_report_configs', '00000000-0000-4000-8000-000000000001',
        jsonb_build_object('generation_count', 2, 'last_generated_at', '2026-10-02 09:10+00'::timestamptz),
        '{"generation_count": 0, "last_generated_at": null}'::jsonb, 'violation', null::numeric)$$,
    'a report that counts nothing is reported exactly');
select is((select count(*) from ops.report_counters(array['00000000-0000-4000-8000-000000000001'])), 1::bigint, 'one can be asked for alone');
select is((select count(*) from ops.report_counters(array['00000000-0000-4000-8000-000000000002'])), 0::bigint, 'and another is not it');
update email_report_configs set generation_count = 1, last_generated_at = '2026-10-02 09:10+00' where name = 'T-1';
select results_eq($$select * from pg_temp.told()$$, $$values ('report T-1: 1 runs counted, 2 completed; last 2026-10-02 12:10, was 2026-10-02 12:10')$$, 'a run that was not counted');
update email_report_configs set generation_count = 2, last_generated_at = '2026-10-02 08:59+00' where name = 'T-1';
select results_eq($$select * from pg_temp.told()$$, $$values ('report T-1: 2 runs counted, 2 completed; last 2026-10-02 11:59, was 2026-10-02 12:10')$$, 'and a last run that is too old');
delete from report_executions where report_config_id = '00000000-0000-4000-8000-000000000001';
select is_empty($$select * from ops.check_rule('report_counters')$$, 'without runs there is nothing to count');
select throws_ok($$select * from ops.repair_integrity(rule => 'report_counters')$$, 'OP003', null, 'nothing in the application writes it, so nothing keeps it');

select * from finish();
rollback;
