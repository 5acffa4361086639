-- Active subscriptions that fail again and again.
begin;
select plan(4);

select sample.failing_subscription('Twice', 2), sample.failing_subscription('Off', 9, false);
select is_empty($$select * from ops.check_rule('failing_webhook_subscriptions')$$, 'two failures, or an inactive one: nothing');
select sample.failing_subscription('Thrice', 3), sample.failing_subscription('Ninth', 9), sample.failing_subscription('Ten', 10);
select results_eq(
    $$select severity, message, observed, size from ops.check_rule('failing_webhook_subscriptions') order by observed$$,
    $$values ('P2', 'subscription Thrice has failed 3 times in a row; at 10 its messages are given up', '3'::jsonb, null::numeric),
        ('P2', 'subscription Ninth has failed 9 times in a row; at 10 its messages are given up', '9', null),
        ('P2', 'subscription Ten has failed 10 times in a row: its messages are given up', '10', null)$$, 'from the third on'
);
select is((select count(*) from ops.failing_webhook_subscriptions(array[(select s.id::text from webhook_subscriptions as s where s.name = 'Ten')])),
    1::bigint, 'by key only that one');
insert into ops.rule_setting (rule, thresholds, changed_by) values ('failing_webhook_subscriptions', '{"times": 10}', 't');
select is((select count(*) from ops.check_rule('failing_webhook_subscriptions')), 1::bigint, 'a user''s own threshold');

select * from finish();
rollback;
