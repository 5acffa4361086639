-- When a subscription was last triggered, and its deliveries.
begin;
select plan(15);

insert into webhook_subscriptions (id, name, event_type, endpoint_url, secret, last_triggered_at)
select ('00000000-0000-4000-8000-00000000000' || n)::uuid, 'T-' || n, 'lot.created', 'https://t.example', 's', '2026-10-01 12:00+00' from generate_series(1, 4) as n;
insert into webhook_deliveries (subscription_id, event_type, event, payload, success, delivered_at)
select ('00000000-0000-4000-8000-00000000000' || s.n)::uuid, 'lot.created', 'lot.created', '{}', s.success, s.at::timestamptz
from (values (1, true, '2026-10-01 12:01+00'), (1, true, '2026-09-01 12:00+00'), (1, false, '2026-10-03'), (2, true, '2026-09-01'), (3, false, '2026-10-03')) as s (n, success, at);
select is_empty($$select * from ops.check_rule('subscription_last_triggered')$$, 'sound data says nothing: a minute, failures, cleared deliveries, none');
update webhook_subscriptions set last_triggered_at = '2026-10-01 12:00+00' where name = 'T-1';
update webhook_deliveries set delivered_at = '2026-10-02 09:00+00' where delivered_at = '2026-09-01' and success;
select results_eq(
    $$select severity, message, subject, key ->> 'id', expected, observed, status, size from ops.check_rule('subscription_last_triggered')$$,
    $$values ('P3', 'subscription T-2: last triggered 2026-10-01 15:00:00, last delivery 2026-10-02 12:00:00', 'public.webhook_subscriptions', '00000000-0000-4000-8000-000000000002',
        '{"last_triggered_at": "2026-10-02 09:00:00+00"}'::jsonb, '{"last_triggered_at": "2026-10-01 12:00:00+00"}'::jsonb, 'violation', null::numeric)$$,
    'a success that was not stamped is reported exactly');
select is((select count(*) from ops.subscription_last_triggered(array['00000000-0000-4000-8000-000000000002'])), 1::bigint, 'one can be asked for alone');
select is((select count(*) from ops.subscription_last_triggered(array['00000000-0000-4000-8000-000000000001'])), 0::bigint, 'and another is not it');
update webhook_subscriptions set last_triggered_at = null, name = null where name = 'T-1';
select is((select message from ops.check_rule('subscription_last_triggered') where key ->> 'id' like '%1'),
    'subscription https://t.example: last triggered never, last delivery 2026-10-01 15:01:00', 'so is one that was never stamped');
create temporary table was as select s.* from webhook_subscriptions as s;
select results_eq($$select state from ops.repair('functions', rule => 'subscription_last_triggered')$$, $$values ('planned'), ('planned')$$, 'a plan');
select results_eq($$select * from webhook_subscriptions order by id$$, $$select * from was order by id$$, 'changes nothing');
select is((select count(*) from ops.repair('functions', dry_run => false, rule => 'subscription_last_triggered', reason => 'test') where state = 'applied'), 2::bigint, 'a repair stamps them');
select results_eq($$select last_triggered_at from webhook_subscriptions order by id$$,
    $$values ('2026-10-01 12:01+00'::timestamptz), ('2026-10-02 09:00+00'), ('2026-10-01 12:00+00'), ('2026-10-01 12:00+00')$$, 'with the newest success');
select is_empty($$select * from ops.check_rule('subscription_last_triggered')$$, 'the check is silent after the repair');
select is_empty($$select * from ops.repair('functions', dry_run => false, rule => 'subscription_last_triggered', reason => 'again')$$, 'a second repair does nothing');
select is((select count(*) from ops.undo((select max(run) from ops.change), 'test') where state = 'restored'), 2::bigint, 'undo takes them back');
select results_eq($$select to_jsonb(s) - 'updated_at' from webhook_subscriptions as s order by id$$, $$select to_jsonb(w) - 'updated_at' from was as w order by id$$, 'every column');
delete from webhook_deliveries;
select is_empty($$select * from ops.check_rule('subscription_last_triggered')$$, 'without deliveries nothing is known');
select throws_ok($$select * from ops.repair('functions', rule => 'subscription_last_triggered', keys => '{x}')$$, 'OP005', null, 'a bad key is refused');

select * from finish();
rollback;
