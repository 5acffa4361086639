-- Keys that nobody uses.
begin;
select plan(5);

create function pg_temp.id(n integer) returns uuid language sql as $$ select ('00000000-0000-4000-8000-0000000000' || lpad(n::text, 2, '0'))::uuid $$;
insert into api_keys (id, name, key_prefix, key_hash, service, created_at, last_used_at, is_active, expires_at)
select pg_temp.id(n), 'K' || n, 'p' || n, 'h' || n, 'crm', now() - make_interval(days => made), now() - make_interval(days => used), a, e
from (values (1, 200, 90, true, null), (2, 90, null, true, null), (3, 200, 100, false, null), (4, 200, 100, true, null), (5, 200, 100, true, now() - interval '1 day'), (6, 200, null, true, null)) as k (n, made, used, a, e);
insert into api_request_logs (api_key_id, endpoint, method, created_at) values (pg_temp.id(4), '/x', 'GET', now() - interval '90 days'), (pg_temp.id(6), '/x', 'GET', now());
select is_empty($$select * from ops.check_rule('unused_api_key')$$, 'near misses: 90 days; made 90 days ago; switched off; called all the same; expired');
insert into api_keys (id, name, key_prefix, key_hash, service, created_at, last_used_at, expires_at) values
    (pg_temp.id(11), 'A', 'a', 'ha', 'crm', now() - interval '200 days', now() - interval '91 days', null), (pg_temp.id(12), 'B', 'b', 'hb', 'crm', now() - interval '100 days', null, now() + interval '1 day');
insert into api_request_logs (api_key_id, endpoint, method, created_at) values (pg_temp.id(11), '/x', 'GET', now() - interval '91 days');
select results_eq($$select severity, message, subject, key ->> 'id', size, status, fix from ops.check_rule('unused_api_key') order by key$$,
    $$values ('P3', 'key A (crm) is active, unused for 91 days', 'public.api_keys', pg_temp.id(11)::text, null::numeric, 'violation', format('select * from ops.revoke_api_key(%L, ''unused'')', pg_temp.id(11))),
        ('P3', 'key B (crm) is active, unused for 100 days', 'public.api_keys', pg_temp.id(12)::text, null, 'violation', format('select * from ops.revoke_api_key(%L, ''unused'')', pg_temp.id(12)))$$, 'old ones are reported');
select is((select count(*) from ops.unused_api_key(array[pg_temp.id(11)::text])), 1::bigint, 'keys limit it');
select is((select count(*) from ops.unused_api_key(array[pg_temp.id(1)::text])), 0::bigint, 'to the rows they name');
insert into ops.rule_setting (rule, thresholds, changed_by) values ('unused_api_key', '{"days": 95}', 'test');
select results_eq($$select key from ops.check_rule('unused_api_key')$$, $$values (jsonb_build_object('id', pg_temp.id(12)))$$, 'how long can be set');

select * from finish();
rollback;
