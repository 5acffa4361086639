-- A subscription's event and its list of events.
begin;
select plan(16);

insert into webhook_subscriptions (id, name, event_type, events, endpoint_url, secret)
select ('00000000-0000-4000-8000-00000000000' || s.n)::uuid, 'T-' || s.n, s.event, s.events, 'https://t.example', 's'
from (values (1, 'lot.created', array['order.created', 'lot.created']), (2, 'order.created', array['order.created'])) as s (n, event, events);
select is_empty($$select * from ops.check_rule('subscription_events')$$, 'sound data says nothing: the list may have more');
update webhook_subscriptions set events = '{order.created}' where name = 'T-1';
select results_eq(
    $$select severity, message, subject, key ->> 'id', expected, observed, status, size from ops.check_rule('subscription_events')$$,
    $$values ('P3', 'subscription T-1 is for lot.created, its list has order.created', 'public.webhook_subscriptions', '00000000-0000-4000-8000-000000000001',
        '{"events": "{order.created,lot.created}"}'::jsonb, '{"events": "{order.created}"}'::jsonb, 'violation', null::numeric)$$,
    'the default that nobody chose is reported exactly');
select is((select count(*) from ops.subscription_events(array['00000000-0000-4000-8000-000000000001'])), 1::bigint, 'one can be asked for alone');
select is((select count(*) from ops.subscription_events(array['00000000-0000-4000-8000-000000000002'])), 0::bigint, 'and another is not it');
update webhook_subscriptions set events = '{}' where name = 'T-2';
select is((select message from ops.check_rule('subscription_events') where key ->> 'id' like '%2'), 'subscription T-2 is for order.created, its list has nothing', 'so is an empty list');
create temporary table was as select s.* from webhook_subscriptions as s;
select results_eq($$select state, action from ops.repair('functions', rule => 'subscription_events') group by 1, 2$$, $$values ('decide', null::text)$$, 'a person must choose');
create function pg_temp.add(dry_run boolean default true) returns setof ops.planned_change language sql as
    $$select * from ops.repair('functions', dry_run => add.dry_run, rule => 'subscription_events', choice => 'add_event', reason => 'test')$$;
select results_eq($$select state from pg_temp.add()$$, $$values ('planned'), ('planned')$$, 'the choice makes a plan');
select results_eq($$select * from webhook_subscriptions order by id$$, $$select * from was order by id$$, 'that changes nothing');
select is((select count(*) from pg_temp.add(false) where state = 'applied'), 2::bigint, 'a repair adds the event');
select results_eq($$select events from webhook_subscriptions order by id$$, $$values ('{order.created,lot.created}'::text[]), ('{order.created}')$$, 'and takes nothing away');
select is_empty($$select * from ops.check_rule('subscription_events')$$, 'the check is silent after the repair');
select is_empty($$select * from pg_temp.add(false)$$, 'a second repair does nothing');
select ops.undo((select max(run) from ops.change), 'test');
select results_eq($$select to_jsonb(s) - 'updated_at' from webhook_subscriptions as s order by id$$, $$select to_jsonb(w) - 'updated_at' from was as w order by id$$, 'undo restores every column');
select throws_ok($$select * from ops.repair('functions', rule => 'subscription_events', keys => '{x}')$$, 'OP005', null, 'a bad key is refused');
update webhook_subscriptions set events = array[array['a', 'b'], array[event_type, 'c']];
select is_empty($$select * from ops.check_rule('subscription_events')$$, 'a list of lists is searched too');
update webhook_subscriptions set events = '{{a,b}}';
select results_eq($$select distinct state from pg_temp.add(false)$$, $$values ('decide')$$, 'but nothing is added to it');

select * from finish();
rollback;
