-- Orders that the log says were fulfilled and are not, and the reverse.
begin;
select plan(11);

select sample.a_user();
create function pg_temp.ordered(number text, fulfilled timestamptz) returns text language sql as $$
    insert into orders (order_number, customer_name, created_by, fulfilled_at) values (number, 'C', sample.a_user(), fulfilled) returning id::text$$;
create function pg_temp.entry(number text, action text, hours integer) returns text language sql as $$
    select sample.an_entry(action, 'order', (select o.id from orders as o where o.order_number = number), at => now() - interval '1 h' * hours)::text$$;
select pg_temp.ordered('T-OLD', now() - interval '9 h');
select is_empty($$select * from ops.check_rule('audit_order_fulfilment')$$, 'without a log nothing can be missing');
select set_config('test.open', pg_temp.ordered('T-OPEN', null), true);
select set_config('test.done', pg_temp.ordered('T-DONE', now() - interval '2 h'), true);
select pg_temp.entry('T-OPEN', 'CREATE', 9);
select set_config('test.entry', pg_temp.entry('T-DONE', 'FULFILL', 2), true);
select is_empty($$select * from ops.check_rule('audit_order_fulfilment')$$, 'an open order, a logged fulfilment and one as old as the log say nothing');
update orders set fulfilled_at = null where order_number = 'T-DONE';
select results_eq($$select severity, message, subject, key ->> 'id', detail ->> 'audit_id' from ops.check_rule('audit_order_fulfilment')$$,
    $$values ('P2', 'order T-DONE is fulfilled by the log, but not itself', 'public.orders', current_setting('test.done'), current_setting('test.entry'))$$,
    'an order that was not fulfilled after all is reported');
select is((select count(*) from ops.audit_order_fulfilment(array[current_setting('test.done')])), 1::bigint, 'its key finds it');
select is((select count(*) from ops.audit_order_fulfilment(array[current_setting('test.open')])), 0::bigint, 'one key asks for one row');
update audit_logs set is_reversed = true where id = current_setting('test.entry')::uuid;
select is_empty($$select * from ops.check_rule('audit_order_fulfilment')$$, 'unless that was taken back');
update orders set fulfilled_at = now() where order_number = 'T-DONE';
select results_eq($$select message from ops.check_rule('audit_order_fulfilment')$$,
    array['order T-DONE is fulfilled, but the log has no row of it'], 'a fulfilment that is not logged is reported');
update audit_logs set is_reversed = null where id = current_setting('test.entry')::uuid;
select is_empty($$select * from ops.check_rule('audit_order_fulfilment')$$, 'an unknown mark counts as not reversed');
update audit_logs set entity_type = 'lot' where id = current_setting('test.entry')::uuid;
select is((select count(*) from ops.check_rule('audit_order_fulfilment')), 1::bigint, 'a row of another kind does not count');
update audit_logs set entity_type = 'order', action = 'APPROVE' where id = current_setting('test.entry')::uuid;
select is((select count(*) from ops.check_rule('audit_order_fulfilment')), 1::bigint, 'nor does another action');
select throws_ok($$select * from ops.repair_audit(rule => 'audit_order_fulfilment')$$, 'OP003', null, 'no row is invented');

select * from finish();
rollback;
