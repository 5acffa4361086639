-- The check of the API's limits always says what it cannot know, and nothing is made of that.
begin;
select plan(11);

select results_eq($$select severity, status, message, subject, key from ops.check_rate_limits()$$,
    $$values ('P3', 'unknown', 'refused calls: unknown, not none; the limiter answers 401 and logs nothing', null::text, null::jsonb)$$,
    'with nothing wrong it is the one row: never none');
insert into api_keys (name, key_prefix, key_hash, service, last_used_at) values ('K', 'p', 'h', 'crm', ops.now());
insert into api_request_logs (api_key_id, endpoint, method, created_at)
select k.id, '/x', 'GET', ops.now() from api_keys as k cross join generate_series(1, 60);
select results_eq($$select rule, status from ops.check_rate_limits()$$,
    $$values ('api_key_at_limit', 'violation'), ('api_key_at_limit', 'unknown')$$, 'beside what is wrong it comes last');
select is((select count(*) from ops.check_rate_limits(max_rows => 1) where status = 'unknown'), 1::bigint, 'whatever max_rows says');
select ops.set_setting('incident_severity', 'P3') is null;
select is((select count(*) from ops.record_check('rate_limits') where state = 'unknown'), 0::bigint, 'a job that records finds no unknown');
select count(*) from ops.record_check('rate_limits');
select is_empty($$select f.rule from ops.finding as f where f.area = 'rate_limits' and f.kind = 'unknown'$$, 'it is no finding');
select is((select count(*) from ops.incident as i where i.area = 'rate_limits' and i.cause = 'could not run'), 0::bigint, 'and no incident');
select is_empty($$select v.rule from ops.check_all() as v where v.rule like 'api_key%' and v.status = 'unknown'$$,
    'nor does a check of everything call itself incomplete');
select results_eq($$select b.message from ops.blind_spots('rate_limits') as b$$,
    $$select v.message from ops.check_rate_limits() as v where v.status = 'unknown'$$, 'who runs rule by rule asks for the same row');
select is_empty($$select b.message from ops.area as a cross join lateral ops.blind_spots(a.name) as b where a.name <> 'rate_limits'$$,
    'no other area has one');
select throws_ok($$select * from ops.blind_spots('nope')$$, 'OP001', null, 'an unknown area');
alter table api_request_logs rename to gone;
select is_empty($$select v.rule from ops.check_rate_limits() as v where v.status = 'unknown'$$, 'without a log there is nothing to count');

select * from finish();
rollback;
