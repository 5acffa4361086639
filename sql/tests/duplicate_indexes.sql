-- Indexes that do what another one does already.
begin;
select plan(10);

-- of our own table: those of the application keep the size that rows once had which were rolled back
create temporary view found as select * from ops.check_rule('duplicate_indexes') where subject = 'public.t';

create table t (id int primary key, a int, b text, c int);
insert into t select n, n, n::text, n from generate_series(1, 5000) as n;
create index t_a on t (a);
create index t_a_desc on t (a desc);
create index t_a_b on t (a, b);
create index t_a_incl on t (a) include (b);
create index t_a_part on t (a) where b is not null;
create index t_b on t (b);
create index t_b_ops on t (b text_pattern_ops);
create index t_a_hash on t using hash (a);
create index t_lower on t (lower(b));
create unique index t_c on t (c);
select is_empty($$select * from found$$, 'order, columns, condition, operators and method make an index another one');
create index t_a2 on t (a);
select results_eq(
    $$select severity, subject, key ->> 'index', regexp_replace(message, '\d+ kB', 'N kB'), fix from found$$,
    $$values ('P3', 'public.t', 'public.t_a2', 'public.t_a2 does what public.t_a does and takes N kB', 'drop index concurrently public.t_a2')$$,
    'the younger of two is reported'
);
drop index t_a2; create index t_id on t (id);
select is((select key ->> 'index' from found), 'public.t_id', 'the primary key stays');
drop index t_id; create index t_c2 on t (c);
select is((select key ->> 'index' from found), 'public.t_c2', 'a unique index does what a plain one does, not the other way round');
drop index t_c2; create index t_lower2 on t (lower(  b  ));
select is((select key ->> 'index' from found), 'public.t_lower2', 'expressions are compared by their meaning');
drop index t_lower2;
alter table t add constraint t_c_one unique (c), add constraint t_c_two unique (c);
select results_eq($$select key ->> 'index', fix from found order by 1$$,
    $$values ('public.t_c', 'drop index concurrently public.t_c'), ('public.t_c_two', 'alter table public.t drop constraint t_c_two')$$,
    'of two constraints one goes as a constraint');
create table referring (c int references t (c));
select is((select count(*) from found), 2::bigint, 'a foreign key rests on one of them');
select ok((select 'public.' || conindid::regclass::text from pg_constraint where conrelid = 'referring'::regclass) <> all (
    array(select key ->> 'index' from found)), 'and that one stays');
insert into ops.rule_setting (rule, thresholds, changed_by) values ('duplicate_indexes', '{"kilobytes": 10000}', 'test');
select is_empty($$select * from found$$, 'the limit is the user''s');
update ops.rule_setting set thresholds = '{"kilobytes": 0}' where rule = 'duplicate_indexes';
select ok(exists (select from ops.check_rule('duplicate_indexes') where fix like '%role_permissions%'), 'the application''s own doubled constraint is found');

select * from finish();
rollback;
