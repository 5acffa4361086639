-- Forecasts, reports and exports that say running and no longer run.
begin;
select plan(5);

insert into forecast_runs (status, started_at) values ('running', now() - interval '59 minutes'), ('failed', now() - interval '9 hours'), ('completed', now() - interval '9 hours');
insert into report_executions (status, started_at) values ('running', now()), ('completed', now() - interval '9 hours');
insert into database_export_logs (status, started_at) values ('running', now()), ('failed', now() - interval '9 hours');
select is_empty($$select * from ops.check_rule('stuck_runs')$$, 'running for less than an hour, or ended: nothing');
update forecast_runs set started_at = '2026-01-02 03:04+00' where status = 'running';
update report_executions set started_at = '2026-01-02 03:04+00' where status = 'running';
update database_export_logs set started_at = '2026-01-02 03:04+00' where status = 'running';
select results_eq(
    $$select severity, subject, message, size from ops.check_rule('stuck_runs') order by subject$$,
    $$values ('P2', 'public.database_export_logs', 'export started 2026-01-02 06:04 still says running', null::numeric),
        ('P2', 'public.forecast_runs', 'forecast started 2026-01-02 06:04 still says running', null),
        ('P2', 'public.report_executions', 'report started 2026-01-02 06:04 still says running', null)$$, 'all three are looked at'
);
select results_eq($$select h.subject from ops.stuck_runs(array[(select id::text from forecast_runs where status = 'running')]) as h$$,
    $$values ('public.forecast_runs')$$, 'by key');
update forecast_runs set started_at = now() - interval '59 minutes' where status = 'running';
select is((select count(*) from ops.check_rule('stuck_runs')), 2::bigint, 'a near miss says nothing');
insert into ops.rule_setting (rule, thresholds, changed_by) values ('stuck_runs', '{"minutes": 30}', 't');
select is((select count(*) from ops.check_rule('stuck_runs')), 3::bigint, 'a user''s own threshold is sooner');

select * from finish();
rollback;
