-- The server runs out of connections.
begin;
select plan(5);

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

insert into fake (pid, state) values (1, 'idle');
select is_empty($$select * from ops.check_rule('connection_slots')$$, 'one session is nothing');
insert into fake (pid, application, state)
select n, 'pool', 'idle' from generate_series(2, ceil((select available from ops._connection_use()) * 0.8)::integer) as n;
insert into fake (pid, kind, state) select -n, 'background', null from generate_series(1, 500) as n;
select results_eq(
    $$select severity, message from ops.check_rule('connection_slots')$$,
    $$select 'P1', format('%s of %s connections are in use (80 %%), most by anna/pool (%s)', used, available, used - 1) from ops._connection_use()$$,
    'eighty of a hundred is, and background processes take no connection'
);
select is((select (detail -> 'by_state' ->> 'idle')::bigint from ops.check_rule('connection_slots')),
    (select used from ops._connection_use()), 'counted by state');
select is((select (expected #>> '{}')::integer from ops.check_rule('connection_slots')) < current_setting('max_connections')::integer, true,
    'connections kept for superusers are not ours');
delete from fake where pid = 2;
select is_empty($$select * from ops.check_rule('connection_slots')$$, 'one less is not yet');

select * from finish();
rollback;
