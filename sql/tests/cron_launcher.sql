-- The process that starts scheduled jobs is not there.
begin;
select plan(7);

select is((select status from ops.check_rule('cron_launcher')), 'skipped', 'without pg_cron it says so');
create schema cron;
create table cron.job (jobid bigint, active boolean);
insert into cron.job values (1, true), (2, false);
create temporary table fake (started timestamptz, server_started timestamptz, jobs bigint);
select is((select jobs from ops._cron_launcher()), 1::bigint, 'active jobs are counted');
create or replace function ops._cron_launcher() returns table (started timestamptz, server_started timestamptz, jobs bigint)
language sql stable set search_path = pg_catalog, pg_temp as 'select f.* from pg_temp.fake as f';
select is_empty($$select * from ops.check_rule('cron_launcher')$$, 'on a standby there is none, and nothing is wrong');
insert into fake values (now() - interval '2 minutes', now() - interval '1 hour', 5);
select is_empty($$select * from ops.check_rule('cron_launcher')$$, 'it runs: nothing');
update fake set started = null;
select results_eq(
    $$select severity, cause, message, fix from ops.check_rule('cron_launcher')$$,
    $$values ('P1', 'not_running', 'the launcher of pg_cron is not running: none of 5 jobs will start', 'select * from ops.check_rule(''cron_job_target'')')$$,
    'gone is reported'
);
update fake set started = now() - interval '3 s';
select results_eq($$select cause, message from ops.check_rule('cron_launcher')$$,
    $$values ('restarted', 'the launcher of pg_cron was restarted 3 s ago, the server 60 min ago')$$, 'so is one that begins again and again');
update fake set server_started = now() - interval '5 minutes';
select is_empty($$select * from ops.check_rule('cron_launcher')$$, 'a server that has just started has a young launcher');

select * from finish();
rollback;
