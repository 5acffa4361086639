-- Due deliveries of inactive subscriptions.
begin;
select plan(11);

select sample.failing_subscription('On', 1, next_retry_at => now() - interval '3 hours');
select sample.failing_subscription('Off, later', 1, false, next_retry_at => now() + interval '1 hour');
select sample.failing_subscription('Off, never', 1, false);
select is_empty($$select * from ops.check_rule('starving_webhook_deliveries')$$, 'active, due later, or not due at all: nothing');
select set_config('test.s', sample.failing_subscription('Off', 2, false, next_retry_at => '2026-01-02 03:04:05.678901+00')::text, true);
update ops.clock set shift = '2026-01-02 05:00:00+00' - now();
update webhook_deliveries set success = true
where id = (select d.id from webhook_deliveries as d where d.subscription_id = current_setting('test.s')::uuid order by d.id limit 1);
update webhook_deliveries set next_retry_at = '2026-01-01 00:00:00+00' where event_type = 'order.created' and subscription_id in (
    select s.id from webhook_subscriptions as s where s.name = 'On');
select results_eq(
    $$select severity, message, size, detail -> 'in_batch' from ops.check_rule('starving_webhook_deliveries')$$,
    $$values ('P2', 'place 2 of 50: order.created to inactive Off, due since 2026-01-02 06:04', null::numeric, 'true'::jsonb)$$,
    'a due delivery of an inactive subscription is reported with its place in the worker''s batch'
);
select set_config('test.d', (select v.key ->> 'id' from ops.check_rule('starving_webhook_deliveries') as v), true);
select is((select count(*) from ops.starving_webhook_deliveries(array[current_setting('test.d')])), 1::bigint, 'by key');
select is_empty($$select * from ops.starving_webhook_deliveries(array[gen_random_uuid()::text])$$, 'and not by another');
select results_eq($$select state, action from ops.repair_functions(rule => 'starving_webhook_deliveries')$$, $$values ('decide', null::text)$$,
    'a person must choose');
select results_eq(
    $$select state, before ? 'next_retry_at', after from ops.repair_functions(false, 'starving_webhook_deliveries', reason => 'off', choice => 'park')$$,
    $$values ('applied', true, '{"next_retry_at": null}'::jsonb)$$, 'parking takes the date away'
);
select is_empty($$select * from ops.check_rule('starving_webhook_deliveries')$$, 'after that it is silent');
select is_empty($$select * from ops.repair_functions(rule => 'starving_webhook_deliveries', choice => 'park')$$, 'a second repair has nothing to do');
select results_eq($$select state from ops.undo(ops.last_run(), 'back')$$, $$values ('restored')$$, 'undo restores');
select is((select d.next_retry_at from webhook_deliveries as d where d.id = current_setting('test.d')::uuid),
    '2026-01-02 03:04:05.678901+00'::timestamptz, 'exactly');
select throws_ok($$select * from ops.repair_functions(rule => 'starving_webhook_deliveries', keys => '{x}')$$, 'OP005', null, 'a bad key is refused');

select * from finish();
rollback;
