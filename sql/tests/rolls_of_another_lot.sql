-- Lines that list rolls of another lot.
begin;
select plan(6);

select set_config('test.lot', sample.a_lot_of_rolls('T-LOT', 3)::text, true);
select set_config('test.other', sample.a_lot_of_rolls('T-OTHER', 2, 7)::text, true);
select set_config('test.res', sample.a_reservation()::text, true);
update reservations set reservation_number = 'T-RES' where id = current_setting('test.res')::uuid;
select set_config('test.line', sample.a_line(current_setting('test.res')::uuid, current_setting('test.lot')::uuid, 10)::text, true);
update reservation_lines set roll_ids = 'x, ' || sample.roll_of(current_setting('test.lot')::uuid, 1) where id = current_setting('test.line')::uuid;
select sample.an_incoming_line(current_setting('test.res')::uuid, sample.a_delivery('T-IN'), 5);
update reservation_lines set roll_ids = sample.roll_of(current_setting('test.lot')::uuid, 1)::text where scope = 'INCOMING';
select set_config('test.order', sample.an_order('T-ORDER')::text, true);
select set_config('test.row', sample.an_order_lot(current_setting('test.order')::uuid, current_setting('test.lot')::uuid,
    sample.roll_of(current_setting('test.lot')::uuid, 2))::text, true);
select is_empty($$select * from ops.check_rule('rolls_of_another_lot')$$, 'sound data says nothing, nor does a line that waits for a delivery');

update order_lots set selected_roll_ids = (select string_agg(id::text, ', ' order by position) from rolls where lot_id = current_setting('test.other')::uuid)
    || ',' || sample.roll_of(current_setting('test.lot')::uuid, 2);
select results_eq(
    $$select severity, message, subject, key ->> 'id', expected, jsonb_array_length(observed), status, size from ops.check_rule('rolls_of_another_lot')$$,
    $$values ('P2', 'order T-ORDER, lot T-LOT: 2 rolls, 14 m, are of lot T-OTHER', 'public.order_lots', current_setting('test.row'),
        null::jsonb, 2, 'violation', 14::numeric)$$,
    'an order''s line is reported exactly'
);
update reservation_lines set reserved_meters = 7, roll_ids = sample.roll_of(current_setting('test.other')::uuid, 1)::text where id = current_setting('test.line')::uuid;
select results_eq($$select message, subject from ops.check_rule('rolls_of_another_lot') order by 1$$,
    $$values ('order T-ORDER, lot T-LOT: 2 rolls, 14 m, are of lot T-OTHER', 'public.order_lots'),
        ('reservation T-RES, lot T-LOT: 1 rolls, 7 m, are of lot T-OTHER', 'public.reservation_lines')$$,
    'and so is a reservation''s');
select is((select count(*) from ops.rolls_of_another_lot(array[current_setting('test.line')])), 1::bigint, 'one can be asked for alone');
select is((select count(*) from ops.rolls_of_another_lot(array[current_setting('test.row')])), 1::bigint, 'of either table');
select throws_ok($$select * from ops.repair_integrity(rule => 'rolls_of_another_lot')$$, 'OP003', null, 'what is right, only the shelf knows');

select * from finish();
rollback;
