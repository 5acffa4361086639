-- Lots of which more is held than there is.
begin;
select plan(17);

create temporary view picture as
select 'reservation' as kind, to_jsonb(r) - 'updated_at' as row from reservations as r
union all select 'line', to_jsonb(l) from reservation_lines as l
union all select 'lot', to_jsonb(t) - 'updated_at' from lots as t
union all select 'incoming', to_jsonb(i) - 'updated_at' from incoming_stock as i
union all select 'order lot', to_jsonb(o) from order_lots as o;

select set_config('test.lot', sample.a_lot('T-LOT', 1000)::text, true);
select set_config('test.near', sample.a_lot('T-NEAR', 1000)::text, true);
select set_config('test.inc', sample.a_delivery('T-INV', 900)::text, true);
select set_config('test.res', sample.a_reservation()::text, true);
select set_config('test.other', sample.a_reservation()::text, true);
select sample.a_line(current_setting('test.res')::uuid, current_setting('test.lot')::uuid, m) from unnest(array[30, 20]) as m;
select sample.a_line(current_setting('test.other')::uuid, current_setting('test.lot')::uuid, 40);
select sample.a_line(current_setting('test.other')::uuid, current_setting('test.near')::uuid, 100);
select sample.an_incoming_line(current_setting('test.other')::uuid, current_setting('test.inc')::uuid, 800);
update reservation_lines set created_at = now() - interval '1 day' where lot_id is not null and reserved_meters <> 100;
update lots set meters = reserved_meters;
select is_empty($$select * from ops.check_rule('oversold_lots')$$, 'a near miss says nothing: reserved to the last metre');
update lots set meters = 80 where lot_number = 'T-LOT';
select results_eq(
    $$select severity, message, size, expected #>> '{}', observed #>> '{}', fix from ops.check_rule('oversold_lots')$$,
    $$values ('P1', 'lot T-LOT: 90.00 m held by 2 reservations, it has 80.00 m (+10.00)', 10.00, '80.00', '90.00', 'select * from ops.explain_lot(''T-LOT'')')$$,
    'the lot is reported exactly');
select is((select count(*) from ops._rule_hits('oversold_lots', array[current_setting('test.lot')])), 1::bigint, 'a look at the lot finds it');
select is_empty($$select * from ops._rule_hits('oversold_lots', array[current_setting('test.near')])$$, 'a look at another does not');
select is((select cause from ops.check_rule('oversold_lots')), 'unknown', 'in the transaction of its lines nothing is proven');
update reservations set status = 'released', canceled_at = now() where id = current_setting('test.other')::uuid;
select is_empty($$select * from ops.check_rule('oversold_lots')$$, 'lines that do not hold count for nothing');
update reservations set status = 'converted', canceled_at = null, converted_at = now() - interval '2 days' where id = current_setting('test.other')::uuid;
select is((select size from ops.check_rule('oversold_lots')), 10.00, 'what an order may still take does');

-- an order that is open, the runbook's fix, and reserved again
insert into orders (customer_name, created_by, crm_deal_id) values ('C', sample.a_user(), 'aaaaaaaa-0000-4000-8000-00000000000a');
update reservations set crm_deal_id = 'aaaaaaaa-0000-4000-8000-00000000000a' where id = current_setting('test.other')::uuid;
update lots set reserved_meters = 50 where lot_number = 'T-LOT';
select results_eq($$select cause, detail ->> 'open_orders' from ops.check_rule('oversold_lots')$$, $$values ('converted_open', '40.00')$$,
    'the counter is the active lines alone, and one of them is newer than the conversion');
update lots set reserved_meters = 51 where lot_number = 'T-LOT';
select is((select cause from ops.check_rule('oversold_lots')), 'unknown', 'to the metre');
update lots set reserved_meters = 50, meters = 45 where lot_number = 'T-LOT';
select is((select cause from ops.check_rule('oversold_lots')), 'unknown', 'and they fit the lot by themselves');
update lots set meters = 80 where lot_number = 'T-LOT';
update reservations set converted_at = now() where id = current_setting('test.other')::uuid;
select is((select cause from ops.check_rule('oversold_lots')), 'unknown', 'a conversion newer than all of them gave nothing away');
update orders set fulfilled_at = now();
select is_empty($$select * from ops.check_rule('oversold_lots')$$, 'a fulfilled order holds nothing any more');
select throws_ok($$select * from ops.repair_reservations(rule => 'oversold_lots')$$, 'OP003', null, 'it is reported, never changed');
select is((select count(*) from reservation_lines), 5::bigint, 'no line is dropped for it');
select is((select count(*) from ops._oversold_causes(array[current_setting('test.near')::uuid])), 1::bigint, 'every lot asked for has an answer');
select is((select cause from ops._oversold_causes(array[current_setting('test.near')::uuid])), 'unknown', 'which is unknown where nothing fits');
select is_empty($$select * from ops._oversold_causes(array[]::uuid[])$$, 'and none where none was asked');

select * from finish();
rollback;
