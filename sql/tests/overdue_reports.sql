-- Scheduled reports against their own periods.
begin;
select plan(10);

create function pg_temp.id(n integer) returns uuid language sql as $$
    select ('00000000-0000-4000-8000-0000000000' || lpad(n::text, 2, '0'))::uuid
$$;
create function pg_temp.found() returns setof text language sql as $$
    select v.message from ops.check_rule('overdue_reports') as v order by v.key
$$;
select results_eq($$select ops._schedule_period(c::jsonb, t) from (values ('{"frequency": "daily"}', 'weekly'), ('{}', 'Weekly'), ('{"type": "bi-weekly"}', null),
        ('{"schedule": "weekdays 09:00"}', null), ('{"interval": "monthly"}', null), ('{"frequency": "quarterly"}', null), ('{"frequency": "yearly"}', null),
        ('{"frequency": "hourly"}', null), ('{"weekday": 1}', null), (null, null), ('{"frequency": "weekly", "weekday": 1}', 'daily')) as v (c, t)$$,
    $$values ('1 day'::interval), ('7 days'), ('14 days'), ('3 days'), ('31 days'), ('92 days'), ('366 days'), ('1 hour'), (null), (null), ('7 days')$$,
    'how often, by its word');

insert into email_schedules (id, name, schedule_type, schedule_config, is_enabled, last_run_at, created_at)
select pg_temp.id(n), 'S' || n, t, c::jsonb, e, ops.now() - l::interval, ops.now() - m::interval
from (values (1, 'daily', '{}', true, '30 hours', '1 year'), (2, 'report', '{"frequency": "weekly"}', true, '7 days 6 hours', '1 year'),
    (3, 'x', '{}', true, '31 days 6 hours', '1 year'), (4, 'daily', '{}', false, '3 days', '1 year'), (5, 'daily', '{}', true, null, '30 hours')) as s (n, t, c, e, l, m);
insert into email_report_configs (id, name, report_type, schedule_config, is_active, last_generated_at, created_at)
select pg_temp.id(n), 'R' || n, 'x', c::jsonb, a, ops.now() - g::interval, ops.now() - interval '1 year'
from (values (11, '{"frequency": "daily"}', true, null), (12, '{}', true, null), (13, '{"frequency": "daily"}', false, null),
    (14, '{"frequency": "monthly"}', true, '31 days 6 hours')) as c (n, c, a, g);
insert into report_executions (report_config_id, status, started_at, completed_at) values
    (pg_temp.id(11), 'completed', ops.now(), ops.now() - interval '30 hours'), (pg_temp.id(11), 'completed', ops.now(), ops.now() - interval '9 days');
select is_empty('select * from pg_temp.found()', 'near misses: within six hours of its time; switched off; asked for by hand; new');
update email_schedules set last_run_at = last_run_at - interval '1 second', created_at = created_at - interval '1 second';
select is((select array_agg(m) from pg_temp.found() as m), array[
    format('report S1, every day, was due %1$s; last %2$s', to_char((ops.now() - interval '6 hours 1 second') at time zone 'Europe/Istanbul', 'YYYY-MM-DD HH24:MI'),
        to_char((ops.now() - interval '30 hours 1 second') at time zone 'Europe/Istanbul', 'YYYY-MM-DD HH24:MI')),
    format('report S2, every 7 days, was due %1$s; last %2$s', to_char((ops.now() - interval '6 hours 1 second') at time zone 'Europe/Istanbul', 'YYYY-MM-DD HH24:MI'),
        to_char((ops.now() - interval '7 days 6 hours 1 second') at time zone 'Europe/Istanbul', 'YYYY-MM-DD HH24:MI')),
    format('report S3, every 31 days, was due %1$s; last %2$s', to_char((ops.now() - interval '6 hours 1 second') at time zone 'Europe/Istanbul', 'YYYY-MM-DD HH24:MI'),
        to_char((ops.now() - interval '31 days 6 hours 1 second') at time zone 'Europe/Istanbul', 'YYYY-MM-DD HH24:MI')),
    format('report S5, every day, was due %1$s; last never', to_char((ops.now() - interval '6 hours 1 second') at time zone 'Europe/Istanbul', 'YYYY-MM-DD HH24:MI'))],
    'a second later each is late, by its own period');
select results_eq($$select distinct severity, subject, status, size from ops.check_rule('overdue_reports')$$,
    $$values ('P2', 'public.email_schedules', 'violation', null::numeric)$$, 'as degraded');
delete from email_schedules;
update report_executions set completed_at = completed_at - interval '1 second';
update email_report_configs set last_generated_at = last_generated_at - interval '1 second';
select results_eq($$select subject, key ->> 'id' from ops.check_rule('overdue_reports') order by 2$$,
    $$values ('public.email_report_configs', pg_temp.id(11)::text), ('public.email_report_configs', pg_temp.id(14)::text)$$, 'reports by their last completed execution');
update report_executions set status = 'failed';
select matches((select message from ops.check_rule('overdue_reports') where key ->> 'id' = pg_temp.id(11)::text), 'last never$', 'a failed one is none');
select is((select count(*) from ops.overdue_reports(array[pg_temp.id(14)::text])), 1::bigint, 'keys limit it');
select results_eq($$select state, note from ops.app_schedules() where function = 'send-scheduled-report'$$,
    $$select 'overdue', 'work is due since ' || to_char(min(r.due_at) at time zone ops.setting('time_zone'), 'YYYY-MM-DD HH24:MI') || ', limit 06:00:00' from ops._scheduled_reports() as r$$,
    'the function that should have made them is overdue with the oldest');
update email_report_configs set is_active = false;
select results_eq($$select state, note from ops.app_schedules() where function = 'send-scheduled-report'$$,
    $$values ('unknown', 'nothing to look at here')$$, 'without a schedule there is nothing to look at');
select throws_ok($$select * from ops.repair_email(rule => 'overdue_reports')$$, 'OP003', null, 'a report is made by its function');

select * from finish();
rollback;
