-- Calling an edge function from SQL: planned first, with secrets that stay where they are.
begin;
select plan(34);

create function pg_temp.secret() returns text language sql as $$select 's3cr3t-of-cron-0123456789'$$;
select vault.create_secret(pg_temp.secret(), 'CRON_SECRET'), vault.create_secret('service-key-0123456789', 'SUPABASE_SERVICE_ROLE_KEY');

select throws_ok($$select * from ops.invoke_function('process-ocr-queue', reason => 'why')$$, 'OP005', 'the address of the edge functions is not set', 'no address, no call');
select ops.set_setting('functions_url', u.url) is null from (values ('https://x.example/functions/v1/')) as u (url);
select throws_ok($$select * from ops.invoke_function('process-ocr-queue')$$, 'OP009', null, 'no reason, no call');
select throws_ok($$select * from ops.invoke_function('nothing', reason => 'why')$$, 'OP013', 'no edge function is named ''nothing''', 'an unknown function');
select throws_ok($$select * from ops.invoke_function(null, reason => 'why')$$, 'OP013', 'no edge function is named null', 'no function');
select throws_ok($$select * from ops.invoke_function('process-ocr-queue', reason => 'why', dry_run => null)$$, 'OP005', null, 'dry_run cannot be null');
select throws_ok($$select * from ops.invoke_function('stock-take-ocr', reason => 'why')$$, 'OP003', 'function stock-take-ocr cannot be called from SQL', 'a user''s token is not in the database');
select throws_ok($$select * from ops.invoke_function('process-integration-outbox', reason => 'why')$$, 'OP003', 'nobody has written function process-integration-outbox', 'documents are not code');
select throws_ok($$select * from ops.invoke_function('take-daily-snapshot', reason => 'why')$$, 'OP003', 'vault holds no SUPABASE_ANON_KEY', 'a secret that vault has not');
select throws_ok($$select * from ops.invoke_function('process-ocr-queue', jsonb_build_object('x', repeat('y', 100000)), 'why')$$, 'OP005', 'the body is too long', 'a body that is too long');
select results_eq($$select invocation, function, state, url, headers, body, status_code from ops.invoke_function('process-ocr-queue', reason => 'why')$$,
    $$values (null::bigint, 'process-ocr-queue', 'planned', 'https://x.example/functions/v1/process-ocr-queue', array['Content-Type', 'x-cron-secret'], '{}'::jsonb, null::integer)$$,
    'a plan says what would be sent');
select is((select count(*) from net.http_request_queue) + (select count(*) from ops.invocation), 0::bigint, 'and sends and records nothing');
select matches((select note from ops.invoke_function('process-ocr-queue', reason => 'why')), 'cannot be undone', 'and says that no undo takes it back');

set local ops.actor = 'ops:night';
select throws_ok($$select * from ops.invoke_function('process-ocr-queue', reason => 'why')$$, 'OP015', null, 'a job may not call where it is not armed');
set local ops.actor = 'Ada';
select set_config('test.i', (select invocation from ops.invoke_function('process-ocr-queue', '{"batch": 5}', ' queue stuck ', false))::text, true);
select results_eq($$select q.method, q.url, q.headers, convert_from(q.body, 'UTF8')::jsonb, q.timeout_milliseconds from net.http_request_queue as q$$,
    $$values ('POST', 'https://x.example/functions/v1/process-ocr-queue', jsonb_build_object('Content-Type', 'application/json', 'x-cron-secret', pg_temp.secret()), '{"batch": 5}'::jsonb, 30000)$$,
    'the request carries the header that the function reads');
select results_eq($$select id::text, function, channel, kind, url, headers, body, actor, reason, state, request_id from ops.invocation$$,
    $$select current_setting('test.i'), 'process-ocr-queue', 'pg_net', 'call', 'https://x.example/functions/v1/process-ocr-queue', array['Content-Type', 'x-cron-secret'], '{"batch": 5}'::jsonb, 'Ada', 'queue stuck', 'sent', q.id from net.http_request_queue as q$$,
    'the record says who, why, what and which request');
select is_empty($$select * from ops.invocation as i where i::text like '%' || pg_temp.secret() || '%'$$, 'and no secret');
select results_eq($$select state, status_code, note like 'no answer yet: it has until%' from ops.invoke_result(current_setting('test.i')::bigint)$$, $$values ('sent', null::integer, true)$$, 'no answer yet');
insert into net._http_response (id, status_code, content, timed_out) select q.id, 200, '{"echo": "' || pg_temp.secret() || '"}', false from net.http_request_queue as q;
select results_eq($$select state, status_code, answer from ops.invoke_result(current_setting('test.i')::bigint)$$, $$values ('answered', 200, '{"echo": "***"}')$$,
    'an answer that echoes the secret is blotted');
delete from net._http_response;
select results_eq($$select state, status_code, answer from ops.invoke_result(current_setting('test.i')::bigint)$$, $$values ('answered', 200, '{"echo": "***"}')$$, 'and kept');
select throws_ok($$select * from ops.invoke_result(4711)$$, 'OP013', 'there is no invocation 4711', 'an unknown number');
select throws_ok($$select * from ops.invoke_result(null)$$, 'OP013', 'there is no invocation null', 'no number');

select vault.create_secret('anon-key-0123456789', 'SUPABASE_ANON_KEY');
create function pg_temp.call(name text) returns bigint language sql as $$select invocation from ops.invoke_function(name, reason => 'why', dry_run => false)$$;
select set_config('test.j', pg_temp.call('take-daily-snapshot')::text, true);
select is((select q.headers ->> 'Authorization' from net.http_request_queue as q order by q.id desc limit 1), 'Bearer anon-key-0123456789', 'the gateway''s token where verify_jwt wants one');
insert into net._http_response (id, timed_out, error_msg) select max(q.id), true, 'Timeout of 30000 ms reached' from net.http_request_queue as q;
select results_eq($$select state, status_code, note from ops.invoke_result(current_setting('test.j')::bigint)$$, $$values ('failed', null::integer, 'no answer within 00:00:30')$$, 'a time-out');
select set_config('test.k', pg_temp.call('webhook-dispatcher')::text, true);
select is((select q.headers ->> 'Authorization' from net.http_request_queue as q order by q.id desc limit 1), 'Bearer service-key-0123456789', 'a service key as Bearer');
insert into net._http_response (id, timed_out, error_msg) select max(q.id), false, 'could not connect with service-key-0123456789' from net.http_request_queue as q;
select results_eq($$select state, note from ops.invoke_result(current_setting('test.k')::bigint)$$, $$values ('failed', 'could not connect with ***')$$, 'a lost connection');
select set_config('test.l', pg_temp.call('process-ocr-queue')::text, true), set_config('test.m', pg_temp.call('process-ocr-queue')::text, true);
update ops.invocation set asked_at = asked_at - interval '7 hours' where id = current_setting('test.l')::bigint;
select results_eq($$select state, note from ops.invoke_result(current_setting('test.l')::bigint)$$, $$values ('lost', 'pg_net deletes answers after six hours')$$, 'too late to look');
update ops.invocation set asked_at = asked_at - interval '10 minutes' where id = current_setting('test.m')::bigint;
select matches((select note from ops.invoke_result(current_setting('test.m')::bigint)), 'is pg_net''s worker running', 'never sent');
insert into net._http_response (id, status_code, timed_out) select i.request_id, 401, false from ops.invocation as i where i.id = current_setting('test.m')::bigint;
select matches((select note from ops.invoke_result(current_setting('test.m')::bigint)), 'x-cron-secret, not Bearer', 'a refusal says what it usually means');

create or replace function net.http_post(url text, body jsonb default '{}', params jsonb default '{}', headers jsonb default '{}', timeout_milliseconds integer default 5000)
returns bigint language plpgsql as $$begin raise exception 'cannot send %', headers; end$$;
select throws_ok($$select pg_temp.call('process-ocr-queue')$$, 'OP041', 'pg_net did not take the request', 'what pg_net says when it fails');
select is((select count(*) from ops.invocation where function = 'process-ocr-queue'), 3::bigint, 'is no call');
drop function net.http_post;
select throws_ok($$select pg_temp.call('process-ocr-queue')$$, 'OP003', 'pg_net is not installed here', 'without pg_net');

create function pg_temp.refused(url text) returns boolean language plpgsql as $$
begin
    perform ops.set_setting('functions_url', url);
    perform ops._function_url('f');
    return false;
exception when sqlstate 'OP005' then
    return true;
end
$$;
select results_eq($$select u.url from unnest(array['http://x.example/f', 'https://user:pass@x.example', 'https://x.example/f?k=v', 'ftp://x', 'https://x.example/#a', 'x', 'https://',
    'https://x.example/functions/v1', 'http://127.0.0.1:8080/f', 'https://x.example:8443']) as u (url) where not pg_temp.refused(u.url)$$,
    $$values ('https://x.example/functions/v1'), ('http://127.0.0.1:8080/f'), ('https://x.example:8443')$$, 'only https without credentials and query, or this very machine');

select throws_ok($$select ops.record_invocation('process-ocr-queue', 'call', 'https://x.example/f?secret=1', '{}', null, 'why', '30 s')$$, 'OP005', null, 'the record takes no query');
select throws_ok($$select ops.record_invocation('process-ocr-queue', 'call', 'https://x.example/f', array['x-cron-secret: hush'], null, 'why', '30 s')$$, 'OP005', null, 'and no header with a value');

select * from finish();
rollback;
