-- Indexes that nobody has read for long.
begin;
select plan(11);

create table p (id int primary key);
create table t (id int primary key, a int, b int references p, c int unique, d int);
create index t_a on t (a); create index t_b on t (b); create unique index t_d on t (d);
insert into t select n, n, null, n, n from generate_series(1, 500) as n;
select set_eq($$select index::regclass::text from ops._index_use() where relid = 't'::regclass$$, array['t_a'],
    'primary key, unique and foreign key''s index are needed unread');

create temporary table fake (index oid, relid oid, bytes bigint, scans bigint, last_scan timestamptz, counted_since timestamptz);
create or replace function ops._index_use()
returns table (index oid, relid oid, bytes bigint, scans bigint, last_scan timestamptz, counted_since timestamptz)
language sql stable set search_path = pg_catalog, pg_temp as 'select f.* from pg_temp.fake as f';
insert into fake values ('t_a'::regclass, 't'::regclass, 2097152, 0, null, now() - interval '29 days');
select is_empty($$select * from ops.check_rule('unused_indexes')$$, 'statistics of a month do not tell about longer');
update fake set counted_since = now() - interval '40 days';
select results_eq(
    $$select severity, message, fix from ops.check_rule('unused_indexes')$$,
    $$values ('P3', 'public.t_a takes 2048 kB and was not read for 40 d', 'drop index concurrently public.t_a')$$,
    'never read in forty days'
);
select is((select detail ->> 'definition' from ops.check_rule('unused_indexes')), 'CREATE INDEX t_a ON public.t USING btree (a)', 'with what would bring it back');
update fake set scans = 7;
select is_empty($$select * from ops.check_rule('unused_indexes')$$, 'read, nobody knows when: before PostgreSQL 16 that is use');
update fake set last_scan = now() - interval '3 days';
select is_empty($$select * from ops.check_rule('unused_indexes')$$, 'read three days ago');
update fake set last_scan = now() - interval '35 days';
select is((select message from ops.check_rule('unused_indexes')), 'public.t_a takes 2048 kB and was not read for 35 d', 'read once, long ago');
update fake set bytes = 100000;
select is_empty($$select * from ops.check_rule('unused_indexes')$$, 'a small one costs nothing');
insert into ops.rule_setting (rule, thresholds, changed_by) values ('unused_indexes', '{"kilobytes": 1, "days": 36}', 'test');
select is_empty($$select * from ops.check_rule('unused_indexes')$$, 'both limits');
update ops.rule_setting set thresholds = '{"kilobytes": 1, "days": 30}' where rule = 'unused_indexes';
select is((select count(*) from ops.check_rule('unused_indexes')), 1::bigint, 'are the user''s');
select ok((select message not like '%replicas%' from ops.check_rule('unused_indexes')), 'without replicas nothing is said of them');

select * from finish();
rollback;
