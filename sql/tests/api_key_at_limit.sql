-- Keys at their own limit, by sliding minute; and what cannot be known about it.
begin;
select plan(9);

create function pg_temp.id(n integer) returns uuid language sql as $$ select ('00000000-0000-4000-8000-0000000000' || lpad(n::text, 2, '0'))::uuid $$;
create function pg_temp.calls(key integer, times integer, seconds_ago numeric) returns void language sql as $$
    insert into api_request_logs (api_key_id, endpoint, method, status_code, created_at)
    select pg_temp.id(key), '/x', 'GET', 200, now() - make_interval(secs => seconds_ago::double precision) from generate_series(1, times)
$$;
insert into api_keys (id, name, key_prefix, key_hash, service, rate_limit_per_minute, is_active)
select pg_temp.id(n), 'K' || n, 'p' || n, 'h' || n, 'crm', l, a from (values (1, 5, true), (2, 5, true), (3, null, true), (4, 0, true), (5, 5, false), (6, 5, null)) as k (n, l, a);
select pg_temp.calls(1, 4, 30), pg_temp.calls(1, 4, 90), pg_temp.calls(2, 2, 86400), pg_temp.calls(2, 4, 60), pg_temp.calls(3, 50, 1), pg_temp.calls(4, 50, 1), pg_temp.calls(5, 5, 1), pg_temp.calls(6, 5, 1);
insert into api_request_logs (endpoint, method) select '/x', 'GET' from generate_series(1, 9);
select is_empty($$select * from ops.check_rule('api_key_at_limit')$$, 'near misses: below it in any 60 seconds; a day ago; no limit; switched off; no key');
select pg_temp.calls(2, 1, 0);
select is_empty($$select * from ops.check_rule('api_key_at_limit')$$, 'a call that is exactly a minute old no longer counts');
select pg_temp.calls(1, 1, 89.99);
select results_eq($$select severity, message, subject, key ->> 'id', observed, detail ->> 'refused', size, status, fix from ops.check_rule('api_key_at_limit') where status = 'violation'$$,
    $$values ('P2', 'key K1 (crm): 5 calls in a minute at ' || to_char((now() - interval '30 seconds') at time zone 'Europe/Istanbul', 'HH24:MI') || ', 5 allowed; refused: unknown', 'public.api_keys', pg_temp.id(1)::text,
        '{"used": 4, "peak": 5, "allowed": 5}'::jsonb, 'unknown', null::numeric, 'violation', format('select * from ops.set_api_rate_limit(%L, 10, ''why'')', pg_temp.id(1)))$$,
    'the fifth within 60 seconds, across two minutes of the clock, is at the limit');
select is((select count(*) from ops.check_rule('api_key_at_limit') where status <> 'violation'), 0::bigint, 'the rule can tell: it is no unknown');
select is((select count(*) from ops.api_key_at_limit(array[pg_temp.id(2)::text])), 0::bigint, 'keys limit it');
select is((select count(*) from ops.api_key_at_limit(array[pg_temp.id(1)::text])), 1::bigint, 'to the rows they name');
select results_eq($$select name, allowed, used, used_percent, peak, peak_percent, calls, refused from ops.api_key_use$$,
    $$values ('K5', 5, 5::bigint, 100.0, 5::bigint, 100.0, 5::bigint, 'unknown'), ('K6', 5, 5, 100.0, 5, 100.0, 5, 'unknown'), ('K1', 5, 4, 80.0, 5, 100.0, 9, 'unknown'), ('K2', 5, 1, 20.0, 4, 80.0, 5, 'unknown'),
        ('K3', null, 50, null, 50, null, 50, 'unknown'), ('K4', null, 50, null, 50, null, 50, 'unknown')$$, 'the view shows each against its own limit');
select is((select peak_at from ops.api_key_use where name = 'K1'), now() - interval '30 seconds', 'and when its peak ended');
select throws_ok($$select * from ops.repair('rate_limits', rule => 'api_key_at_limit')$$, 'OP003', null, 'a limit is a person''s decision');

select * from finish();
rollback;
