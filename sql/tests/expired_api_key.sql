-- Keys past their end.
begin;
select plan(3);

insert into api_keys (id, name, key_prefix, key_hash, service, expires_at, is_active)
select ('00000000-0000-4000-8000-00000000000' || n)::uuid, 'K' || n, 'p' || n, 'h' || n, 'crm', e, a from (values (1, now(), true), (2, null, true), (3, now() - interval '1 day', false)) as k (n, e, a);
select is_empty($$select * from ops.check_rule('expired_api_key')$$, 'near misses: ends this moment; never; switched off');
insert into api_keys (id, name, key_prefix, key_hash, service, expires_at) values ('00000000-0000-4000-8000-000000000011', 'A', 'a', 'ha', 'crm', '2026-01-02 21:30+00');
select results_eq($$select severity, message, subject, key ->> 'id', size, status, fix from ops.check_rule('expired_api_key')$$,
    $$values ('P3', 'key A (crm) ended on 2026-01-03 and is active', 'public.api_keys', '00000000-0000-4000-8000-000000000011', null::numeric, 'violation', 'select * from ops.revoke_api_key(''00000000-0000-4000-8000-000000000011'', ''expired'')')$$, 'one past its end is reported');
select is((select count(*) from ops.expired_api_key(array[gen_random_uuid()::text])), 0::bigint, 'keys limit it');

select * from finish();
rollback;
