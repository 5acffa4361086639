-- What a rewrite would give back, measured on tables whose answer can be counted by hand.
begin;
select plan(22);

create schema bloat_test;
create function pg_temp.pages(relation text) returns integer language sql as
    'select (m.bytes - m.reclaimable_bytes)::integer / 8192 from ops.measure_relation_bloat(relation) as m';

-- 24 header + 4 + 4 padding + 8 + 4, rounded up to 48, and a line pointer of 4: 157 rows a page of 8168
create table bloat_test.padded (a integer not null, b bigint not null, c integer not null);
insert into bloat_test.padded select i, i, i from generate_series(1, 1570) as i;
select is(pg_temp.pages('bloat_test.padded'), 10, 'padding between columns counts');
select results_eq(
    $$select relation, kind, on_table, reclaimable_bytes, percent, standard_error, method, confidence, withheld from ops.measure_relation_bloat('bloat_test.padded')$$,
    $$values ('bloat_test.padded', 'heap', 'bloat_test.padded', 0::bigint, 0.0, 0::numeric, 'read', 'high', null::text)$$,
    'every page was read, so there is no error');
delete from bloat_test.padded where a % 10 <> 0;
select is(pg_temp.pages('bloat_test.padded'), 1, 'a tenth of the rows needs a tenth of the pages');
delete from bloat_test.padded;
select is(pg_temp.pages('bloat_test.padded'), 0, 'an empty table needs none');

-- fillfactor 50 keeps 4096 free: 4072 / 36 = 113 rows
create table bloat_test.half (a integer not null) with (fillfactor = 50);
insert into bloat_test.half select i from generate_series(1, 1130) as i;
select is(pg_temp.pages('bloat_test.half'), 10, 'fillfactor is space that is wanted');

-- 291 line pointers at most, whatever the room
create table bloat_test.narrow (a "char" not null);
insert into bloat_test.narrow select 'x' from generate_series(1, 2260) as i;
select is(pg_temp.pages('bloat_test.narrow'), 10, 'rows of one byte: 226 a page');

create table bloat_test.dropped (a integer not null, b text not null, c integer not null);
insert into bloat_test.dropped select i, repeat('x', 80), i from generate_series(1, 1000) as i;
alter table bloat_test.dropped drop column b;
-- a null bitmap takes the dropped column's place: 24 + 4 + 4 = 32, 226 rows a page
select is(pg_temp.pages('bloat_test.dropped'), 5, 'a dropped column is not written again');

create table bloat_test.fast (a integer not null);
insert into bloat_test.fast select i from generate_series(1, 2260) as i;
alter table bloat_test.fast add column b text not null default 'twelve bytes';
-- 24 + 4 + 13 = 41, rounded up to 48: 157 rows a page
select is(pg_temp.pages('bloat_test.fast'), 15, 'a default that older rows never got is written by a rewrite');
select cmp_ok((select m.reclaimable_bytes from ops.measure_relation_bloat('bloat_test.fast') as m), '<', 0::bigint, 'which makes the table larger, and is said so');

-- 24 + 1 + 1700 + 3 padding …: four rows a page, and the rest of it is not bloat
create table bloat_test.wide (a integer not null, b text not null);
insert into bloat_test.wide select i, repeat('x', 1700) from generate_series(1, 40) as i;
select is(pg_temp.pages('bloat_test.wide'), 10, 'what a whole row does not fit into is no bloat');

create table bloat_test.nulls (a integer, b integer, c bigint);
insert into bloat_test.nulls select null, i, null from generate_series(1, 2260) as i;
select is(pg_temp.pages('bloat_test.nulls'), 10, 'nulls take a bit');

-- 8 + 8 + 4: 366 entries a page at fillfactor 90
create table bloat_test.keys (id integer not null, low integer not null, part boolean not null, t text collate "C" not null);
insert into bloat_test.keys select i, i % 3, i <= 100, 'k' || i from generate_series(1, 3660) as i;
create unique index keys_id on bloat_test.keys (id);
create index keys_low on bloat_test.keys (low);
create index keys_part on bloat_test.keys (id) where part;
create index keys_lower on bloat_test.keys (upper(t));
create index keys_include on bloat_test.keys (low) include (id);
select is(pg_temp.pages('bloat_test.keys_id'), 12, 'ten leaves, the root and the page that names it');
select is(pg_temp.pages('bloat_test.keys_low'), (pg_relation_size('bloat_test.keys_low') / 8192)::integer, 'equal keys are merged, as a build does');
select is(pg_temp.pages('bloat_test.keys_include'), (pg_relation_size('bloat_test.keys_include') / 8192)::integer, 'but not with INCLUDE');
select is(pg_temp.pages('bloat_test.keys_part'), 2, 'a partial index holds its rows only');
select is(pg_temp.pages('bloat_test.keys_lower'), (pg_relation_size('bloat_test.keys_lower') / 8192)::integer, 'an expression is computed');
delete from bloat_test.keys where id > 366;
select is(pg_temp.pages('bloat_test.keys_id'), 2, 'after deletes one leaf is enough');
delete from bloat_test.keys;
select is(pg_temp.pages('bloat_test.keys_low'), 1, 'an index without entries is one page');

select throws_ok($$select * from ops.measure_relation_bloat('bloat_test.nothing')$$, 'OP005', '''bloat_test.nothing'' is no table, TOAST table or btree', 'an unknown name is refused');
select throws_ok($$select * from ops.measure_relation_bloat('ops.open_finding_or_not')$$, 'OP005', null, 'and so is what has no pages');
create index keys_hash on bloat_test.keys using hash (id);
select throws_ok($$select * from ops.measure_relation_bloat('bloat_test.keys_hash')$$, 'OP005', null, 'a kind of index without a method is refused');
select results_eq($$select withheld from ops.bloat(0) where relation = 'bloat_test.keys_hash'$$, $$values ('no method for hash')$$, 'and listed with that reason');

select * from finish();
rollback;
