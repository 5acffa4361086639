-- Tables whose dead rows stay.
begin;
select plan(22);

create temporary table state of ops.vacuum_state;
create or replace function ops._vacuum_states() returns setof ops.vacuum_state language sql stable
set search_path = pg_catalog, pg_temp as 'select s.* from pg_temp.state as s';
create function pg_temp.given(dead bigint default 90000, due_at bigint default 20050, last_vacuum text default '2 hours',
    due_since text default null, autovacuum_off text default null, holder text default null, holder_kind text default null,
    held text default null, being_vacuumed boolean default false, relation text default 'public.lots')
returns void language sql as $$
    insert into pg_temp.state
    select relation, dead, 100000, due_at, ops.now() - last_vacuum::interval, ops.now() - due_since::interval, autovacuum_off,
        holder, holder_kind, ops.now() - held::interval, being_vacuumed, 8192000
$$;
create function pg_temp.said() returns table (severity text, cause text, message text) language sql as
    'select c.severity, c.cause, c.message from ops.check_rule(''dead_tuples'') as c order by c.message';

select is_empty($$select * from pg_temp.said()$$, 'a database without dead rows says nothing');
select pg_temp.given();
select is_empty($$select * from pg_temp.said()$$, 'many dead rows say nothing while autovacuum may still be on its way');
truncate pg_temp.state;

select pg_temp.given(due_since => '31 minutes');
select results_eq($$select * from pg_temp.said()$$,
    $$values ('P2', 'autovacuum_behind', 'public.lots has 90000 dead rows, autovacuum is due at 20050; none has come')$$,
    'seen half an hour ago, and no vacuum since');
select results_eq(
    $$select subject, key, expected #>> '{}', observed #>> '{}', size, fix, detail ->> 'helps' from ops.check_rule('dead_tuples')$$,
    $$values ('public.lots', '{"relation": "public.lots"}'::jsonb, '20050', '90000', null::numeric,
        'select * from ops.repair_bloat(relation => ''public.lots'')', 'vacuum')$$,
    'the row, what was expected and observed, and the next call');
select is((select count(*)::integer from ops.dead_tuples(array['public.lots'])), 1, 'asked for by its key it answers');
select is_empty($$select * from ops.dead_tuples(array['public.rolls'])$$, 'asked for another key it does not');
update pg_temp.state set being_vacuumed = true;
select is_empty($$select * from pg_temp.said()$$, 'a vacuum that is under way is waited for');
truncate pg_temp.state;

select pg_temp.given(due_since => '29 minutes');
select pg_temp.given(due_since => '5 hours', dead => 40100, relation => 'public.rolls');
select pg_temp.given(due_since => '5 hours', dead => 1000, due_at => 50, relation => 'public.orders');
select is_empty($$select * from pg_temp.said()$$, 'near misses: not long enough, not twice the number, too few rows');
truncate pg_temp.state;

select pg_temp.given(autovacuum_off => 'table');
select results_eq($$select cause, message from pg_temp.said()$$,
    $$values ('autovacuum_off', 'public.lots has 90000 dead rows, autovacuum is due at 20050; it is off for the table')$$,
    'where autovacuum is off nobody waits for it');
truncate pg_temp.state;

select pg_temp.given(holder => 'session 7 (app, idle in transaction)', holder_kind => 'session', held => '3 hours');
select results_eq($$select cause, right(message, 46) from pg_temp.said()$$,
    $$values ('held_by_session', right('public.lots has 90000 dead rows, autovacuum is due at 20050; session 7 (app, idle in transaction) k…', 46))$$,
    'a snapshot older than the last vacuum is named');
update pg_temp.state set holder_kind = 'prepared';
select results_eq($$select cause from pg_temp.said()$$, $$values ('held_by_prepared')$$, 'a prepared transaction likewise');
update pg_temp.state set holder = 'replication slot forgotten', holder_kind = 'slot';
select results_eq($$select cause, detail ->> 'holder' from ops.check_rule('dead_tuples')$$,
    $$values ('held_by_slot', 'replication slot forgotten')$$, 'a slot likewise');
update pg_temp.state set holder_kind = 'standby';
select results_eq($$select cause from pg_temp.said()$$, $$values ('held_by_standby')$$, 'a standby likewise');
update pg_temp.state set held_since = null;
select is_empty($$select * from pg_temp.said()$$, 'a holder of which nobody knows since when proves nothing');
update pg_temp.state set held_since = ops.now() - interval '3 hours';
update pg_temp.state set held_since = ops.now() - interval '1 hour';
select is_empty($$select * from pg_temp.said()$$, 'one that began after the last vacuum proves nothing');
update pg_temp.state set held_since = ops.now() - interval '5 minutes', last_vacuum = ops.now() - interval '1 minute';
select is_empty($$select * from pg_temp.said()$$, 'one of five minutes is not yet worth a word');
update pg_temp.state set held_since = ops.now() - interval '3 hours', last_vacuum = null;
select is_empty($$select * from pg_temp.said()$$, 'without any vacuum a snapshot proves nothing');
truncate pg_temp.state;

select pg_temp.given(due_since => '2 hours', dead => 5000, due_at => 50);
insert into ops.rule_setting (rule, thresholds, changed_by) values ('dead_tuples', '{"rows": 6000}', 'test');
select is_empty($$select * from pg_temp.said()$$, 'a limit that a user raised holds');
update ops.rule_setting set thresholds = '{"times": 50}' where rule = 'dead_tuples';
select is((select count(*)::integer from pg_temp.said()), 1, 'and so does each other one on its own');

truncate pg_temp.state;
delete from ops.transaction_time;
select ops.note_vacuum_due();
select ops.note_vacuum_due();
select is((select array_agg(t.xid::text) from ops.transaction_time as t), array[pg_current_xact_id()::text],
    'the number and time of a transaction are kept, once in five minutes');
update ops.clock set shift = '6 minutes';
select ops.note_vacuum_due();
select is((select count(*)::integer from ops.transaction_time), 2, 'and again after that');
update ops.clock set shift = '4 days';
select ops.note_vacuum_due();
select is((select count(*)::integer from ops.transaction_time), 1, 'for three days');

select * from finish();
rollback;
