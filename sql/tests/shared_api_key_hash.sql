-- Keys that are one secret.
begin;
select plan(4);

create function pg_temp.id(n integer) returns uuid language sql as $$ select ('00000000-0000-4000-8000-0000000000' || lpad(n::text, 2, '0'))::uuid $$;
insert into api_keys (id, name, key_prefix, key_hash, service, is_active) values
    (pg_temp.id(1), 'A', 'a', 'ha', 'crm', true), (pg_temp.id(2), 'B', 'b', 'ha', 'crm', false), (pg_temp.id(3), 'C', 'c', 'hc', 'crm', true), (pg_temp.id(4), 'D', 'd', 'ha', 'crm', null);
select is_empty($$select * from ops.check_rule('shared_api_key_hash')$$, 'near misses: the other one is switched off; another secret');
insert into api_keys (id, name, key_prefix, key_hash, service) values (pg_temp.id(5), 'E', 'e', 'ha', 'shop');
select results_eq($$select severity, message, subject, key ->> 'id', observed, size, status from ops.check_rule('shared_api_key_hash') order by key$$,
    $$values ('P2', 'key A (crm) is the same secret as E', 'public.api_keys', pg_temp.id(1)::text, '2'::jsonb, null::numeric, 'violation'),
        ('P2', 'key E (shop) is the same secret as A', 'public.api_keys', pg_temp.id(5)::text, '2', null, 'violation')$$, 'both are reported');
select is((select count(*) from ops.shared_api_key_hash(array[pg_temp.id(5)::text])), 1::bigint, 'keys limit it, not whom it is compared with');
select is((select count(*) from ops.shared_api_key_hash() as h where h::text like '%ha"%'), 0::bigint, 'the hash is shown nowhere');

select * from finish();
rollback;
