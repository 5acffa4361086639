-- A last use that is before a logged call.
begin;
select plan(3);

create function pg_temp.id(n integer) returns uuid language sql as $$ select ('00000000-0000-4000-8000-0000000000' || lpad(n::text, 2, '0'))::uuid $$;
insert into api_keys (id, name, key_prefix, key_hash, service, last_used_at) values
    (pg_temp.id(1), 'A', 'a', 'ha', 'crm', '2026-01-02 05:50+00'), (pg_temp.id(2), 'B', 'b', 'hb', 'crm', '2026-01-02 05:49+00'), (pg_temp.id(3), 'C', 'c', 'hc', 'crm', null), (pg_temp.id(4), 'D', 'd', 'hd', 'crm', null);
insert into api_request_logs (api_key_id, endpoint, method, created_at) values
    (pg_temp.id(1), '/x', 'GET', '2026-01-02 06:00+00'), (pg_temp.id(2), '/x', 'GET', '2026-01-02 05:59+00'), (null, '/x', 'GET', now());
select is_empty($$select * from ops.check_rule('api_key_last_used')$$, 'near misses: ten minutes; never called; no key');
insert into api_request_logs (api_key_id, endpoint, method, created_at) values (pg_temp.id(2), '/x', 'GET', '2026-01-02 06:00+00'), (pg_temp.id(3), '/x', 'GET', '2026-01-02 06:00+00');
select results_eq($$select severity, message, subject, key ->> 'id', detail ->> 'calls', size, status from ops.check_rule('api_key_last_used') order by key$$,
    $$values ('P3', 'key B (crm) called at 2026-01-02 09:00, but was last used 2026-01-02 08:49', 'public.api_keys', pg_temp.id(2)::text, '2', null::numeric, 'violation'),
        ('P3', 'key C (crm) called at 2026-01-02 09:00, but was last used never', 'public.api_keys', pg_temp.id(3)::text, '1', null, 'violation')$$, 'each is reported');
select is((select count(*) from ops.api_key_last_used(array[pg_temp.id(3)::text])), 1::bigint, 'keys limit it');

select * from finish();
rollback;
