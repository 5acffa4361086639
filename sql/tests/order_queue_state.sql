-- Orders in the approval queue.
begin;
select plan(9);

insert into order_queue (order_id, status, submitted_by, approved_by, approved_at) values
    (sample.an_order('T-WAITS'), 'pending_approval', sample.a_user(), null, null), (sample.an_order('T-YES', true), 'approved', sample.a_user(), sample.a_user(), now()),
    (sample.an_order('T-NO', status => 'cancelled'), 'rejected', sample.a_user(), sample.a_user(), now()), (sample.an_order('T-NULL', status => null), 'pending_approval', sample.a_user(), null, null);
select is_empty($$select * from ops.check_rule('order_queue_state')$$, 'sound data says nothing: a decided order may be over');
update orders set fulfilled_at = now() where order_number = 'T-WAITS';
select results_eq(
    $$select severity, message, subject, key ->> 'id', expected, observed #>> '{}', status, size from ops.check_rule('order_queue_state')$$,
    $$select 'P3', 'order T-WAITS in the queue: waits for approval, and has been fulfilled', 'public.order_queue', q.id::text, null::jsonb, 'pending_approval', 'violation', null::numeric
      from order_queue as q join orders as o on o.id = q.order_id where o.order_number = 'T-WAITS'$$,
    'a fulfilled order that waits for approval is reported exactly'
);
update orders set status = 'cancelled' where order_number = 'T-NULL';
update order_queue set approved_by = null where status in ('approved', 'rejected');
insert into order_queue (order_id, status, submitted_by, approved_by) values (sample.an_order('T-BOTH'), 'pending_approval', sample.a_user(), sample.a_user());
select results_eq($$select message from ops.check_rule('order_queue_state') order by 1$$,
    $$values ('order T-BOTH in the queue: waits for approval, and was decided'), ('order T-NO in the queue: rejected by nobody'),
        ('order T-NULL in the queue: waits for approval, and was cancelled'), ('order T-WAITS in the queue: waits for approval, and has been fulfilled'),
        ('order T-YES in the queue: approved by nobody')$$, 'so are a cancelled one, a decided one, and decisions of nobody');
select is((select count(*) from ops.order_queue_state(array[(select q.id::text from order_queue as q join orders as o on o.id = q.order_id where o.order_number = 'T-NO')])), 1::bigint,
    'one can be asked for alone');
update order_queue set approved_by = null where status = 'pending_approval';
update orders set fulfilled_at = null, status = 'confirmed' where order_number in ('T-WAITS', 'T-NULL');
update order_queue set approved_by = sample.a_user(), approved_at = now() where status in ('approved', 'rejected');
select is_empty($$select * from ops.check_rule('order_queue_state')$$, 'set right it is silent');
update order_queue as q set approved_at = now() from orders as o where o.id = q.order_id and o.order_number = 'T-WAITS';
select results_eq($$select message from ops.check_rule('order_queue_state')$$, $$values ('order T-WAITS in the queue: waits for approval, and was decided')$$, 'a time of decision decides too');
update order_queue set approved_at = null;
select results_eq($$select message from ops.check_rule('order_queue_state') order by 1$$,
    $$values ('order T-NO in the queue: rejected, but never'), ('order T-YES in the queue: approved, but never')$$, 'decisions at no time');
update order_queue set approved_at = created_at - case when status = 'approved' then interval '1 second' else '0' end where status in ('approved', 'rejected');
select results_eq($$select message from ops.check_rule('order_queue_state') order by 1$$,
    $$values ('order T-YES in the queue: approved before it was asked for')$$, 'and one from before it was asked for');
select throws_ok($$select * from ops.repair_integrity(rule => 'order_queue_state')$$, 'OP003', null, 'a decision is a person''s');

select * from finish();
rollback;
