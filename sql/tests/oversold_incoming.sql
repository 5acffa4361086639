-- Deliveries of which more is held than is still to come.
begin;
select plan(12);

create temporary view picture as
select 'reservation' as kind, to_jsonb(r) - 'updated_at' as row from reservations as r
union all select 'line', to_jsonb(l) from reservation_lines as l
union all select 'lot', to_jsonb(t) - 'updated_at' from lots as t
union all select 'incoming', to_jsonb(i) - 'updated_at' from incoming_stock as i
union all select 'order lot', to_jsonb(o) from order_lots as o;

select set_config('test.inc', sample.a_delivery('T-INV')::text, true);
select set_config('test.lot', sample.a_lot('T-LOT')::text, true);
select set_config('test.res', sample.a_reservation()::text, true);
select set_config('test.other', sample.a_reservation()::text, true);
select sample.an_incoming_line(w::uuid, current_setting('test.inc')::uuid, m)
from unnest(array[current_setting('test.res'), current_setting('test.res'), current_setting('test.other')], array[30, 20, 15]) as u (w, m);
select sample.a_line(current_setting('test.res')::uuid, current_setting('test.lot')::uuid, 90);
update incoming_stock set received_meters = 35;
select is_empty($$select * from ops.check_rule('oversold_incoming')$$, 'a near miss says nothing: exactly what is to come');
update incoming_stock set received_meters = 60;
select results_eq(
    $$select severity, message, cause, size, expected #>> '{}', observed #>> '{}', detail ->> 'received' from ops.check_rule('oversold_incoming')$$,
    $$values ('P1', 'incoming T-INV: 65.00 m held by 2 reservations, 40.00 m to come (+25.00)', 'unknown', 25.00, '40.00', '65.00', '60.00')$$,
    'the delivery is reported exactly; received without a receipt has no cause');
insert into goods_in_receipts (incoming_stock_id, received_by, created_at) values (current_setting('test.inc')::uuid, sample.a_user(), now() - interval '1 day');
select is((select cause from ops.check_rule('oversold_incoming')), 'unknown', 'a receipt older than every line took nothing from it');
insert into goods_in_receipts (incoming_stock_id, received_by, created_at) values (current_setting('test.inc')::uuid, sample.a_user(), now() + interval '1 second');
select results_eq($$select cause, detail ? 'proof' from ops.check_rule('oversold_incoming')$$, $$values ('over_receipt', true)$$, 'a later one did');
update incoming_stock set expected_meters = 64, received_meters = 50;
select is((select cause from ops.check_rule('oversold_incoming')), 'unknown', 'more than was ever expected is not the receipt''s doing');
update incoming_stock set received_meters = 0;
select results_eq($$select cause, size from ops.check_rule('oversold_incoming')$$, $$values ('unknown', 1.00)$$, 'nor where nothing was received');
update incoming_stock set expected_meters = 100, received_meters = 60;
update reservations set status = 'released', canceled_at = now() where id = current_setting('test.res')::uuid;
select is_empty($$select * from ops.check_rule('oversold_incoming')$$, 'lines that do not hold count for nothing');
update incoming_stock set received_meters = 90;
select results_eq($$select size, message from ops.check_rule('oversold_incoming')$$,
    $$values (5.00, 'incoming T-INV: 15.00 m held by 1 reservation, 10.00 m to come (+5.00)')$$, 'the others do');
select is((select count(*) from ops._rule_hits('oversold_incoming', array[current_setting('test.inc')])), 1::bigint, 'a look at the delivery finds it');
select is_empty($$select * from ops._rule_hits('oversold_incoming', array[current_setting('test.lot')])$$, 'a look at another key does not');
select throws_ok($$select * from ops.repair_reservations(rule => 'oversold_incoming')$$, 'OP003', null, 'it is reported, never changed');
select is((select count(*) from reservation_lines), 4::bigint, 'no line is dropped for it');

select * from finish();
rollback;
