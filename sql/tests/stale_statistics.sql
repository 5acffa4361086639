-- Tables whose statistics no longer describe them.
begin;
select plan(8);

create table t (id int) with (autovacuum_analyze_threshold = 7, autovacuum_analyze_scale_factor = 0.5, autovacuum_vacuum_threshold = 9,
    autovacuum_vacuum_scale_factor = 0, autovacuum_enabled = false);
insert into t select generate_series(1, 1000);
analyze t;
select results_eq($$select rows, vacuum_at, analyze_at, is_on from ops._table_upkeep() where relid = 't'::regclass$$,
    $$values (1000::real, 9::numeric, 507::numeric, false)$$, 'a table''s own options are its thresholds');

create temporary table fake (
    relid oid, relname text, rows real, live bigint, dead bigint, modified bigint, vacuum_at numeric, analyze_at numeric,
    is_on boolean, last_vacuum timestamptz, last_analyze timestamptz
);
create or replace function ops._table_upkeep()
returns table (
    relid oid, relname text, rows real, live bigint, dead bigint, modified bigint, vacuum_at numeric, analyze_at numeric,
    is_on boolean, last_vacuum timestamptz, last_analyze timestamptz
)
language sql stable set search_path = pg_catalog, pg_temp as 'select f.* from pg_temp.fake as f';

insert into fake values (0, 'public.a', 10000, 10000, 0, 2100, 2050, 1050, true, now(), now() - interval '1 day'),
    (0, 'public.b', 100, 999, 0, 999, 70, 60, true, null, null);
select is_empty($$select * from ops.check_rule('stale_statistics')$$, 'twice the threshold exactly, and a small table: nothing');
update fake set modified = 2101 where relname = 'public.a';
select results_eq(
    $$select severity, message, fix from ops.check_rule('stale_statistics')$$,
    $$values ('P2', 'public.a: 2101 of 10000 rows changed since ANALYZE 24 h ago', 'select * from ops.analyze_tables(''{public.a}'', dry_run => false, reason => ''why'')')$$,
    'one row more is reported'
);
update fake set modified = 1000, live = 1000 where relname = 'public.b';
select is((select message from ops.check_rule('stale_statistics') where subject = 'public.b'), 'public.b: 1000 of 1000 rows changed since they were ever counted',
    'so is a table that was never analyzed');
select is((select (expected #>> '{}')::integer from ops.check_rule('stale_statistics') where subject = 'public.a'), 1050, 'with what autovacuum waits for');
insert into ops.rule_setting (rule, thresholds, changed_by) values ('stale_statistics', '{"times": 100, "rows": 1}', 'test');
select is_empty($$select * from ops.check_rule('stale_statistics')$$, 'both limits');
update ops.rule_setting set thresholds = '{"times": 2, "rows": 1}' where rule = 'stale_statistics';
update fake set modified = 200 where relname = 'public.b';
select is((select count(*) from ops.check_rule('stale_statistics')), 2::bigint, 'are the user''s');
update fake set modified = 0;
select is_empty($$select * from ops.check_rule('stale_statistics')$$, 'after ANALYZE it is silent');

select * from finish();
rollback;
