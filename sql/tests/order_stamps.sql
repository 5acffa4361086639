-- Stamps of an order that contradict each other.
begin;
select plan(6);

select set_config('test.order', sample.an_order('T-OPEN')::text, true), set_config('test.done', sample.an_order('T-DONE', true)::text, true);
update orders set picked_at = now() - interval '4 hours', shipped_at = now() - interval '3 hours', delivered_at = now() - interval '2 hours', invoiced_at = now() - interval '1 hour'
where order_number = 'T-DONE';
update orders set picked_at = now(), invoiced_at = now() where order_number = 'T-OPEN';
select is_empty($$select * from ops.check_rule('order_stamps')$$, 'sound data says nothing; nor do stamps of one moment, and those left out');
update orders set fulfilled_by = null where order_number = 'T-DONE';
select results_eq(
    $$select severity, message, subject, key ->> 'id', expected, observed ? 'fulfilled_at', observed ? 'fulfilled_by', status, size from ops.check_rule('order_stamps')$$,
    $$values ('P3', 'order T-DONE: fulfilled by nobody', 'public.orders', current_setting('test.done'), null::jsonb, true, false, 'violation', null::numeric)$$,
    'an order that nobody fulfilled is reported exactly'
);
update orders set fulfilled_by = sample.a_user(), fulfilled_at = null where order_number = 'T-DONE';
select is((select message from ops.check_rule('order_stamps')), 'order T-DONE: fulfilled by somebody, but never', 'so is the reverse');
select sample.an_order('T-A'), sample.an_order('T-B'), sample.an_order('T-C'), sample.an_order('T-D'), sample.an_order('T-E'), sample.an_order('T-F');
update orders set picked_at = now(), shipped_at = now() - interval '1 hour' where order_number = 'T-A';
update orders set picked_at = now(), delivered_at = now() - interval '1 hour' where order_number = 'T-B';
update orders set picked_at = now(), invoiced_at = now() - interval '1 hour' where order_number = 'T-C';
update orders set shipped_at = now(), delivered_at = now() - interval '1 hour' where order_number = 'T-D';
update orders set shipped_at = now(), invoiced_at = now() - interval '1 hour' where order_number = 'T-E';
update orders set delivered_at = now(), invoiced_at = now() - interval '1 hour' where order_number = 'T-F';
select results_eq($$select message from ops.check_rule('order_stamps') where message not like '%T-DONE%' order by 1$$,
    $$values ('order T-A: picked after it had left'), ('order T-B: picked after it had left'), ('order T-C: picked after it had left'),
        ('order T-D: shipped after it had arrived or was invoiced'), ('order T-E: shipped after it had arrived or was invoiced'),
        ('order T-F: delivered after it was invoiced')$$, 'and every pair out of order');
select is((select count(*) from ops.order_stamps(array[current_setting('test.done')])), 1::bigint, 'one can be asked for alone');
select throws_ok($$select * from ops.repair_integrity(rule => 'order_stamps')$$, 'OP003', null, 'who it was, and when, is not in the database');

select * from finish();
rollback;
