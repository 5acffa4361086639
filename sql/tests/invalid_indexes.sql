-- Indexes that a failed CREATE or REINDEX CONCURRENTLY has left behind.
begin;
select plan(6);

create table t (id int primary key, a int) partition by range (id);
create table t_1 partition of t for values from (1) to (100);
create index t_a on only t (a);
select ok((select not indisvalid from pg_index where indexrelid = 't_a'::regclass), 'a partitioned index is invalid until each partition has its own');
select is_empty($$select * from ops.check_rule('invalid_indexes')$$, 'which is no failure');

create temporary table fake (index oid, relid oid, relname text, is_ready boolean);
create or replace function ops._invalid_indexes() returns table (index oid, relid oid, relname text, is_ready boolean)
language sql stable set search_path = pg_catalog, pg_temp as 'select f.* from pg_temp.fake as f';
create index t_1_a on t_1 (a);
insert into fake values ('t_1_a'::regclass, 't_1'::regclass, 'public.t_1_a', true);
select results_eq(
    $$select severity, subject, message, fix from ops.check_rule('invalid_indexes')$$,
    $$values ('P2', 'public.t_1', 'public.t_1_a is invalid: written by every change, read by no query', 'reindex index concurrently public.t_1_a')$$,
    'one that a failure left is reported'
);
update fake set relname = 'public."T_ccnew1"';
select is((select fix from ops.check_rule('invalid_indexes')), 'drop index concurrently public."T_ccnew1"', 'what REINDEX left behind is dropped, not made again');
select is((select detail ->> 'definition' from ops.check_rule('invalid_indexes')), 'CREATE INDEX t_1_a ON public.t_1 USING btree (a)', 'with its definition');
select is((select detail ->> 'ready' from ops.check_rule('invalid_indexes')), 'true', 'and whether changes write it');

select * from finish();
rollback;
