-- Which columns a plan filters by; that the planner is asked is shown in test/statements.test.ts.
begin;
select plan(9);

create table t (id int, label text, code varchar, at timestamptz, half int);
create function pg_temp.filters(query text) returns text language sql as $$
    select string_agg(f.column_name || case when f.is_equal then ' =' else '' end, ', ' order by f.column_name)
    from ops._filtered_scans(ops._generic_plan(query)) as f$$;
select is(pg_temp.filters('select * from t where id = $1'), 'id =', 'a column compared with a constant');
select is(pg_temp.filters('select * from t as x where x.code = $1 and half > $2'), 'code =, half', 'through an alias and a cast, and a range');
select is(pg_temp.filters('select * from t where length(label) > $1'), null, 'what a function makes of a column is not the column');
select is(pg_temp.filters('select * from t where half % $1 = 0'), null, 'nor is arithmetic');
select is(pg_temp.filters('select * from t where half in ($1, $2)'), 'half =', 'a list is as good as one');
select is(pg_temp.filters('select * from t where at > now() - interval $1'), null, 'a statement that cannot be planned without its constants is left out');
select is((select count(*) from pg_prepared_statements where name = 'ops_advice'), 0::bigint, 'and nothing stays prepared');
select throws_ok('select * from ops.advise_indexes(0)', 'OP005', 'statements cannot be 0', 'a number of statements is needed');
select throws_ok('select * from ops.advise_indexes()', 'OP003', 'pg_stat_statements is not installed here', 'and statements that were counted');

select * from finish();
rollback;
