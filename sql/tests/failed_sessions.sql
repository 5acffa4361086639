-- Sessions and transactions that end badly more often than they should.
begin;
select plan(8);

create temporary table fake (measure text, value numeric, unit text);
create or replace function ops._database_counters() returns table (measure text, value numeric, unit text)
language sql stable set search_path = pg_catalog, pg_temp as 'select f.* from pg_temp.fake as f';
insert into fake values ('sessions', 1000, 'sessions'), ('sessions_abandoned', 49, 'sessions'), ('sessions_fatal', 0, 'sessions'),
    ('sessions_killed', 19, 'sessions'), ('commits', 10000, 'transactions'), ('rollbacks', 999, 'transactions');
select is_empty($$select * from ops.check_rule('failed_sessions')$$, 'few of many: nothing');
update fake set value = 50 where measure = 'sessions_abandoned';
select results_eq(
    $$select severity, message, key ->> 'measure', fix from ops.check_rule('failed_sessions')$$,
    $$values ('P2', '50 of 1000 sessions were abandoned since the reset of statistics (5.0 %)', 'sessions_abandoned', 'select * from ops.verify_connections()')$$,
    'one in twenty is'
);
update fake set value = 3000 where measure = 'rollbacks';
select is((select message from ops.check_rule('failed_sessions') where key ->> 'measure' = 'rollbacks'),
    '3000 of 13000 transactions rolled back since the reset of statistics (23.1 %)', 'rollbacks are counted against all transactions');
insert into ops.baseline (area, measure, value, unit, taken_at, reason)
select 'connections', measure, value, unit, '2026-11-01 12:00+00', 'test' from fake;
select is_empty($$select * from ops.check_rule('failed_sessions')$$, 'after a baseline only what came later counts');
update fake set value = value + 30 where measure in ('sessions', 'sessions_killed');
select is((select message from ops.check_rule('failed_sessions')),
    '30 of 30 sessions were killed since 2026-11-01 15:00 (100.0 %)', 'and says since when');
update fake set value = 25 where measure in ('sessions', 'sessions_killed');
select is((select message from ops.check_rule('failed_sessions') where key ->> 'measure' = 'sessions_killed'),
    '25 of 25 sessions were killed since the reset of statistics (100.0 %)', 'a counter that has shrunk was reset');
update fake set value = 19 where measure like 'sessions\_%';
update fake set value = 0 where measure = 'rollbacks';
select is_empty($$select * from ops.check_rule('failed_sessions')$$, 'a handful is nothing, whatever its share');
insert into ops.rule_setting (rule, thresholds, changed_by) values ('failed_sessions', '{"at_least": 1, "percent": 10}', 'test');
select is((select count(*) from ops.check_rule('failed_sessions')), 3::bigint, 'both limits are the user''s');

select * from finish();
rollback;
