-- Statements whose transaction has been open for too long.
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

insert into fake (pid, state, xact_start, query)
values (1, 'active', now() - interval '4 minutes', 'select 1'), (2, 'idle in transaction', now() - interval '1 hour', 'select 2');
insert into fake (pid, database, state, xact_start) values (3, 'elsewhere', 'active', now() - interval '1 hour');
insert into fake (pid, kind, state, xact_start) values (4, 'self', 'active', now() - interval '1 hour'), (5, 'autovacuum', 'active', now() - interval '1 hour');
select is_empty($$select * from ops.check_rule('long_transactions')$$,
    'short, idle, in another database, our own and autovacuum: nothing');

insert into fake (pid, state, xact_start, query_start, wait_event_type, wait_event, query)
values (9, 'active', now() - interval '10 minutes', now(), 'IO', 'DataFileRead', E'select  *\nfrom lots');
select results_eq(
    $$select severity, message, key ->> 'pid', fix from ops.check_rule('long_transactions')$$,
    $$values ('P2', 'pid 9 (anna, app) is 10 min in a transaction: select * from lots', '9', 'select * from ops.terminate_long_statements()')$$,
    'by the age of its transaction, not of its statement'
);
select is((select detail ->> 'wait' from ops.check_rule('long_transactions')), 'IO: DataFileRead', 'with what it waits for');
update fake set kind = 'api' where pid = 9;
select is((select count(*) from ops.check_rule('long_transactions')), 1::bigint, 'those of the platform''s services too');
update fake set query = repeat('x', 500) where pid = 9;
select is((select max(length(message)) from ops.check_rule('long_transactions')), 100, 'a long statement is cut');
insert into ops.rule_setting (rule, thresholds, changed_by) values ('long_transactions', '{"seconds": 3600}', 'test');
select is_empty($$select * from ops.check_rule('long_transactions')$$, 'and the limit is the user''s');

select * from finish();
rollback;
