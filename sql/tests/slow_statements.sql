-- Statements that are slow each time they run.
begin;
select plan(5);

select is((select status from ops.check_rule('slow_statements')), 'skipped', 'without the extension it says so');
update ops.rule set reads = '{}' where name = 'slow_statements';
create temporary table fake (
    queryid bigint, calls bigint, total_ms numeric, mean_ms numeric, share numeric, row_count bigint, query text
);
create or replace function ops.statements()
returns table (
    queryid bigint, calls bigint, total_ms numeric, mean_ms numeric, share numeric, row_count bigint, query text
)
language sql stable set search_path = pg_catalog, pg_temp as 'select f.* from pg_temp.fake as f';

insert into fake values (1, 4, 40000, 10000, 40, 4, 'select slow'), (2, 1000, 999000, 999.9, 50, 1, 'select often');
select is_empty($$select * from ops.check_rule('slow_statements')$$, 'seldom, or below a second: nothing');
insert into fake values (3, 5, 7000, 1400.4, 7.5, 5, E'select  *\nfrom lots where quality = $1');
select results_eq(
    $$select severity, message, key ->> 'queryid' from ops.check_rule('slow_statements')$$,
    $$values ('P2', '1400 ms on average, 5 calls, 7.5 % of all time: select * from lots where quality = $1', '3')$$,
    'a slow one is reported with its share of all time'
);
insert into ops.rule_setting (rule, thresholds, changed_by) values ('slow_statements', '{"calls": 1, "milliseconds": 5000}', 'test');
select is((select key ->> 'queryid' from ops.check_rule('slow_statements')), '1', 'both limits');
update ops.rule_setting set thresholds = '{"calls": 1, "milliseconds": 900}' where rule = 'slow_statements';
select is((select count(*) from ops.check_rule('slow_statements')), 3::bigint, 'are the user''s');

select * from finish();
rollback;
