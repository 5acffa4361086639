-- rolls.status against the orders that name the roll.
begin;
select plan(22);

select set_config('test.lot', sample.a_lot_of_rolls('T-LOT', 9)::text, true);
create function pg_temp.roll(place integer) returns uuid language sql as
    $$select sample.roll_of(current_setting('test.lot')::uuid, place)$$;
select set_config('test.open', sample.an_order('T-OPEN')::text, true);
select set_config('test.done', sample.an_order('T-DONE', true)::text, true);
select set_config('test.void', sample.an_order('T-VOID', status => 'cancelled')::text, true);
select sample.an_order_lot(current_setting('test.open')::uuid, current_setting('test.lot')::uuid, pg_temp.roll(1));
select sample.an_order_lot(current_setting('test.done')::uuid, current_setting('test.lot')::uuid, pg_temp.roll(2), pg_temp.roll(3));
select sample.an_order_lot(current_setting('test.void')::uuid, current_setting('test.lot')::uuid, pg_temp.roll(4), pg_temp.roll(5));
update rolls set status = 'allocated' where id = pg_temp.roll(1);
update rolls set status = 'fulfilled' where id in (pg_temp.roll(2), pg_temp.roll(3), pg_temp.roll(5), pg_temp.roll(9));
select is_empty($$select * from ops.check_rule('roll_status')$$,
    'sound data says nothing, and neither does a roll that left by an order since deleted or cancelled');
update order_lots set selected_roll_ids = ' , nonsense,' || upper(pg_temp.roll(1)::text) || ', ' where order_id = current_setting('test.open')::uuid;
select is_empty($$select * from ops.check_rule('roll_status')$$, 'a near miss says nothing: blanks, garbage and capitals in the list');

update rolls set status = 'available' where id = pg_temp.roll(1);
select results_eq(
    $$select severity, message, cause, subject, key ->> 'id', expected, observed, status, size from ops.check_rule('roll_status')$$,
    $$values ('P1', 'lot T-LOT, roll 1 of 10 m: status available, should be allocated by order T-OPEN', 'unknown', 'public.rolls',
        pg_temp.roll(1)::text, '{"status": "allocated"}'::jsonb, '{"status": "available"}'::jsonb, 'violation', 10::numeric)$$,
    'a roll of an open order that can still be sold is reported exactly'
);
update rolls set status = 'allocated' where id = pg_temp.roll(4);
update rolls set status = 'allocated' where id in (pg_temp.roll(2), pg_temp.roll(3), pg_temp.roll(8));
select sample.a_ledger_row(pg_temp.roll(2), current_setting('test.done')::uuid);
insert into inventory_transactions (roll_id, transaction_type, quantity_change, source_type)
values (pg_temp.roll(3), 'STOCK_ADJUSTMENT', 1, 'count');
select results_eq(
    $$select message, cause, expected ->> 'status' from ops.check_rule('roll_status') order by message$$,
    $$values ('lot T-LOT, roll 1 of 10 m: status available, should be allocated by order T-OPEN', 'unknown', 'allocated'),
        ('lot T-LOT, roll 2 of 10 m: status allocated, should be fulfilled by order T-DONE', 'half_fulfilled', 'fulfilled'),
        ('lot T-LOT, roll 3 of 10 m: status allocated, should be fulfilled by order T-DONE', 'unknown', 'fulfilled'),
        ('lot T-LOT, roll 4 of 10 m: status allocated, should be available by order T-VOID', 'cancelled_order', 'available'),
        ('lot T-LOT, roll 8 of 10 m: status allocated, should be available', 'unknown', 'available')$$,
    'each cause has its witness: the ledger, or the cancelled order'
);

select results_eq(
    $$select action, before, after, state from ops.repair_integrity(rule => 'roll_status', keys => array[pg_temp.roll(4)::text])$$,
    $$values ('update', '{"status": "allocated"}'::jsonb, '{"status": "available"}'::jsonb, 'planned')$$, 'a plan for one roll is for that roll');
select is((select status from rolls where id = pg_temp.roll(4)), 'allocated', 'and changes nothing');
select results_eq(
    $$select state, count(*) from ops.repair_integrity(dry_run => false, rule => 'roll_status', reason => 'test') group by state$$,
    $$values ('applied', 5::bigint)$$, 'a repair mends them all');
select results_eq($$select position, status from rolls where lot_id = current_setting('test.lot')::uuid order by position$$,
    $$values (1, 'allocated'), (2, 'fulfilled'), (3, 'fulfilled'), (4, 'available'), (5, 'fulfilled'), (6, 'available'),
        (7, 'available'), (8, 'available'), (9, 'fulfilled')$$, 'to what their orders say');
select is_empty($$select * from ops.check_rule('roll_status')$$, 'the check is silent after the repair');
select is_empty($$select * from ops.repair_integrity(dry_run => false, rule => 'roll_status', reason => 'again')$$, 'a second repair does nothing');
select results_eq(
    $$select state, count(*) from ops.undo((select max(run) from ops.change), 'test') group by state$$,
    $$values ('restored', 5::bigint)$$, 'undo restores them');
select results_eq($$select position, status from rolls where lot_id = current_setting('test.lot')::uuid and position in (1, 2, 4) order by position$$,
    $$values (1, 'available'), (2, 'allocated'), (4, 'allocated')$$, 'as they were');
select is((select count(*) from ops.repair_integrity(dry_run => false, rule => 'roll_status', reason => 'for good') where state = 'applied'), 5::bigint,
    'and they can be mended again');

-- what only a person can know
select sample.an_order_lot(sample.an_order('T-SECOND'), current_setting('test.lot')::uuid, pg_temp.roll(1), pg_temp.roll(6));
select sample.an_order_lot(sample.an_order('T-BACK', true, 'cancelled'), current_setting('test.lot')::uuid, pg_temp.roll(7));
update rolls set status = 'available' where id = pg_temp.roll(1);
update rolls set status = 'fulfilled' where id = pg_temp.roll(6);
update rolls set status = 'allocated' where id = pg_temp.roll(7);
select results_eq(
    $$select observed ->> 'status', cause, expected, (detail ->> 'orders')::integer from ops.check_rule('roll_status') order by message$$,
    $$values ('available', 'ambiguous', null::jsonb, 2), ('fulfilled', 'ambiguous', null, 1), ('allocated', 'ambiguous', null, 0)$$,
    'two orders, a fulfilled roll of an open order, and goods that may have come back are left to a person');
select results_eq($$select state, action from ops.repair_integrity(rule => 'roll_status') group by state, action$$,
    $$values ('decide', null::text)$$, 'and so does the plan');

-- an order that the application is still writing
update rolls set status = 'available' where id = pg_temp.roll(3);
update orders set status = 'fulfilled' where order_number = 'T-DONE';
select results_eq($$select expected, detail ->> 'unsettled' from ops.check_rule('roll_status') where message like '%roll 3 of%'$$,
    $$values (null::jsonb, 'true')$$, 'a roll of an order written this minute is reported, but not repaired');
update ops.clock set shift = '61 seconds';
select results_eq($$select expected ->> 'status', detail ->> 'unsettled' from ops.check_rule('roll_status') where message like '%roll 3 of%'$$,
    $$values ('fulfilled', null::text)$$, 'a minute later it is');
update ops.clock set shift = '0';
insert into ops.rule_setting (rule, thresholds, changed_by) values ('roll_status', '{"settle_seconds": 0}', 'test');
select results_eq($$select expected ->> 'status' from ops.check_rule('roll_status') where message like '%roll 3 of%'$$,
    $$values ('fulfilled')$$, 'the minute is a threshold');
update orders set status = null where order_number = 'T-DONE';
select is((select expected ->> 'status' from ops.check_rule('roll_status') where message like '%roll 3 of%'), 'fulfilled', 'an order without a status counts');
select is((select count(*) from ops.check_rule('roll_status')), 4::bigint, 'and nothing else has come up');
select throws_ok($$select * from ops.repair_integrity(rule => 'roll_status', keys => '{x}')$$, 'OP005', null, 'a bad key is refused');

-- More than a hundred: every list is read then.
select set_config('test.many', sample.a_lot_of_rolls('T-MANY', 101)::text, true);
select sample.an_order_lot(sample.an_order('T-ALSO'), current_setting('test.many')::uuid, sample.roll_of(current_setting('test.many')::uuid, 101));
update rolls set status = 'allocated' where lot_id = current_setting('test.many')::uuid and "position" < 101;
select results_eq(
    $$select message like '%by order T-ALSO', count(*) from ops.check_rule('roll_status') where message like 'lot T-MANY%' group by 1 order by 1$$,
    $$values (false, 100::bigint), (true, 1)$$,
    'a hundred and one are all reported, the one that an order names with it'
);

select * from finish();
rollback;
