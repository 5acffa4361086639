-- Functions with a documented schedule that no job of pg_cron keeps.
begin;
select plan(6);

select results_eq($$select status, message from ops.check_rule('unscheduled_functions')$$, $$values ('skipped', 'skipped: table cron.job is absent')$$,
    'without pg_cron it is skipped, and says so');
create schema cron;
create table cron.job (jobid bigint primary key, schedule text, command text, active boolean, jobname text);
insert into ops.edge_function_setting (name, called_by)
select f.name, 'GitHub Actions' from ops.edge_functions() as f where f.name not in ('take-daily-snapshot', 'process-ocr-queue', 'cleanup-old-drafts');
insert into cron.job values
    (1, '0 21 * * *', 'select net.http_post(url := ''https://x/functions/v1/take-daily-snapshot'')', true, 'snap'),
    (2, '* * * * *', 'select ops.invoke_function(''process-ocr-queue'', reason => ''queue'', dry_run => false)', true, null),
    (3, '7 4 * * *', 'select x(''/cleanup-old-drafts'')', true, 'drafts');
select is_empty($$select * from ops.check_rule('unscheduled_functions')$$,
    'a job at the documented hour, a daily one at any hour, or somebody who is named: nothing');
update cron.job set schedule = '0 22 * * *' where jobid = 1;
update cron.job set active = false where jobid = 2;
update cron.job set command = 'select x(''/cleanup-old-drafts-too'')' where jobid = 3;
select results_eq(
    $$select severity, message, expected #>> '{}', observed #>> '{}', size from ops.check_rule('unscheduled_functions') order by message$$,
    $$values ('P3', 'cleanup-old-drafts: no active job of pg_cron calls it (daily)', null, null, null::numeric),
        ('P3', 'process-ocr-queue: no active job of pg_cron calls it (every minute)', '* * * * *', null, null),
        ('P3', 'take-daily-snapshot: job snap runs at 0 22 * * *, not at 0 21 * * * (daily 21:00 UTC)', '0 21 * * *', '0 22 * * *', null)$$,
    'at another hour, inactive, or only of a similar name'
);
select is((select count(*) from ops.unscheduled_functions('{take-daily-snapshot}')), 1::bigint, 'by key');
insert into cron.job values (9, '0 21 * * *', 'select ''https://x/functions/v1/take-daily-snapshot''', true, 'second');
select is_empty($$select * from ops.unscheduled_functions('{take-daily-snapshot}')$$, 'of several jobs the one at the right hour counts');
update ops.edge_function_setting set schedule = '' where name = 'process-email-retries';
update ops.edge_function_setting set called_by = null where name in ('process-email-retries', 'health-check');
select results_eq($$select key ->> 'name' from ops.check_rule('unscheduled_functions') order by 1$$, $$values ('cleanup-old-drafts'), ('process-ocr-queue')$$,
    'a function without a schedule needs no job, also where an installation says so');

select * from finish();
rollback;
