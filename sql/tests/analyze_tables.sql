-- Refreshing statistics.
begin;
select plan(8);

create table t (id int); insert into t select generate_series(1, 100);
select results_eq($$select relation, state, note from ops.analyze_tables('{public.t}')$$, $$values ('public.t', 'planned', null)$$, 'the plan names the table');
select is((select reltuples from pg_class where oid = 't'::regclass), (-1)::real, 'and does nothing');
select throws_ok($$select * from ops.analyze_tables('{public.t}', false)$$, 'OP009', 'a reason is required', 'a reason is required');
select results_eq($$select relation, state from ops.analyze_tables('{public.t}', false, 'test')$$, $$values ('public.t', 'analyzed')$$, 'then it runs');
select is((select reltuples from pg_class where oid = 't'::regclass), 100::real, 'and statistics are there');
select throws_ok($$select * from ops.analyze_tables('{public.nope}')$$, 'OP005', 'there is no table public.nope', 'an unknown table is refused');
select is_empty($$select * from ops.analyze_tables()$$, 'without names only those that need it');
set local lock_timeout = '100ms';
select results_eq($$select state, note is not null from ops._analyze_table('auth.users')$$,
    $$select case when pg_has_role((select datdba from pg_database where datname = current_database()), 'usage') then 'analyzed' else 'refused' end,
        not pg_has_role((select datdba from pg_database where datname = current_database()), 'usage')$$,
    'somebody else''s table only where the database is ours');

select * from finish();
rollback;
