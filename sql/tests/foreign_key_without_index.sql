-- Foreign keys whose columns no index leads with.
begin;
select plan(11);

-- of our own tables: those of the application keep the size that rows once had which were rolled back
create temporary view found as
select * from ops.check_rule('foreign_key_without_index') where subject in ('public.child', 'public.parted', 'public.parted_1');

create table parent (a int, b int, primary key (a, b));
create table child (id int primary key, a int, b int, note text default repeat('x', 200), constraint child_parent_fkey foreign key (a, b) references parent);
insert into child (id) select generate_series(1, 200);
select is_empty($$select * from found$$, 'a table below 64 kB is read in no time');
insert into child (id) select generate_series(201, 1000);
select results_eq(
    $$select severity, message, subject, key ->> 'constraint', fix from found$$,
    $$values ('P3', 'public.child (a, b) has no index: deleting from public.parent reads all 240 kB', 'public.child', 'child_parent_fkey',
        'create index concurrently on public.child (a, b)')$$,
    'a larger one is reported, with the statement that mends it'
);
create index i1 on child (a);
select is((select count(*) from found), 1::bigint, 'one column of two is not enough');
drop index i1; create index i2 on child (id, a, b);
select is((select count(*) from found), 1::bigint, 'nor are columns behind another');
drop index i2; create index i3 on child (a) include (b);
select is((select count(*) from found), 1::bigint, 'nor included ones');
drop index i3; create index i4 on child (a, b) where id > 5;
select is((select count(*) from found), 1::bigint, 'nor some of the rows');
drop index i4; create index i5 on child (b, a, id);
select is_empty($$select * from found$$, 'in whatever order they lead, it is covered');
drop index i5; create index i6 on child (a, b) where a is not null;
select is_empty($$select * from found$$, 'rows without a value are never looked up');
drop index i6;

create table part_parent (id int primary key);
create table parted (id int, p int references part_parent (id)) partition by list (id);
create table parted_1 partition of parted for values in (1);
insert into parted select 1, null from generate_series(1, 5000);
create index on child (a, b);
select results_eq($$select subject from found$$, $$values ('public.parted')$$, 'a partitioned table is one finding');
create index on parted (p);
select is_empty($$select * from found$$, 'and its index covers the partitions');
drop index child_a_b_idx;
insert into ops.rule_setting (rule, thresholds, changed_by) values ('foreign_key_without_index', '{"kilobytes": 10000}', 'test');
select is_empty($$select * from found$$, 'the limit is the user''s');

select * from finish();
rollback;
