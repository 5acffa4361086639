-- Whether integrations are let in again, and how it stood.
begin;
select plan(6);

insert into api_keys (id, name, key_prefix, key_hash, service, rate_limit_per_minute) values ('00000000-0000-4000-8000-000000000001', 'CRM', 'lk_1', 'h1', 'crm', 2);
create function pg_temp.call(status integer) returns void language sql as $$
    insert into api_request_logs (api_key_id, endpoint, method, status_code) values ('00000000-0000-4000-8000-000000000001', '/x', 'GET', status)
$$;
select results_eq($$select step, state from ops.verify_rate_limits()$$,
    $$values ('API calls succeeding', 'pending'), ('Rate within limits', 'passed'), ('No 429 errors in logs', 'unknown')$$, 'no call proves nothing, and refused ones never show');
select pg_temp.call(200);
select results_eq($$select state from ops.verify_rate_limits()$$, $$values ('passed'), ('passed'), ('unknown')$$, 'a call passes');
select pg_temp.call(404);
select results_eq($$select state, message from ops.verify_rate_limits() where step like 'Rate%'$$, $$values ('failed', 'at their limit in this minute: CRM 2 of 2')$$, 'a key at its limit fails');
select results_eq($$select measure, value from ops.take_baseline('rate_limits', 'before')$$, $$values ('calls', 2::numeric), ('calls_now', 2), ('keys_at_limit', 1), ('highest_use', 100.0)$$, 'a baseline keeps how it stands');
select is((select state from ops.verify_rate_limits() where step like 'API%'), 'pending', 'what was before it does not count');
insert into api_request_logs (endpoint, method, status_code, created_at) values ('/x', 'GET', 200, now() + interval '1 second'), ('/x', 'GET', 503, now() + interval '1 second');
select is((select state from ops.verify_rate_limits() where step like 'API%'), 'failed', 'a server error since then fails');

select * from finish();
rollback;
