-- Indexes that amcheck looks into, with an amcheck of our own in the place of the extension.
begin;
select plan(13);

create function pg_temp.place(place text) returns void language plpgsql as $f$
begin
    execute format('create or replace function ops._amcheck_schema() returns text language sql stable parallel safe set search_path = pg_catalog, pg_temp as $$select %L::text$$', place);
end
$f$;
select pg_temp.place(null);
select throws_ok($$select * from ops.amcheck()$$, 'OP005', 'amcheck is not installed here', 'without the extension it says so');
create schema test_amcheck;
select pg_temp.place('test_amcheck');
select throws_ok($$select * from ops.amcheck()$$, 'OP005', 'amcheck is too old here', 'and with one that lacks the function');
create function test_amcheck.bt_index_check(index regclass, heapallindexed boolean) returns void language plpgsql as $$
begin
    if index = 'public.lots_pkey'::regclass then
        raise exception using errcode = 'index_corrupted', message = 'item order invariant violated for index "lots_pkey"';
    elsif index = 'public.rolls_pkey'::regclass and heapallindexed then
        raise exception using errcode = 'data_corrupted', message = 'heap tuple lacks matching index tuple';
    elsif index = 'public.orders_pkey'::regclass then
        raise exception using errcode = 'lock_not_available', message = 'canceling statement due to lock timeout';
    end if;
end
$$;
select pg_temp.place('test_amcheck');
create function pg_temp.told(against_table boolean default false) returns table (name text, state text, detail text) language sql as
    $$select index_name, state, detail from ops.amcheck('1 hour', told.against_table) where state <> 'sound'$$;
select set_eq($$select * from pg_temp.told()$$,
    $$values ('public.lots_pkey', 'damaged', 'item order invariant violated for index "lots_pkey"'),
        ('public.orders_pkey', 'unknown', 'canceling statement due to lock timeout')$$, 'damage is told from what could not be looked into');
select set_eq($$select name, state from pg_temp.told(true)$$,
    $$values ('public.lots_pkey', 'damaged'), ('public.rolls_pkey', 'damaged'), ('public.orders_pkey', 'unknown')$$, 'against the table more is found');
select set_eq($$select index_name from ops.amcheck('1 hour')$$,
    $$select r.relname from pg_index as i join pg_class as c on c.oid = i.indexrelid join pg_am as a on a.oid = c.relam
      join ops._app_relations('{i}') as r on r.relid = c.oid where a.amname = 'btree' and i.indisvalid and c.relpersistence = 'p'$$,
    'every btree index of the application is looked into once');
select results_eq($$select bytes from ops.amcheck('1 hour')$$, $$select bytes from ops.amcheck('1 hour') order by bytes$$, 'the smallest first');
create unlogged table public.test_unlogged (id integer primary key);
create index test_hash on public.suppliers using hash (name);
select is_empty($$select * from ops.amcheck('1 hour') where index_name like '%test_%'$$, 'unlogged tables and other kinds of index are left out');
select set_eq($$select distinct state, detail from ops.amcheck('0')$$, $$values ('unknown', 'the time was over')$$, 'what the time does not reach is unknown, never sound');
select throws_ok($$select * from ops.amcheck('-1 s')$$, 'OP005', 'a time does not fit', 'a time below zero is refused');
select throws_ok($$select * from ops.amcheck(null)$$, 'OP005', 'a time does not fit', 'and none');
create or replace function test_amcheck.bt_index_check(index regclass, heapallindexed boolean) returns void language plpgsql as
    $$begin raise exception using errcode = 'feature_not_supported', message = 'cannot check'; end$$;
select throws_ok($$select * from ops.amcheck('1 hour')$$, '0A000', 'cannot check', 'any other error stops it: it is no word about an index');
revoke execute on function test_amcheck.bt_index_check(regclass, boolean) from public, postgres;
select throws_ok($$select * from ops.amcheck()$$, 'OP005', 'amcheck may not be used', 'without the right to use it the GRANT is in the hint');
select is(has_function_privilege('ops_reader', 'ops.amcheck(interval, boolean)', 'execute'), false, 'it reads whole indexes: for operators');

select * from finish();
rollback;
