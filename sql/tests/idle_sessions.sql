-- Many sessions of one user that do nothing.
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

insert into fake (pid, state, state_change) select n, 'idle', now() - interval '1 hour' from generate_series(1, 19) as n;
insert into fake (pid, state, query_start, state_change) values (20, 'idle', now() - interval '2 hours', now() - interval '1 minute');
insert into fake (pid, database, state, state_change) values (21, 'elsewhere', 'idle', now() - interval '1 hour');
insert into fake (pid, state, state_change) values (22, 'idle in transaction', now() - interval '1 hour');
insert into fake (pid, role, state, state_change) values (23, 'berta', 'idle', now() - interval '1 hour');
select is_empty($$select * from ops.check_rule('idle_sessions')$$, 'nineteen, one just used, and others'': nothing');
insert into fake (pid, state, state_change) values (24, 'idle', now() - interval '3 hours');
select results_eq(
    $$select severity, message, (observed #>> '{}')::integer, key ->> 'role', fix from ops.check_rule('idle_sessions')$$,
    $$values ('P3', '20 sessions of anna/app idle for over 10 min, the oldest for 3 h', 20, 'anna', 'select * from ops.terminate_idle_sessions()')$$,
    'twenty are one finding'
);
select is((select detail -> 'pids' ->> 0 from ops.check_rule('idle_sessions')), '24', 'with their processes, the oldest first');
insert into ops.rule_setting (rule, thresholds, changed_by) values ('idle_sessions', '{"sessions": 1}', 'test');
select is((select count(*) from ops.check_rule('idle_sessions')), 2::bigint, 'by user');
update ops.rule_setting set thresholds = '{"sessions": 1, "minutes": 240}' where rule = 'idle_sessions';
select is_empty($$select * from ops.check_rule('idle_sessions')$$, 'both limits are the user''s');

select * from finish();
rollback;
