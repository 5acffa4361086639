-- Messages: one a change of state, at least once, always with the same key, given up after a while, sent by pg_net where it is.
begin;
select plan(32);
set local ops.actor = 'Ayşe';
create function pg_temp.go(at interval) returns void language sql as $$ update ops.clock set shift = at $$;

select throws_ok($$select ops.set_channel('team', 'https://hooks.example/abc', 'P2')$$, 'OP005', null, 'an address itself is refused: it is a secret');
select throws_ok($$select ops.set_channel('Team', 'env:X', 'P2')$$, 'OP005', null, 'a name must be plain');
select lives_ok($$select ops.set_channel('team', 'env:OPS_WEBHOOK_URL', 'P2')$$, 'a reference is kept');
select ops.set_channel('boss', 'vault:boss_hook', 'P0');
select ops.set_channel('off', 'env:OFF', 'P3', enabled => false);
select set_config('test.i', ops.open_incident('email', 'P1', 'No mail leaves')::text, true);
select results_eq($$select channel, payload ->> 'text' from ops.outbox$$,
    $$select 'team', format('[P1] email · incident %s · opened: No mail leaves', current_setting('test.i'))$$, 'opening is one message, to the channel that wants P1');
select ops.comment_incident(current_setting('test.i')::bigint, 'looking');
select ops.assign_incident(current_setting('test.i')::bigint, 'Can');
select ops.set_root_cause(current_setting('test.i')::bigint, 'key expired');
select is((select count(*) from ops.outbox), 1::bigint, 'remarks send nothing');
select ops.acknowledge_incident(current_setting('test.i')::bigint);
select ops.acknowledge_incident(current_setting('test.i')::bigint);
select ops.resolve_incident(current_setting('test.i')::bigint, 'new key', 'Can');
select is((select array_agg(e.kind order by o.id) from ops.outbox as o join ops.incident_event as e on e.id = o.event), array['opened', 'acknowledged', 'resolved'], 'each change of state is one message');
select is((select count(distinct idempotency_key) from ops.outbox), 3::bigint, 'with a key of its own');

select throws_ok($$select * from ops.take_messages()$$, 'OP015', null, 'an unarmed database, a clone, sends nothing');
select ops.arm('test');
select is((select count(*) from ops.take_messages(2, array['env:OPS_WEBHOOK_URL'])), 2::bigint, 'a sender takes some');
select is((select count(*) from ops.take_messages(10, array['env:OTHER'])), 0::bigint, 'only those whose address it has');
select is((select count(*) from ops.take_messages()), 1::bigint, 'what one has no other takes');
select is((select count(*) from ops.take_messages()), 0::bigint, 'until it is late');
select is(ops.message_sent((select min(id) from ops.outbox)), 'sent', 'a receiver has it');
select is(ops.message_sent((select min(id) from ops.outbox)), null, 'once');
select pg_temp.go('1 minute');
create temporary table again as select * from ops.take_messages();
select is((select count(*) from again), 2::bigint, 'what was not reported back within a minute is handed out again');
select is((select bool_and(a.idempotency_key = o.idempotency_key and a.attempt = 2) from again as a join ops.outbox as o using (id)), true, 'with the same key');
select is(ops.message_sent((select max(id) from ops.outbox), 'status 500'), 'waiting', 'a failure waits');
select is((select count(*) from ops.take_messages()), 0::bigint, 'and is not tried at once');
select is((select array_agg(ops._backoff(n) order by n) from generate_series(1, 4) as n), array['15 s', '30 s', '1 min', '2 min']::interval[], 'it waits longer each time');
select is(ops._backoff(30), interval '1 hour', 'an hour at most');
select ops.set_setting('outbox_attempts', '3');
select pg_temp.go('1 hour');
select count(*) from ops.take_messages();
select is(ops.message_sent((select max(id) from ops.outbox), 'status 500'), 'dead', 'after outbox_attempts it is given up');
select matches((select detail from ops.doctor() where item = 'messages' and state = 'fail'), '1 given up, the last because: status 500', 'and doctor says so');
select is(ops.retry_message((select max(id) from ops.outbox)), true, 'a person may try again');
select is((select count(*) from ops.take_messages()), 1::bigint, 'then it goes');

-- NOTIFY keeps below the limit
select lives_ok($$select ops._notify('incident.comment', jsonb_build_object('incident', 1, 'area', 'email', 'title', repeat('ş', 5000), 'text', 'x'))$$, 'a long title is left out of the notification');
select lives_ok($$select ops._notify('x', jsonb_build_object('incident', 1, 'other', repeat('ş', 9000)))$$, 'and so is anything else');

-- pg_net, as far as we use it
select is(ops._send_by_net(), null, 'without pg_net it does nothing');
create schema vault;
create table vault.decrypted_secrets (name text, decrypted_secret text);
create schema net;
create table net._http_response (id bigint, status_code integer, timed_out boolean, error_msg text);
create table net.asked (id bigint generated always as identity, url text, body jsonb, headers jsonb);
create function net.http_post(url text, body jsonb, headers jsonb, timeout_milliseconds integer) returns bigint language sql as
    $$ insert into net.asked (url, body, headers) values (url, body, headers) returning id $$;
select ops.open_incident('auth', 'P0', 'Nobody can sign in');
select ops._send_by_net();
select is((select last_error from ops.outbox where channel = 'boss'), 'the vault has no secret boss_hook', 'a missing secret is said');
insert into vault.decrypted_secrets values ('boss_hook', 'https://hooks.example/boss');
select pg_temp.go('2 hours');
select is(ops._send_by_net(), '1 messages handed to pg_net', 'with it the message goes');
select results_eq($$select a.url, a.headers ->> 'Idempotency-Key' = o.idempotency_key from net.asked as a, ops.outbox as o where o.channel = 'boss'$$,
    $$values ('https://hooks.example/boss', true)$$, 'to the address in the vault, with its key');
insert into net._http_response select id, 200, false, null from net.asked;
select is(ops._collect_answers(), '1 answers read', 'the answer is read');
select is((select state from ops.outbox where channel = 'boss'), 'sent', 'and the message is done');

select * from finish();
rollback;
