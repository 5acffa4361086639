-- Converted reservations of which the open order lacks lots.
begin;
select plan(17);

create temporary view picture as
select 'reservation' as kind, to_jsonb(r) - 'updated_at' as row from reservations as r
union all select 'line', to_jsonb(l) from reservation_lines as l
union all select 'lot', to_jsonb(t) - 'updated_at' from lots as t
union all select 'incoming', to_jsonb(i) - 'updated_at' from incoming_stock as i
union all select 'order lot', to_jsonb(o) from order_lots as o;

select set_config('test.lot', sample.a_lot('T-LOT')::text, true);
select set_config('test.two', sample.a_lot('T-TWO')::text, true);
select set_config('test.res', sample.a_reservation()::text, true);
insert into rolls (lot_id, meters, position) values (current_setting('test.two')::uuid, 25, 1), (current_setting('test.two')::uuid, 15, 2), (current_setting('test.two')::uuid, 60, 3);
select sample.a_line(current_setting('test.res')::uuid, current_setting('test.lot')::uuid, 30);
select sample.a_line(current_setting('test.res')::uuid, current_setting('test.two')::uuid, m) from unnest(array[25, 15]) as m;
update reservation_lines as l set roll_ids = r.id::text from rolls as r where r.lot_id = l.lot_id and r.meters = l.reserved_meters;
update reservations set status = 'converted', converted_at = now(), crm_deal_id = 'aaaaaaaa-0000-4000-8000-00000000000a', reservation_number = 'R' where id = current_setting('test.res')::uuid;
insert into orders (order_number, customer_name, created_by, crm_deal_id) values ('O', 'C', sample.a_user(), 'aaaaaaaa-0000-4000-8000-00000000000a');
insert into order_lots (order_id, lot_id, quality, color, roll_count) select o.id, t.id, t.quality, t.color, 1 from orders as o, lots as t;
select is_empty($$select * from ops.check_rule('half_converted_reservations')$$, 'sound data says nothing');
delete from order_lots where lot_id = current_setting('test.two')::uuid;
select results_eq(
    $$select severity, message, cause, size, observed #>> '{}' from ops.check_rule('half_converted_reservations')$$,
    $$values ('P1', 'reservation R: order O lacks 2 of its lines, 40.00 m', 'lot_left_out', 40.00, '2')$$, 'the lot left out is reported exactly');
update orders set fulfilled_at = now();
select is_empty($$select * from ops.check_rule('half_converted_reservations')$$, 'a near miss says nothing: with the order gone it is another rule''s matter');
update orders set fulfilled_at = null;
select set_config('test.coming', sample.an_incoming_line(current_setting('test.res')::uuid, sample.a_delivery('T-INV'), 5)::text, true);
select results_eq($$select cause, size from ops.check_rule('half_converted_reservations')$$, $$values ('ambiguous', 45.00)$$, 'both kinds at once');
select results_eq($$select state from ops.repair_reservations(rule => 'half_converted_reservations', choice => 'complete_order')$$, $$values ('decide')$$,
    'a line on a delivery cannot join an order');
insert into order_lots (order_id, lot_id, quality, color, roll_count) select o.id, t.id, t.quality, t.color, 1 from orders as o, lots as t where t.lot_number = 'T-TWO';
select results_eq($$select cause, size from ops.check_rule('half_converted_reservations')$$, $$values ('incoming_left_behind', 5.00)$$, 'the line on a delivery alone');
delete from order_lots where lot_id = current_setting('test.two')::uuid;
delete from reservation_lines where id = current_setting('test.coming')::uuid;
update reservation_lines set roll_ids = null where reserved_meters = 25;
select results_eq($$select state from ops.repair_reservations(rule => 'half_converted_reservations', choice => 'complete_order')$$, $$values ('planned')$$,
    'rolls of one line are rolls of the lot');
update reservation_lines as l set roll_ids = r.id::text from rolls as r where r.lot_id = l.lot_id and r.meters = l.reserved_meters;
select throws_ok($$select * from ops.repair_reservations(rule => 'half_converted_reservations', keys => array['no key'])$$, 'OP005', null, 'a bad key is refused');
create temporary table was as select * from picture;
select isnt_empty($$select * from ops.repair_reservations(rule => 'half_converted_reservations', choice => 'complete_order') where state = 'planned'$$, 'the plan says what complete_order does');
select set_eq('select * from picture', 'select * from was', 'a plan changes nothing');
select results_eq(
    $$select state, count(*) from ops.repair_reservations(dry_run => false, rule => 'half_converted_reservations', choice => 'complete_order', keys => array[current_setting('test.res')], reason => 'test') group by state$$,
    $$values ('applied', 1::bigint)$$, 'complete_order is applied'
);
select results_eq($$select roll_count, (select sum(m::numeric) from string_to_table(selected_roll_meters, ',') as m), cardinality(string_to_array(selected_roll_ids, ',')) from order_lots where lot_id = current_setting('test.two')::uuid$$,
    $$values (2, 40::numeric, 2)$$, 'the order has the lot with its rolls');
select is_empty($$select * from ops.check_rule('half_converted_reservations')$$, 'the check is silent after it');
select is_empty($$select * from ops.check_rule('lot_reserved_meters')$$, 'and the counters equal their lines');
select is_empty($$select * from ops.repair_reservations(dry_run => false, rule => 'half_converted_reservations', choice => 'complete_order', reason => 'again')$$, 'a second repair does nothing');
select isnt_empty($$select * from ops.undo((select max(id) - 1 from ops.run), 'test') where state = 'restored'$$, 'undo');
select set_eq('select * from picture', 'select * from was', 'restores every row and column');

select * from finish();
rollback;
