-- Subscriptions whose failed deliveries are due again and nobody sends.
begin;
select plan(5);

select set_config('test.s', sample.failing_subscription('Near', 1, next_retry_at => now() - interval '29 minutes')::text, true);
select sample.failing_subscription('Later', 1, next_retry_at => now() + interval '1 hour');
select sample.failing_subscription('Never', 1);
select sample.failing_subscription('Off', 1, false, next_retry_at => now() - interval '3 hours');
select sample.failing_subscription('Sent', 1, next_retry_at => now() - interval '3 hours');
update webhook_deliveries as d set success = true from webhook_subscriptions as s where s.id = d.subscription_id and s.name = 'Sent';
insert into webhook_deliveries (subscription_id, event_type, payload, success, next_retry_at)
values (current_setting('test.s')::uuid, 'e', '{}', true, now() - interval '3 hours');
select is_empty($$select * from ops.check_rule('overdue_webhook_deliveries')$$,
    'a near miss, one that is sent, one without a date, one of an inactive subscription: nothing');
select set_config('test.o', sample.failing_subscription('Over', 2, next_retry_at => now() - interval '3 hours')::text, true);
update webhook_deliveries set success = null, next_retry_at = now() - interval '2 hours'
where id = (select d.id from webhook_deliveries as d where d.subscription_id = current_setting('test.o')::uuid order by d.id limit 1);
select results_eq(
    $$select severity, message, key ->> 'id', observed, size from ops.check_rule('overdue_webhook_deliveries')$$,
    $$values ('P1', 'subscription Over: 2 deliveries due, the oldest for 03:00:00', current_setting('test.o'), '2'::jsonb, null::numeric)$$,
    'a subscription is reported once, with how many and since when; success unknown counts as not sent'
);
select is((select count(*) from ops.overdue_webhook_deliveries(array[current_setting('test.o')])), 1::bigint, 'by key');
select is_empty($$select * from ops.overdue_webhook_deliveries(array[current_setting('test.s')])$$, 'and not by another');
insert into ops.rule_setting (rule, thresholds, changed_by) values ('overdue_webhook_deliveries', '{"minutes": 5}', 't');
select is((select count(*) from ops.check_rule('overdue_webhook_deliveries')), 2::bigint, 'a user''s own threshold is sooner');

select * from finish();
rollback;
