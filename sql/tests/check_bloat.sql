-- One call for dead rows and bloat, with what could not be judged.
begin;
select plan(7);

create temporary table given of ops.relation_bloat;
create temporary table state of ops.vacuum_state;
create or replace function ops._bloat_rows(min_bytes bigint, only_oid oid default null) returns setof ops.relation_bloat language sql stable
set search_path = pg_catalog, pg_temp as 'select g.* from pg_temp.given as g where g.bytes >= min_bytes';
create or replace function ops._vacuum_states() returns setof ops.vacuum_state language sql stable
set search_path = pg_catalog, pg_temp as 'select s.* from pg_temp.state as s';

select is_empty($$select * from ops.check_bloat()$$, 'a sound database says nothing');
insert into pg_temp.given values
    ('public.a', 'heap', 'public.a', 300000000, 250000000, 83.3, 0.2, 'sample', 'high', ops.now(), null, 1),
    ('public.a_i', 'btree', 'public.a', 200000000, 150000000, 75.0, 0.2, 'sample', 'high', ops.now(), null, 2),
    ('public.b', 'heap', 'public.b', 900000000, null, null, null, null, null, null, 'its statistics are not readable', 3),
    ('public.c', 'heap', 'public.c', 100000000, null, null, null, null, null, null, 'it was never analyzed', 4),
    ('public.b_i', 'btree', 'public.b', 90000000, null, null, null, null, null, null, 'it was never analyzed', 5),
    ('public.b_g', 'gin', 'public.b', 90000000, null, null, null, null, null, null, 'no method for gin', 6),
    ('public.d', 'heap', 'public.d', 30000000, null, null, null, null, null, null, 'it was never analyzed', 7);
insert into pg_temp.state values ('public.a', 90000, 1000, 250, null, null, 'table', null, null, null, false, 1);
select results_eq(
    $$select severity, rule, status, subject from ops.check_bloat()$$,
    $$values ('P2', 'dead_tuples', 'violation', 'public.a'), ('P3', 'index_bloat', 'violation', 'public.a_i'),
        ('P3', 'table_bloat', 'violation', 'public.a'), ('P3', 'index_bloat', 'unknown', null), ('P3', 'table_bloat', 'unknown', null)$$,
    'violations by severity, then a row a rule for what was withheld');
select results_eq(
    $$select message, fix, detail -> 'relations' -> 1 ->> 'relation' from ops.check_bloat() where status = 'unknown' and rule = 'table_bloat'$$,
    $$values ('2 relations of 954 MB not judged; the largest: its statistics are not readable', 'call ops.measure_bloat()', 'public.c')$$,
    'it counts them, names the reason of the largest and lists them; small ones do not matter');
select results_eq(
    $$select message from ops.check_bloat() where status = 'unknown' and rule = 'index_bloat'$$,
    $$values ('1 relation of 86 MB not judged; the largest: it was never analyzed')$$,
    'kinds of index without a rule are not counted');
select is((select count(*)::integer from ops.check_bloat(1) where status = 'violation'), 3, 'max_rows counts a rule');
insert into ops.rule_setting (rule, enabled, changed_by) values ('table_bloat', false, 'test');
select is_empty($$select * from ops.check_bloat() where rule = 'table_bloat'$$, 'a rule that is disabled says nothing, not even what it could not judge');
select throws_ok($$select * from ops.check_bloat(0)$$, 'OP005', 'max_rows cannot be 0', 'a limit of zero is refused');

select * from finish();
rollback;
