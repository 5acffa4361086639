-- Sizes are kept once a day, and grow from day to day.
begin;
select plan(14);
create function pg_temp.growth() returns jsonb language sql as $$ select ops.status_page() -> 'growth' $$;
update ops.clock set shift = '-3 days';

create table public.weighs (id integer, filler text);
insert into public.weighs select n, repeat('x', 1000) from generate_series(1, 2000) as n;
analyze public.weighs;
select matches(ops.note_sizes(), '^\d+ sizes kept$', 'the first call of a day keeps them');
select is(ops.note_sizes(), 'known for today', 'the second does nothing');
select is((select bytes from ops.daily_size where kind = 'database'), (select d.bytes from ops.daily_size as d where d.kind = 'database' and d.day = ops.today()), 'of today');
select is((select bytes between 1000000 and pg_database_size(current_database()) from ops.daily_size where kind = 'package'), true, 'the package is a part of the database');
select is((select bytes from ops.daily_size where relation = 'public.weighs'), pg_relation_size('public.weighs'), 'a table of over 1 MB is one');
select is((select count(*) from ops.daily_size where relation like 'ops.%'), 0::bigint, 'tables of this package are not the application''s');
select is(jsonb_array_length(pg_temp.growth() -> 'days'), 1, 'the page has a day');
select is((select t -> 'grew' from jsonb_array_elements(pg_temp.growth() -> 'tables') as t where t ->> 'relation' = 'public.weighs'), 'null', 'and no growth yet');

update ops.clock set shift = '0';
insert into public.weighs select n, repeat('x', 1000) from generate_series(1, 1000) as n;
select matches(ops.note_sizes(), 'sizes kept', 'days later');
select is((select (t ->> 'grew')::bigint from jsonb_array_elements(pg_temp.growth() -> 'tables') as t where t ->> 'relation' = 'public.weighs'),
    pg_relation_size('public.weighs') - (select min(bytes) from ops.daily_size where relation = 'public.weighs'), 'it grew by what was added');
select is((pg_temp.growth() ->> 'taken_at')::timestamptz, date_trunc('second', ops.now()), 'and is as of the last time');
select is((select count(*) from ops.job where argument @> '{note_sizes}'), 1::bigint, 'a job does it');
select ops.set_setting('finding_age', '30 days');
update ops.clock set shift = '31 days';
select matches(ops._purge(), 'removed', 'after finding_age');
select is((select count(*) from ops.daily_size), (select count(*) from ops.daily_size where day = (now() at time zone 'Europe/Istanbul')::date), 'the oldest go');

select * from finish();
rollback;
