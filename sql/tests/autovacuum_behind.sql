-- Tables that autovacuum does not keep up with.
begin;
select plan(8);

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

create temporary table holder (holder text, xmin_age integer);
create or replace function ops._oldest_xmin() returns table (holder text, xmin_age integer)
language sql stable set search_path = pg_catalog, pg_temp as 'select h.* from pg_temp.holder as h';
insert into fake values (0, 'public.a', 10000, 10000, 4100, 0, 2050, 1050, true, now(), now()), (0, 'public.b', 10, 10, 999, 0, 52, 51, true, null, null);
select is_empty($$select * from ops.check_rule('autovacuum_behind')$$, 'twice the threshold exactly, and few dead rows: nothing');
update fake set dead = 4101 where relname = 'public.a';
select results_eq(
    $$select severity, message, fix from ops.check_rule('autovacuum_behind')$$,
    $$values ('P2', 'public.a has 4101 dead rows, autovacuum was due at 2050', 'vacuum (analyze) public.a')$$, 'one more is reported'
);
insert into holder values ('pid 7 (anna, report)', 100000);
select is((select message from ops.check_rule('autovacuum_behind')), 'public.a has 4101 dead rows, autovacuum was due at 2050', 'a young snapshot explains nothing');
update holder set xmin_age = 100001;
select is((select message from ops.check_rule('autovacuum_behind')), 'public.a has 4101 dead rows, autovacuum was due at 2050; held by pid 7 (anna, report)',
    'an old one is named');
update fake set is_on = false where relname = 'public.a';
select is((select message from ops.check_rule('autovacuum_behind')), 'public.a has 4101 dead rows, autovacuum was due at 2050 but is off for it', 'so is the option');
update fake set dead = 1000 where relname = 'public.b';
select is((select count(*) from ops.check_rule('autovacuum_behind')), 2::bigint, 'a thousand dead rows count');
insert into ops.rule_setting (rule, thresholds, changed_by) values ('autovacuum_behind', '{"times": 3, "rows": 2000}', 'test');
select is_empty($$select * from ops.check_rule('autovacuum_behind')$$, 'both limits are the user''s');
create or replace function ops._upkeep_off() returns setof text language sql stable set search_path = pg_catalog, pg_temp as $$select 'autovacuum'$$;
select results_eq($$select severity, message, fix from ops.check_rule('autovacuum_behind')$$,
    $$values ('P2', 'autovacuum is off: no table is vacuumed or analyzed by itself', 'alter system set autovacuum = on  -- by a superuser, then select pg_reload_conf()')$$,
    'autovacuum switched off altogether is a finding of its own');

select * from finish();
rollback;
