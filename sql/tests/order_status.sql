-- State and outcome of orders against their fulfilment and their stamps.
begin;
select plan(23);

create function pg_temp.told() returns table (number text, message text) language sql as
    $$select o.order_number, v.message from ops.check_rule('order_status', null) as v join orders as o on o.id::text = v.key ->> 'id' where v.status = 'violation'$$;
select sample.an_order('T-' || s, s in ('fulfilled', 'shipped', 'delivered', 'invoiced'), s)
from unnest(array['draft', 'confirmed', 'reserved', 'picking', 'fulfilled', 'shipped', 'delivered', 'invoiced', 'cancelled']) as s;
update orders set picked_at = now() where order_number in ('T-picking', 'T-fulfilled', 'T-shipped', 'T-delivered', 'T-invoiced', 'T-cancelled');
update orders set shipped_at = now() where order_number in ('T-fulfilled', 'T-shipped', 'T-delivered', 'T-invoiced', 'T-cancelled');
update orders set delivered_at = now() where order_number in ('T-fulfilled', 'T-delivered', 'T-invoiced', 'T-cancelled');
update orders set invoiced_at = now() where order_number in ('T-fulfilled', 'T-invoiced', 'T-cancelled');
update orders set fulfillment_outcome = 'complete' where order_number in ('T-fulfilled', 'T-shipped');
update orders set fulfillment_outcome = 'partial_closed' where order_number = 'T-delivered';
update orders set fulfillment_outcome = 'cancelled' where order_number = 'T-cancelled';
select sample.an_order('T-UI', true, 'confirmed'), sample.an_order('T-NULL', false, null);
select is_empty($$select * from ops.check_rule('order_status')$$, 'sound data says nothing in any state; nor do fulfilled orders whose state nobody moved on');

update orders set status = 'cancelled' where order_number = 'T-shipped';
update orders set status = 'cancelled' where order_number = 'T-delivered';
select results_eq(
    $$select severity, message, subject, expected, observed, status, size, detail ? 'fulfilled_at' from ops.check_rule('order_status') order by message$$,
    $$values ('P2', 'order T-delivered is cancelled: was fulfilled', 'public.orders', '{"status": "fulfilled", "fulfillment_outcome": "partial_closed"}'::jsonb,
        '{"status": "cancelled", "fulfillment_outcome": "partial_closed"}'::jsonb, 'violation', null::numeric, true),
        ('P2', 'order T-shipped is cancelled: was fulfilled', 'public.orders', '{"status": "fulfilled", "fulfillment_outcome": "complete"}',
        '{"status": "cancelled", "fulfillment_outcome": "complete"}', 'violation', null, true)$$,
    'an order that was cancelled after it had left is reported exactly');
select is((select count(*) from ops.order_status(array[(select id::text from orders where order_number = 'T-shipped')])), 1::bigint, 'one can be asked for alone');
update orders set status = 'shipped' where order_number in ('T-shipped', 'T-delivered');

update orders set fulfilled_at = null, fulfilled_by = null, fulfillment_outcome = null where order_number in ('T-fulfilled', 'T-shipped', 'T-delivered', 'T-invoiced');
select results_eq($$select message from pg_temp.told() order by number$$,
    $$values ('order T-delivered is shipped: never fulfilled'), ('order T-fulfilled is fulfilled: never fulfilled'),
        ('order T-invoiced is invoiced: never fulfilled'), ('order T-shipped is shipped: never fulfilled')$$, 'a state that only a fulfilled order has');
update orders set fulfilled_at = now(), fulfilled_by = created_by where order_number in ('T-fulfilled', 'T-shipped', 'T-delivered', 'T-invoiced');
select results_eq($$select message from pg_temp.told()$$, $$values ('order T-delivered is shipped: was delivered')$$, 'a stamp that is ahead of the state');
update orders set status = 'delivered' where order_number = 'T-delivered';
update orders set picked_at = now() where order_number = 'T-reserved';
update orders set shipped_at = now() where order_number = 'T-picking';
update orders set invoiced_at = now() where order_number = 'T-delivered';
select results_eq($$select message from pg_temp.told() order by number$$,
    $$values ('order T-delivered is delivered: was invoiced'), ('order T-picking is picking: was shipped'), ('order T-reserved is reserved: was picked')$$,
    'each of them');
update orders set picked_at = null, shipped_at = null, invoiced_at = null where order_number in ('T-reserved', 'T-picking', 'T-delivered');

update orders set fulfillment_outcome = 'complete' where order_number = 'T-draft';
update orders set fulfillment_outcome = 'partial_closed' where order_number = 'T-cancelled';
update orders set fulfillment_outcome = 'cancelled' where order_number in ('T-confirmed', 'T-fulfilled', 'T-NULL');
select results_eq($$select message from pg_temp.told() order by message$$,
    $$values ('order T-NULL is without a state: outcome cancelled'), ('order T-cancelled is cancelled: outcome partial_closed, never fulfilled'),
        ('order T-confirmed is confirmed: outcome cancelled'), ('order T-draft is draft: outcome complete, never fulfilled'),
        ('order T-fulfilled is fulfilled: outcome cancelled, was fulfilled')$$, 'outcomes that are not so');
insert into ops.rule_setting (rule, thresholds, changed_by) values ('order_status', '{"behind": 1}', 'test');
select results_eq($$select message from pg_temp.told() where number = 'T-UI'$$, $$values ('order T-UI is confirmed: was fulfilled')$$,
    'asked for, orders that the screens fulfilled are listed');
update orders set status = null where order_number = 'T-UI';
select results_eq($$select message from pg_temp.told() where number = 'T-UI'$$, $$values ('order T-UI is without a state: was fulfilled')$$, 'so are those without a state');
select is((select count(*) from pg_temp.told()), 6::bigint, 'and no open ones');

select results_eq($$select distinct state, action from ops.repair_integrity(rule => 'order_status')$$, $$values ('decide', null::text)$$, 'a person must choose');
create temporary table was as select o.* from orders as o;
create function pg_temp.follow(dry_run boolean default true) returns setof ops.planned_change language sql as
    $$select * from ops.repair_integrity(dry_run => follow.dry_run, rule => 'order_status', choice => 'follow_fulfilment', reason => 'test')$$;
select results_eq($$select o.order_number, c.after, c.state from pg_temp.follow() as c join orders as o on o.id::text = c.key ->> 'id' order by o.order_number collate "C"$$,
    $$values ('T-NULL', null::jsonb, 'decide'), ('T-UI', '{"status": "fulfilled", "fulfillment_outcome": "complete"}'::jsonb, 'planned'),
        ('T-cancelled', '{"status": "cancelled", "fulfillment_outcome": "cancelled"}'::jsonb, 'planned'),
        ('T-confirmed', null, 'decide'), ('T-draft', '{"status": "draft", "fulfillment_outcome": null}', 'planned'),
        ('T-fulfilled', '{"status": "fulfilled", "fulfillment_outcome": "complete"}', 'planned')$$,
    'the plan follows the fulfilment, and leaves to a person what that does not tell');
select results_eq($$select * from orders order by id$$, $$select * from was order by id$$, 'and changes nothing');
select is((select count(*) from pg_temp.follow(false) where state = 'applied'), 4::bigint, 'the choice makes it so');
select set_eq($$select order_number, status, fulfillment_outcome from orders as o where exists (select from was as w where w.id = o.id
        and (w.status, w.fulfillment_outcome) is distinct from (o.status, o.fulfillment_outcome))$$,
    $$values ('T-UI', 'fulfilled', 'complete'), ('T-cancelled', 'cancelled', 'cancelled'), ('T-draft', 'draft', null), ('T-fulfilled', 'fulfilled', 'complete')$$,
    'state and outcome, and of those only');
select is_empty($$select * from orders as o join was as w using (id) where (o.fulfilled_at, o.fulfilled_by) is distinct from (w.fulfilled_at, w.fulfilled_by)$$,
    'nobody fulfilled anything');
select set_eq($$select number from pg_temp.told()$$, array['T-NULL', 'T-confirmed'], 'the check speaks of what is left to a person');
select is((select count(*) from pg_temp.follow(false) where state = 'applied'), 0::bigint, 'a second repair does nothing');
select ops.undo((select max(run) from ops.change), 'test');
select results_eq($$select to_jsonb(o) - 'updated_at' from orders as o order by id$$, $$select to_jsonb(w) - 'updated_at' from was as w order by id$$, 'undo restores every column');
delete from ops.rule_setting where rule = 'order_status';
select is((select count(*) from pg_temp.told()), 5::bigint, 'without the wish the screens'' orders are left in peace');
select throws_ok($$select * from ops.repair_integrity(rule => 'order_status', keys => '{x}')$$, 'OP005', null, 'a bad key is refused');
update orders set fulfillment_outcome = null where order_number in ('T-NULL', 'T-confirmed', 'T-draft', 'T-fulfilled');
update orders set fulfillment_outcome = 'cancelled' where order_number = 'T-cancelled';
select is_empty($$select * from ops.check_rule('order_status')$$, 'mended by hand it is silent');
update orders set fulfilled_at = now() where order_number = 'T-draft';
insert into ops.rule_setting (rule, thresholds, changed_by) values ('order_status', '{"behind": 1}', 'test');
update orders set fulfilled_at = now(), status = 'picking' where order_number = 'T-picking';
select set_eq($$select number from pg_temp.told()$$, array['T-UI', 'T-draft', 'T-picking'], 'every state before the goods leave is behind');

select * from finish();
rollback;
