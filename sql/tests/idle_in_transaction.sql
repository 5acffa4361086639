-- Sessions that do nothing with a transaction open.
begin;
select plan(6);

create temporary table fake (
    pid integer, database text default current_database(), role text default 'anna', application text default 'app', client text,
    kind text default 'client', state text, backend_start timestamptz default '2026-01-01', xact_start timestamptz,
    query_start timestamptz, state_change timestamptz, wait_event_type text, wait_event text, xmin_age integer, query text
);
create or replace function ops.sessions()
returns table (
    pid integer, database text, role text, application text, client text, kind text, state text,
    backend_start timestamptz, xact_start timestamptz, query_start timestamptz, state_change timestamptz,
    wait_event_type text, wait_event text, xmin_age integer, query text
)
language sql stable set search_path = pg_catalog, pg_temp as 'select f.* from pg_temp.fake as f';

insert into fake (pid, state, xact_start, state_change)
values (1, 'idle in transaction', now() - interval '1 hour', now() - interval '30 seconds'),
    (2, 'idle', null, now() - interval '1 hour'), (3, 'active', now() - interval '1 hour', now() - interval '1 hour');
insert into fake (pid, database, state, state_change) values (4, 'elsewhere', 'idle in transaction', now() - interval '1 hour');
select is_empty($$select * from ops.check_rule('idle_in_transaction')$$,
    'just gone idle after long work, idle without a transaction, at work, elsewhere: nothing');

insert into fake (pid, state, state_change, xmin_age, query) values (9, 'idle in transaction', now() - interval '3 minutes', 7, 'update lots');
select results_eq(
    $$select severity, message, fix from ops.check_rule('idle_in_transaction')$$,
    $$values ('P2', 'pid 9 (anna, app) idles in a transaction for 3 min', 'select * from ops.terminate_idle_transactions()')$$,
    'it is reported exactly'
);
select is((select detail ->> 'last_query' from ops.check_rule('idle_in_transaction')), 'update lots', 'with the last it ran');
create table public.locked ();
lock table public.locked in row exclusive mode;
update fake set pid = pg_backend_pid() where pid = 9;
select matches((select message from ops.check_rule('idle_in_transaction')), 'for 3 min, holds \d+ locks$', 'what it holds is counted');
select ok((select detail -> 'locks' ? 'public.locked RowExclusiveLock' from ops.check_rule('idle_in_transaction')), 'and named');
update fake set state = 'idle in transaction (aborted)';
select is((select count(*) from ops.check_rule('idle_in_transaction')), 3::bigint, 'an aborted transaction counts as well');

select * from finish();
rollback;
