-- What is kept before a restart.
begin;
select plan(9);

select throws_ok($$select * from ops.capture(' ')$$, 'OP009', 'a reason is required', 'a reason is required');
create temporary table kept as select * from ops.capture('before restart');
select set_eq($$select part from kept$$, array(select part from ops._capture_parts()), 'each part is kept');
select set_eq($$select part from kept where note is not null$$, array['statements'], 'but what cannot be read, which says why');
select ok((select body @> jsonb_build_array(jsonb_build_object('pid', pg_backend_pid())) from kept where part = 'activity'), 'activity with our own session');
select ok((select row_count > 0 and row_count = jsonb_array_length(body) from kept where part = 'settings'), 'settings that differ from the default');
select results_eq($$select actor, reason from ops.capture$$, $$values (ops.actor(), 'before restart')$$, 'who and why');
select is(ops.purge_captures(), 0::bigint, 'for thirty days it stays');
insert into ops.signal (signalled_at, actor, reason, action, pid, backend_start, session, outcome)
values (now() - interval '31 days', 'x', 'x', 'cancel', 1, now(), '{"query": "select secret", "state": "active", "client": "10.0.0.1"}', 'signalled');
select is(ops.purge_captures('0 s'), 1::bigint, 'then it goes');
select is((select session from ops.signal), '{"state": "active"}'::jsonb, 'and what signalled sessions were running goes as well');

select * from finish();
rollback;
