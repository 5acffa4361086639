-- Statements that have become slower than they were.
begin;
select plan(10);

select is((select status from ops.check_rule('slower_statements')), 'skipped', 'without the extension it says so');
update ops.rule set reads = '{}' where name = 'slower_statements';
create temporary table fake (
    queryid bigint, calls bigint, total_ms numeric, mean_ms numeric, share numeric, row_count bigint, query text
);
create or replace function ops.statements()
returns table (
    queryid bigint, calls bigint, total_ms numeric, mean_ms numeric, share numeric, row_count bigint, query text
)
language sql stable set search_path = pg_catalog, pg_temp as 'select f.* from pg_temp.fake as f';

insert into fake values (1, 100, 1000, 10, 50, 1, 'select 1'), (2, 100, 20000, 200, 50, 1, 'select 2');
select results_eq($$select status, message, fix from ops.check_rule('slower_statements')$$,
    $$values ('unknown', 'cannot tell: no history of statements is kept', 'select ops.sample_statements()')$$, 'without history it cannot tell');
select is(ops.sample_statements(), 2, 'a sample keeps the counters');
select is(ops.sample_statements(), 0, 'not more often than every five minutes');
select is_empty($$select * from ops.check_rule('slower_statements')$$, 'nothing ran since: nothing');
update ops.sampling set taken_at = '2026-11-01 12:00+00';
update fake set calls = 109, total_ms = total_ms + 9 * 1000;
select is_empty($$select * from ops.check_rule('slower_statements')$$, 'nine calls prove nothing');
update fake set calls = 110, total_ms = case queryid when 1 then 1000 + 10 * 61 else 20000 + 10 * 390 end;
select results_eq(
    $$select severity, message, key ->> 'queryid' from ops.check_rule('slower_statements')$$,
    $$values ('P2', '61.0 ms now, 10.0 ms before (since 2026-11-01): select 1', '1')$$,
    'six times and 51 ms is reported; not twice as slow is not'
);
update fake set total_ms = 1000 + 10 * 59 where queryid = 1;
select is_empty($$select * from ops.check_rule('slower_statements')$$, 'a few milliseconds are nothing');
update fake set calls = 50, total_ms = 50000 where queryid = 1;
select is_empty($$select * from ops.check_rule('slower_statements')$$, 'fewer calls than then: the counters were reset');
select is(ops.sample_statements(keep => '1 hour'), 2, 'an old sample goes with the next one');

select * from finish();
rollback;
