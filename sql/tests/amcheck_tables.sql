-- Tables that amcheck looks into, with an amcheck of our own in the place of the extension.
begin;
select plan(26);

create function pg_temp.place(place text) returns void language plpgsql as $f$
begin
    execute format('create or replace function ops._amcheck_schema() returns text language sql stable parallel safe set search_path = pg_catalog, pg_temp as $$select %L::text$$', place);
end
$f$;
select pg_temp.place(null);
select throws_ok($$select * from ops.amcheck_tables()$$, 'OP005', 'amcheck is not installed here', 'without the extension it says so');
create schema test_amcheck;
select pg_temp.place('test_amcheck');
select throws_ok($$select * from ops.amcheck_tables()$$, 'OP005', 'amcheck is too old here', 'before 1.3 there was no such look');
-- a table of many pages, of which each line of bad is one that is damaged; null means that it cannot be read
create table test_amcheck.bad (relation regclass, block bigint, item integer, msg text);
create table test_amcheck.look (relation regclass, first bigint, last bigint, skip text, toast boolean);
create function test_amcheck.verify_heapam(relation regclass, on_error_stop boolean, check_toast boolean, skip text, startblock bigint, endblock bigint,
    out blkno bigint, out offnum integer, out attnum integer, out msg text) returns setof record language plpgsql as $$
begin
    insert into test_amcheck.look values (relation, startblock, endblock, skip, check_toast);
    if relation = 'public.orders'::regclass then
        raise exception using errcode = 'lock_not_available', message = 'canceling statement due to lock timeout';
    elsif exists (select from test_amcheck.bad as b where b.relation = verify_heapam.relation and b.item is null and b.block between startblock and endblock) then
        raise exception using errcode = 'data_corrupted', message = 'invalid page in block';
    end if;
    return query select b.block, b.item, null::integer, b.msg from test_amcheck.bad as b
        where b.relation = verify_heapam.relation and b.block between startblock and endblock order by 1, 2;
end
$$;
create table public.test_heap (wide text);
alter table public.test_heap alter wide set storage plain;
insert into public.test_heap select repeat('x', 8000) from generate_series(1, 60);
create function pg_temp.told(tables text[] default null, max_rows integer default 200, first bigint default null, last bigint default null)
returns table (name text, state text, block bigint, item integer, detail text) language sql as
    $$select table_name, state, block, item, detail from ops.amcheck_tables('1 hour', told.tables, first, last, max_rows => told.max_rows) where state <> 'sound'$$;

select results_eq($$select * from pg_temp.told()$$,
    $$values ('public.orders', 'unknown', 0::bigint, null::integer, 'canceling statement due to lock timeout')$$, 'what could not be looked into is unknown');
select set_eq($$select table_name from ops.amcheck_tables('1 hour')$$,
    $$select r.relname from ops._app_relations('{r,m}') as r$$, 'every table of the application has its row');
select results_eq($$select bytes from ops.amcheck_tables('1 hour')$$, $$select bytes from ops.amcheck_tables('1 hour') order by bytes$$, 'the smallest first');
select set_eq($$select first, last, skip, toast from test_amcheck.look where relation = 'public.test_heap'::regclass$$, $$values (0::bigint, 59::bigint, 'none', false)$$,
    'the whole of it, to the last page');
insert into test_amcheck.bad values ('public.test_heap', 7, 3, 'line pointer'), ('public.test_heap', 7, 4, 'xmin'), ('public.test_heap', 41, 1, 'xmin');
select results_eq($$select * from pg_temp.told('{public.test_heap}')$$,
    $$values ('public.test_heap', 'damaged', 7::bigint, 3, 'line pointer'), ('public.test_heap', 'damaged', 7, 4, 'xmin'), ('public.test_heap', 'damaged', 41, 1, 'xmin')$$,
    'each damage is told with its place');
select is_empty($$select from ops.amcheck_tables('1 hour', '{public.test_heap}') where state = 'sound'$$, 'and the table is not called sound');
select results_eq($$select block from pg_temp.told('{public.test_heap}', first => 8, last => 41)$$, $$values (41::bigint)$$, 'of some pages only theirs');
select results_eq($$select state, block, detail from ops.amcheck_tables('1 hour', '{public.test_heap}', 42)$$, $$values ('sound', null::bigint, null)$$, 'which may be sound');
select results_eq($$select state, block, detail from pg_temp.told('{public.test_heap}', 2)$$,
    $$values ('damaged', 7::bigint, 'line pointer'), ('damaged', 7, 'xmin'), ('unknown', 7, 'there may be more: go on with start_block => 7')$$,
    'where rows are cut the rest is unknown');
insert into test_amcheck.bad values ('public.test_heap', 20, null, null), ('public.test_heap', 21, null, null), ('public.test_heap', 59, null, null);
select results_eq($$select state, block, item, detail from pg_temp.told('{public.test_heap}')$$,
    $$values ('damaged', 7::bigint, 3, 'line pointer'), ('damaged', 7, 4, 'xmin'), ('damaged', 20, null, 'invalid page in block'),
        ('damaged', 21, null, 'invalid page in block'), ('damaged', 41, 1, 'xmin'), ('damaged', 59, null, 'invalid page in block')$$,
    'a page that cannot be read is found alone, and the others are looked into');
select results_eq($$select state, detail from ops.amcheck_tables('1 hour', '{public.lots}', skip => 'all-frozen', with_toast => true)$$,
    $$values ('sound', 'pages marked all-frozen were not looked into')$$, 'what was left out is said');
select is((select (skip, toast)::text from test_amcheck.look where relation = 'public.lots'::regclass and toast), '(all-frozen,t)', 'and was asked for');
select set_eq($$select distinct state, detail from ops.amcheck_tables('0')$$, $$values ('unknown', 'the time was over: go on with start_block => 0')$$,
    'what the time does not reach is unknown, never sound');
select throws_ok($$select * from ops.amcheck_tables('-1 s')$$, 'OP005', 'a time does not fit', 'a time below zero is refused');
select throws_ok($$select * from ops.amcheck_tables(skip => 'half')$$, 'OP005', 'that cannot be skipped', 'and what cannot be left out');
select throws_ok($$select * from ops.amcheck_tables(tables => '{public.lots,pg_class}')$$, 'OP005', 'there is no table pg_class of the application', 'and other tables');
select throws_ok($$select * from ops.amcheck_tables(start_block => 3)$$, 'OP005', 'those blocks do not fit', 'and blocks of all tables');
select throws_ok($$select * from ops.amcheck_tables(tables => '{public.test_heap}', start_block => 60)$$, 'OP005', 'those blocks do not fit', 'and blocks that it has not');
select throws_ok($$select * from ops.amcheck_tables(tables => '{public.test_heap}', start_block => 5, end_block => 4)$$, 'OP005', 'those blocks do not fit', 'and an end before the start');
select throws_ok($$select * from ops.amcheck_tables(max_rows => 0)$$, 'OP005', null, 'and no rows at all');
create or replace function test_amcheck.verify_heapam(relation regclass, on_error_stop boolean, check_toast boolean, skip text, startblock bigint, endblock bigint,
    out blkno bigint, out offnum integer, out attnum integer, out msg text) returns setof record language plpgsql as
    $$begin raise exception using errcode = 'internal_error', message = 'cannot check'; end$$;
select throws_ok($$select * from ops.amcheck_tables('1 hour')$$, 'XX000', 'cannot check', 'any other error stops it: it is no word about a table');
select results_eq($$select state, detail from ops._heap_look('test_amcheck', 1::oid, 0, 0, 'none', false, 9)$$,
    $$values ('unknown', 'it was dropped meanwhile')$$, 'unless the table is gone');
revoke execute on function test_amcheck.verify_heapam(regclass, boolean, boolean, text, bigint, bigint) from public, postgres;
select throws_ok($$select * from ops.amcheck_tables()$$, 'OP005', 'amcheck may not be used', 'without the right to use it the GRANT is in the hint');
select is(has_function_privilege('ops_reader', 'ops.amcheck_tables(interval, text[], bigint, bigint, text, boolean, integer)', 'execute'), false,
    'it reads whole tables: for operators');

select * from finish();
rollback;
