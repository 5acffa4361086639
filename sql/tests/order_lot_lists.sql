-- Counts and metres of order lines against the rolls that they list.
begin;
select plan(18);

select set_config('test.lot', sample.a_lot_of_rolls('T-LOT', 4)::text, true);
create function pg_temp.roll(place integer) returns uuid language sql as
    $$select sample.roll_of(current_setting('test.lot')::uuid, place)$$;
update rolls set meters = 10 + position where lot_id = current_setting('test.lot')::uuid;
select set_config('test.open', sample.an_order_lot(sample.an_order('T-OPEN'), current_setting('test.lot')::uuid, pg_temp.roll(2), pg_temp.roll(1))::text, true);
select set_config('test.near', sample.an_order_lot(sample.an_order('T-NEAR'), current_setting('test.lot')::uuid, pg_temp.roll(1))::text, true);
select is_empty($$select * from ops.check_rule('order_lot_lists')$$, 'sound data says nothing');
update order_lots set selected_roll_meters = '12.00, 11' where id = current_setting('test.open')::uuid;
select is_empty($$select * from ops.check_rule('order_lot_lists')$$, 'a near miss says nothing: blanks, and zeros behind the point');
update order_lots set selected_roll_ids = l.list, roll_count = 7
from (values ('null'), (','), (gen_random_uuid()::text), (null)) as l (list) where id = current_setting('test.near')::uuid and l.list is null;
select is_empty($$select * from ops.check_rule('order_lot_lists')$$, 'nor does a line that lists none');
update order_lots set selected_roll_ids = pg_temp.roll(1) || ',' || gen_random_uuid() where id = current_setting('test.near')::uuid;
select is_empty($$select * from ops.check_rule('order_lot_lists')$$, 'one with a stranger');
update order_lots set selected_roll_ids = pg_temp.roll(1) || ',' || pg_temp.roll(1) where id = current_setting('test.near')::uuid;
select is_empty($$select * from ops.check_rule('order_lot_lists')$$, 'one with a repetition');
update order_lots set selected_roll_ids = pg_temp.roll(1) || ',' where id = current_setting('test.near')::uuid;
select is_empty($$select * from ops.check_rule('order_lot_lists')$$, 'or one with a blank');
update order_lots set selected_roll_ids = pg_temp.roll(1)::text, roll_count = 1 where id = current_setting('test.near')::uuid;

-- read with IN: the metres came in another order than the ids
update order_lots set selected_roll_meters = '11,12' where id = current_setting('test.open')::uuid;
select results_eq(
    $$select severity, message, subject, key ->> 'id', expected, observed, status, size from ops.check_rule('order_lot_lists')$$,
    $$values ('P2', 'order T-OPEN, lot T-LOT: 2 rolls of 11,12 m; its list is 2 rolls of 12,11 m', 'public.order_lots',
        current_setting('test.open'), '{"selected_roll_meters": "12,11"}'::jsonb, '{"selected_roll_meters": "11,12"}'::jsonb, 'violation', 23::numeric)$$,
    'metres in the wrong order are reported exactly'
);
update order_lots set selected_roll_meters = null where id = current_setting('test.open')::uuid;
select results_eq($$select message, observed from ops.check_rule('order_lot_lists')$$,
    $$values ('order T-OPEN, lot T-LOT: 2 rolls of null m; its list is 2 rolls of 12,11 m', '{"selected_roll_meters": null}'::jsonb)$$, 'so are none');
update order_lots set selected_roll_meters = '12,eleven', roll_count = 3 where id = current_setting('test.open')::uuid;
update order_lots set roll_count = 2 where id = current_setting('test.near')::uuid;
select results_eq($$select expected, observed from ops.check_rule('order_lot_lists') order by message$$,
    $$values ('{"roll_count": "1"}'::jsonb, '{"roll_count": "2"}'::jsonb),
        ('{"roll_count": "2", "selected_roll_meters": "12,11"}', '{"roll_count": "3", "selected_roll_meters": "12,eleven"}')$$,
    'and counts');

select results_eq(
    $$select before, after, state from ops.repair_integrity(rule => 'order_lot_lists', keys => array[current_setting('test.near')])$$,
    $$values ('{"roll_count": "2"}'::jsonb, '{"roll_count": "1"}'::jsonb, 'planned')$$, 'a plan for one line is for that line');
select is((select roll_count from order_lots where id = current_setting('test.near')::uuid), 2, 'and changes nothing');
select results_eq(
    $$select state, count(*) from ops.repair_integrity(dry_run => false, rule => 'order_lot_lists', reason => 'test') group by state$$,
    $$values ('applied', 2::bigint)$$, 'a repair mends both');
select is_empty($$select * from ops.check_rule('order_lot_lists')$$, 'the check is silent after the repair');
select is_empty($$select * from ops.repair_integrity(dry_run => false, rule => 'order_lot_lists', reason => 'again')$$, 'a second repair does nothing');
select results_eq(
    $$select state, count(*) from ops.undo((select max(run) from ops.change), 'test') group by state$$,
    $$values ('restored', 2::bigint)$$, 'undo restores both');
select results_eq($$select roll_count, selected_roll_meters from order_lots order by 1$$, $$values (2, '11'), (3, '12,eleven')$$, 'as they were');
update orders set fulfilled_at = now() where order_number = 'T-OPEN';
select results_eq($$select message like '%T-OPEN%', expected is null, detail #>> '{listed,roll_count}' from ops.check_rule('order_lot_lists') order by 1$$,
    $$values (false, false, '1'), (true, true, '2')$$, 'what has been shipped is left to a person');
select throws_ok($$select * from ops.repair_integrity(rule => 'order_lot_lists', keys => '{x}')$$, 'OP005', null, 'a bad key is refused');

select * from finish();
rollback;
