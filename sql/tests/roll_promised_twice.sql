-- Rolls that several open orders and active reservations count on.
begin;
select plan(8);

select set_config('test.lot', sample.a_lot_of_rolls('T-LOT', 4)::text, true);
create function pg_temp.roll(place integer) returns uuid language sql as
    $$select sample.roll_of(current_setting('test.lot')::uuid, place)$$;
select set_config('test.res', sample.a_reservation()::text, true);
update reservations set reservation_number = 'T-RES' where id = current_setting('test.res')::uuid;
select set_config('test.line', sample.a_line(current_setting('test.res')::uuid, current_setting('test.lot')::uuid, 10)::text, true);
select set_config('test.order', sample.an_order('T-ONE')::text, true);
select sample.an_order_lot(current_setting('test.order')::uuid, current_setting('test.lot')::uuid, pg_temp.roll(1));
update reservation_lines set roll_ids = pg_temp.roll(2)::text where id = current_setting('test.line')::uuid;
select is_empty($$select * from ops.check_rule('roll_promised_twice')$$, 'sound data says nothing');
select sample.an_order_lot(sample.an_order('T-DONE', true), current_setting('test.lot')::uuid, pg_temp.roll(1));
select sample.an_order_lot(sample.an_order('T-VOID', status => 'cancelled'), current_setting('test.lot')::uuid, pg_temp.roll(1));
select is_empty($$select * from ops.check_rule('roll_promised_twice')$$, 'a near miss says nothing: the other orders are fulfilled or cancelled');

select sample.an_order_lot(sample.an_order('T-TWO', status => null), current_setting('test.lot')::uuid, pg_temp.roll(1));
select results_eq(
    $$select severity, message, subject, key ->> 'id', expected, observed #>> '{}', status, size from ops.check_rule('roll_promised_twice')$$,
    $$values ('P1', 'lot T-LOT, roll 1 of 10 m: order T-ONE and order T-TWO', 'public.rolls', pg_temp.roll(1)::text, null::jsonb, '2',
        'violation', 10::numeric)$$,
    'a roll of two open orders is reported exactly'
);
update order_lots set selected_roll_ids = selected_roll_ids || ',' || pg_temp.roll(2) where order_id = current_setting('test.order')::uuid;
select results_eq($$select message from ops.check_rule('roll_promised_twice') order by 1$$,
    $$values ('lot T-LOT, roll 1 of 10 m: order T-ONE and order T-TWO'), ('lot T-LOT, roll 2 of 10 m: order T-ONE and reservation T-RES')$$,
    'and so is one of an order and a reservation');
select is((select count(*) from ops.roll_promised_twice(array[pg_temp.roll(2)::text])), 1::bigint, 'one can be asked for alone');
update reservations set status = 'converted' where id = current_setting('test.res')::uuid;
select is((select count(*) from ops.check_rule('roll_promised_twice')), 1::bigint, 'a converted reservation has handed its rolls to the order');
update order_lots set selected_roll_ids = pg_temp.roll(3) || ', ' || pg_temp.roll(3) where order_id = current_setting('test.order')::uuid;
select results_eq($$select message from ops.check_rule('roll_promised_twice')$$,
    $$values ('lot T-LOT, roll 3 of 10 m: order T-ONE and order T-ONE')$$, 'a list that names a roll twice promises it twice');
select throws_ok($$select * from ops.repair_integrity(rule => 'roll_promised_twice')$$, 'OP003', null, 'who gets it is no arithmetic');

select * from finish();
rollback;
