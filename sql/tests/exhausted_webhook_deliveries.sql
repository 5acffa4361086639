-- Deliveries that were given up and are not marked.
begin;
select plan(9);

select sample.failing_subscription('Still trying', 1, retries => 4);
select set_config('test.f', sample.failing_subscription('Flagged', 1, retries => 5)::text, true);
update webhook_deliveries set is_dead_lettered = true where subscription_id = current_setting('test.f')::uuid;
select sample.failing_subscription('Arrived', 1, retries => 5);
update webhook_deliveries as d set success = true from webhook_subscriptions as s where s.id = d.subscription_id and s.name = 'Arrived';
insert into webhook_deliveries (subscription_id, event_type, event, payload, success, retry_count)
values (current_setting('test.f')::uuid, 'e', 'e', '{}', true, 5);
insert into webhook_deliveries (subscription_id, event_type, event, payload, success, retry_count)
values (current_setting('test.f')::uuid, 'e', 'e', '{}', false, null);
select is_empty($$select * from ops.check_rule('exhausted_webhook_deliveries')$$, 'one retry left, flagged, arrived, uncounted: nothing');
select set_config('test.s', sample.failing_subscription('Gone', 1, retries => 5)::text, true);
select results_eq(
    $$select severity, message, expected, observed, size from ops.check_rule('exhausted_webhook_deliveries')$$,
    $$values ('P2', 'delivery of order.created to Gone: given up after 5 of 5 retries, not marked as dead letter',
        '{"is_dead_lettered": "true"}'::jsonb, '{"is_dead_lettered": "false"}'::jsonb, null::numeric)$$, 'reported exactly'
);
update webhook_deliveries set is_dead_lettered = null, success = null where subscription_id = current_setting('test.s')::uuid;
select results_eq($$select observed from ops.check_rule('exhausted_webhook_deliveries')$$, $$values ('{"is_dead_lettered": null}'::jsonb)$$,
    'null counts as not marked, and as not arrived');
select set_config('test.d', (select v.key ->> 'id' from ops.check_rule('exhausted_webhook_deliveries') as v), true);
select is_empty($$select * from ops.exhausted_webhook_deliveries(array[gen_random_uuid()::text])$$, 'by key only that one');
select results_eq($$select state from ops.repair_functions(rule => 'exhausted_webhook_deliveries')$$, $$values ('planned')$$, 'a plan');
select results_eq($$select state from ops.repair_functions(false, 'exhausted_webhook_deliveries', array[current_setting('test.d')], reason => 'r')$$,
    $$values ('applied')$$, 'is applied');
select is_empty($$select * from ops.repair_functions(rule => 'exhausted_webhook_deliveries')$$, 'once');
select results_eq($$select state from ops.undo(ops.last_run(), 'back')$$, $$values ('restored')$$, 'and undone');
select is((select d.is_dead_lettered from webhook_deliveries as d where d.id = current_setting('test.d')::uuid), null::boolean, 'to the null it was');

select * from finish();
rollback;
