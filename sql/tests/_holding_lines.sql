-- The truth table of what holds stock.
begin;
select plan(16);

select set_config('test.lot', sample.a_lot('T-LOT')::text, true);
select set_config('test.res', sample.a_reservation()::text, true);
select set_config('test.order', gen_random_uuid()::text, true);
select set_config('test.other', gen_random_uuid()::text, true);
select sample.a_line(current_setting('test.res')::uuid, current_setting('test.lot')::uuid, 40);
prepare state as
select holds, why, link from ops._holding_lines('INVENTORY', array[current_setting('test.lot')::uuid]);
insert into orders (id, customer_name, created_by)
select current_setting(w)::uuid, 'C', sample.a_user() from unnest(array['test.order', 'test.other']) as w;

select results_eq('state', $$values (true, 'active', null::text)$$, 'an active reservation holds');
update reservations set status = 'converted', converted_at = now() where id = current_setting('test.res')::uuid;
select results_eq('state', $$values (true, 'converted_unlinked', null::text)$$, 'converted, with no trace of an order: holds');
update reservations set crm_deal_id = '  ' || upper('aaaaaaaa-0000-4000-8000-00000000000a') where id = current_setting('test.res')::uuid;
update orders set crm_deal_id = 'aaaaaaaa-0000-4000-8000-00000000000a', fulfilled_at = now() where id = current_setting('test.other')::uuid;
select results_eq('state', $$values (false, 'converted_fulfilled', 'crm_deal')$$, 'linked by the deal to a fulfilled order: does not hold');

insert into audit_logs (action, entity_type, entity_id, user_id, user_email, user_role, new_data)
select 'STATUS_CHANGE', 'lot', current_setting('test.res')::uuid, sample.a_user(), 'f@x', 'admin', jsonb_build_object('order_id', w)
from unnest(array['written by hand', current_setting('test.order')]) as w;
select results_eq('state', $$values (true, 'converted_open', 'audit')$$, 'the log names the very order, which is open: holds, whatever else the deal has');
update orders set fulfilled_at = now() where id = current_setting('test.order')::uuid;
select results_eq('state', $$values (false, 'converted_fulfilled', 'audit')$$, 'fulfilled: does not hold');
update orders set fulfilled_at = null, status = 'cancelled' where id = current_setting('test.order')::uuid;
select results_eq('state', $$values (false, 'converted_cancelled', 'audit')$$, 'cancelled: does not hold');
update orders set status = 'shipped', fulfillment_outcome = 'cancelled' where id = current_setting('test.order')::uuid;
select results_eq('state', $$values (false, 'converted_cancelled', 'audit')$$, 'closed as cancelled: does not hold');
update orders set fulfillment_outcome = null where id = current_setting('test.order')::uuid;
select results_eq('state', $$values (true, 'converted_open', 'audit')$$, 'shipped without being fulfilled has not left the lot: holds');

select lives_ok('select ops._note_order_links()', 'links are kept');
delete from audit_logs where entity_id = current_setting('test.res')::uuid;
select results_eq('state', $$values (true, 'converted_open', 'audit')$$, 'the log row deleted by retention: the kept link stands');
select lives_ok('select ops._note_order_links()', 'and is kept once');
delete from orders where id = current_setting('test.order')::uuid;
select results_eq('state', $$values (false, 'converted_order_deleted', 'audit')$$, 'order deleted: does not hold');
insert into ops.order_link values (current_setting('test.res')::uuid, gen_random_uuid(), 'audit', now());
insert into orders (id, customer_name, created_by)
select order_id, 'C', sample.a_user() from ops.order_link where reservation_id = current_setting('test.res')::uuid and order_id <> current_setting('test.order')::uuid limit 1;
select results_eq('state', $$values (true, 'converted_open', 'audit')$$, 'several orders, one of them open: holds');

update reservations set status = 'released' where id = current_setting('test.res')::uuid;
select results_eq('state', $$values (false, 'released', null::text)$$, 'released: does not hold, whatever orders there were');
update reservations set status = 'canceled' where id = current_setting('test.res')::uuid;
select sample.a_line(current_setting('test.res')::uuid, current_setting('test.lot')::uuid, 5);
select results_eq('state', $$values (false, 'canceled', null::text)$$, 'canceled: does not hold');
alter table reservation_lines drop constraint reservation_lines_reservation_id_fkey;
delete from reservations where id = current_setting('test.res')::uuid;
select results_eq('state', $$values (false, 'orphan', null::text)$$, 'no reservation: does not hold');

select * from finish();
rollback;
