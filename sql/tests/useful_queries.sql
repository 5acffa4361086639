-- The runbooks useful queries as views, for a reader.
begin;
select plan(9);

select sample.a_lot('T-A');
insert into orders (customer_name, created_by, created_at, fulfilled_at, fulfilled_by, status)
values ('a', sample.a_user(), now() - interval '1 hour', null, null, 'confirmed'), ('b', sample.a_user(), now() - interval '2 hours', now(), sample.a_user(), 'confirmed'),
    ('c', sample.a_user(), now() - interval '25 hours', null, null, 'confirmed'), ('d', sample.a_user(), now(), null, null, 'cancelled');
insert into audit_logs (action, entity_type, entity_id, user_id, user_email, user_role, created_at)
values ('CREATE', 'lot', gen_random_uuid(), sample.a_user(), 'f@x', 'admin', now()), ('CREATE', 'lot', gen_random_uuid(), sample.a_user(), 'f@x', 'admin', now()),
    ('DELETE', 'roll', gen_random_uuid(), sample.a_user(), 'f@x', 'admin', now() - interval '2 days');
grant ops_reader to postgres;
set local role ops_reader;
select results_eq($$select stage, orders from ops.recent_order_count$$, $$values ('cancelled', 1::bigint), ('fulfilled', 1), ('open', 1)$$,
    'orders of a day by what they are, not by a status that nobody writes');
select results_eq($$select action, entity_type, entries, users from ops.recent_audit_count$$, $$values ('CREATE', 'lot', 2::bigint, 1::bigint)$$, 'audit entries of a day');
select ok((select total_bytes > 0 and total is not null from ops.table_size where relation = 'public.lots'), 'tables with their size');
select is((select count(*) from ops.table_size where relation like 'ops.%'), 0::bigint, 'ours are not the application''s');
select results_eq($$select kind, connections >= 1, max_connections from ops.connection_count where kind = 'self'$$,
    $$select 'self', true, current_setting('max_connections')::integer$$, 'connections with the most that there can be');
select ok((select sum(connections) = max(all_connections) from ops.connection_count), 'all of them');
select is_empty($$select * from ops.lock_wait$$, 'nobody waits');
select is((select count(*) from ops.vacuum_need where relation = 'public.lots'), 1::bigint, 'dead rows beside their threshold');
select is((select count(*) from ops.running_statement where pid = pg_backend_pid()), 0::bigint, 'running statements without our own');

select * from finish();
rollback;
