-- Columns that name a row of another table without a foreign key, where that row does not exist.
begin;
select plan(9);

select sample.a_user();
create function pg_temp.absent() returns uuid language sql as $$select '00000000-0000-4000-8000-00000000dead'::uuid$$;
insert into orders (order_number, customer_name, created_by) values ('T-ORDER', 'C', sample.a_user());
insert into order_queue (order_id, status, submitted_by) select o.id, 'pending_approval', sample.a_user() from orders as o;
insert into field_edit_queue (table_name, record_id, field_name, submitted_by) values ('lots', sample.a_lot('T-LOT'), 'color', sample.a_user());
insert into inventory_transactions (transaction_type, quantity_change, source_type, source_id) select 'ORDER_FULFILLMENT', -1, 'order', o.id from orders as o;
select is_empty($$select * from ops.check_rule('unkeyed_references')$$, 'people and orders that exist say nothing, nor does null');
update order_queue set submitted_by = pg_temp.absent(), approved_by = pg_temp.absent();
select results_eq(
    $$select severity, message, subject, key ->> 'row', observed #>> '{}' from ops.check_rule('unkeyed_references') order by message$$,
    $$select 'P3', left(format('order queue %s: no profiles for its %s', q.id, c.name), 100), 'public.order_queue',
        format('public.order_queue.%s:%s', replace(c.name, ' ', '_'), q.id), pg_temp.absent()::text
      from order_queue as q, unnest(array['approved by', 'submitted by']) as c (name) order by 2$$,
    'each column is reported');
select is((select count(*) from ops.unkeyed_references(array(select 'public.order_queue.approved_by:' || q.id from order_queue as q))), 1::bigint, 'one key asks for one column of one row');
delete from order_queue;
update field_edit_queue set submitted_by = pg_temp.absent();
select is((select count(*) from ops.check_rule('unkeyed_references')), 1::bigint, 'edits are looked at');
delete from field_edit_queue;
update inventory_transactions set source_id = pg_temp.absent();
select results_eq($$select starts_with(message, 'inventory transactions '),
    detail -> 'looked_in' -> 1 #>> '{}' from ops.check_rule('unkeyed_references')$$, $$values (true, 'public.count_sessions.id')$$, 'the ledger may name one of three things');
alter table inventory_transactions add constraint source_fkey foreign key (source_id) references orders not valid;
select is_empty($$select * from ops.check_rule('unkeyed_references')$$, 'a column that got its key belongs to that key''s rule');
alter table inventory_transactions drop constraint source_fkey;
alter table public.count_sessions rename to counted_sessions;
select is_empty($$select * from ops.check_rule('unkeyed_references')$$, 'where a table is absent nothing can be said');
alter table public.counted_sessions rename to count_sessions;
select throws_ok($$select * from ops.repair('integrity', rule => 'unkeyed_references')$$, 'OP003', null, 'it is never changed by us');
select is((select count(*) from ops.unkeyed_references('{x}')), 0::bigint, 'a key of nothing finds nothing');

select * from finish();
rollback;
