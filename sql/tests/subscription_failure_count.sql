-- A subscription's failure count against its deliveries.
begin;
select plan(10);

select set_config('test.s', sample.failing_subscription('Counted', 3)::text, true), sample.failing_subscription('None', 0);
select set_config('test.o', sample.failing_subscription('Other', 1)::text, true);
select is_empty($$select * from ops.check_rule('subscription_failure_count')$$, 'three failures counted as three, none as none');
-- failures an hour, two and three ago; a success between the second and the third
insert into webhook_deliveries (subscription_id, event_type, payload, success, delivered_at)
values (current_setting('test.s')::uuid, 'order.created', '{}', true, now() - interval '150 minutes'),
    (current_setting('test.s')::uuid, 'order.created', '{}', true, now() - interval '9 hours');
select results_eq(
    $$select severity, message, expected, observed, size from ops.check_rule('subscription_failure_count')$$,
    $$values ('P3', 'subscription Counted: failure count 3, failed since the last success 2', '{"failure_count": "2"}'::jsonb,
        '{"failure_count": "3"}'::jsonb, null::numeric)$$, 'a success starts the count again'
);
update webhook_deliveries set success = null where subscription_id = current_setting('test.s')::uuid and delivered_at = now() - interval '1 hour';
select results_eq($$select expected ->> 'failure_count' from ops.check_rule('subscription_failure_count')$$, $$values ('1')$$,
    'a delivery without a result is no failure');
update webhook_subscriptions set failure_count = 5 where name = 'None';
select results_eq($$select expected ->> 'failure_count' from ops.check_rule('subscription_failure_count') where message like '%None%'$$, $$values ('0')$$,
    'without a failure it is zero');
select results_eq($$select h.key ->> 'id' from ops.subscription_failure_count(array[current_setting('test.s')]) as h$$,
    $$values (current_setting('test.s'))$$, 'by key');
select results_eq($$select state from ops.repair_functions(rule => 'subscription_failure_count', keys => array[current_setting('test.s')])$$,
    $$values ('planned')$$, 'a plan');
select is((select s.failure_count from webhook_subscriptions as s where s.id = current_setting('test.s')::uuid), 3, 'changes nothing');
select results_eq($$select state from ops.repair_functions(false, 'subscription_failure_count', reason => 'r')$$, $$values ('applied'), ('applied')$$, 'repaired');
select is_empty($$select * from ops.repair_functions(rule => 'subscription_failure_count')$$, 'once');
select results_eq($$select state from ops.undo(ops.last_run(), 'back')$$, $$values ('restored'), ('restored')$$, 'and undone');

select * from finish();
rollback;
