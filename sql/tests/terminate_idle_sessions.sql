-- Ending sessions: who is exempt, what is refused. Real signals are sent in test/sessions.test.ts.
begin;
select plan(23);

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

insert into fake (pid, state, state_change) values (1, 'idle', now() - interval '1 hour'), (2, 'idle', now() - interval '5 minutes'), (3, 'idle', now() - interval '2 hours');
insert into fake (pid, database, state, state_change) values (10, 'elsewhere', 'idle', now() - interval '1 hour');
insert into fake (pid, kind, state, state_change)
select 20 + n, k, 'idle', now() - interval '1 hour'
from unnest(array['self', 'replication', 'autovacuum', 'cron', 'superuser', 'background', 'hidden', 'pooler', 'api', 'auth', 'realtime', 'storage']) with ordinality as u (k, n);
insert into fake (pid, state, state_change) values (2147483640, 'idle in transaction', now() - interval '1 hour'), (2147483641, 'active', now() - interval '1 hour');
select results_eq($$select pid, action, outcome from ops.terminate_idle_sessions() where outcome = 'planned'$$,
    $$values (3, 'terminate', 'planned'), (1, 'terminate', 'planned')$$, 'idle for ten minutes, by state_change, the longest first');
select is((select note from ops.terminate_idle_sessions() where pid = 10), 'other database', 'another database is exempt');
select set_eq($$select note from ops.terminate_idle_sessions() where pid between 21 and 27$$,
    array['self', 'replication', 'autovacuum', 'cron', 'superuser', 'background', 'hidden'], 'so are we, the server''s own and superusers');
select set_eq($$select note from ops.terminate_idle_sessions() where pid between 28 and 32$$,
    array['pooler: only if named in services', 'api: only if named in services', 'auth: only if named in services',
        'realtime: only if named in services', 'storage: only if named in services'], 'and the platform''s services');
select set_eq($$select pid from ops.terminate_idle_sessions(services => '{pooler,api}') where outcome = 'planned'$$, array[1, 3, 28, 29], 'unless they are named');
select is((select count(*) from ops.terminate_idle_sessions() where pid in (2, 2147483640, 2147483641)), 0::bigint, 'others are not idle that long');
select set_eq($$select pid from ops.terminate_idle_transactions() where outcome = 'planned'$$, array[2147483640], 'those idle in transaction are another call');
select results_eq($$select pid, outcome, note from ops.terminate_idle_sessions(max_sessions => 1) where action is not null$$,
    $$values (3, 'planned', null), (1, 'over the limit', 'max_sessions is 1')$$, 'there is a limit');
select is((select count(*) from ops.signal), 0::bigint, 'a plan sends nothing');

insert into ops.run (kind, plan, area, actor, reason, state, started_at, heartbeat_at, pid, backend_start)
select 'apply', null, 'reservations', 'x', 'x', 'running', now(), now(), 1, '2026-01-01';
select is((select note from ops.terminate_idle_sessions() where pid = 1), (select format('works on run %s of ours', id) from ops.run), 'a repair at work is exempt');
delete from ops.run;

select throws_ok($$select * from ops.terminate_idle_sessions(idle => '0 s')$$, 'OP005', 'a time of 00:00:00 is too short', 'no time is refused');
select throws_ok($$select * from ops.terminate_idle_sessions(services => '{cron}')$$, 'OP005', 'services cannot be {cron}', 'so is a service that cannot be named');
select throws_ok($$select * from ops.terminate_idle_sessions(dry_run => null)$$, 'OP005', 'dry_run cannot be null', 'and null');
select throws_ok($$select * from ops.terminate_idle_sessions(max_sessions => 0)$$, 'OP005', 'max_sessions cannot be 0', 'and no limit');
select throws_ok($$select * from ops.terminate_idle_sessions(dry_run => false)$$, 'OP009', 'a reason is required', 'a reason is required');
select set_config('ops.actor', 'ops:nightly', true);
select throws_ok($$select * from ops.terminate_idle_sessions(dry_run => false, reason => 'test')$$, 'OP015', 'unattended work is not armed here', 'a job needs to be armed');
select set_config('ops.actor', 'tester', true);

delete from fake where pid > 1;
select is((ops._send_signal('terminate', '{"pid": 2147483647, "backend_start": "2026-01-01", "state": "idle"}', 'test')).outcome, 'gone',
    'a session that has gone is not signalled');
select results_eq($$select actor, reason, action, pid, outcome, session ->> 'state' from ops.signal$$,
    $$values ('tester', 'test', 'terminate', 2147483647, 'gone', 'idle')$$, 'and is recorded all the same');
select is((ops._send_signal('terminate', (select to_jsonb(f) || '{"state": "active"}' from fake as f), 'test')).outcome, 'changed',
    'one that went on to something else is left alone');

update fake set state = 'active', xact_start = now() - interval '1 hour', query_start = now() - interval '1 hour';
select is((select action from ops.terminate_long_statements()), 'cancel', 'a statement is cancelled first');
insert into ops.signal (signalled_at, actor, reason, action, pid, backend_start, query_start, session, outcome)
select now(), 'x', 'x', 'cancel', pid, backend_start, query_start, '{}', 'signalled' from fake;
select results_eq($$select outcome, note from ops.terminate_long_statements()$$,
    $$values ('waiting', 'cancelled before and not ended yet: force => true ends its session')$$, 'one that did not listen is named');
select is((select action from ops.terminate_long_statements(force => true)), 'terminate', 'and ended when forced');
update fake set query_start = now();
select is((select action from ops.terminate_long_statements(force => true)), 'cancel', 'its next statement is another one');

select * from finish();
rollback;
