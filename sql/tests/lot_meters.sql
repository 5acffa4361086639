-- lots.meters and roll_count against the rolls that are still there.
begin;
select plan(19);

select set_config('test.lot', sample.a_lot_of_rolls('T-LOT', 3)::text, true);
select set_config('test.near', sample.a_lot('T-NEAR', 100.01)::text, true);
select set_config('test.bare', sample.a_lot('T-BARE', 55)::text, true);
select set_config('test.gone', sample.a_lot_of_rolls('T-GONE', 1)::text, true);
select sample.a_roll(current_setting('test.near')::uuid, 33.335, n) from generate_series(1, 3) as n;
update lots set roll_count = 3 where id = current_setting('test.near')::uuid;
update rolls set status = 'fulfilled' where lot_id = current_setting('test.gone')::uuid;
update lots set meters = 77 where id = current_setting('test.gone')::uuid;
select is_empty($$select * from ops.check_rule('lot_meters')$$,
    'sound data says nothing; nor do half a centimetre, a lot without roll rows, and one whose rolls are all gone');

update lots set meters = 42 where id = current_setting('test.lot')::uuid;
select results_eq(
    $$select severity, message, subject, key ->> 'id', expected, observed, status, size from ops.check_rule('lot_meters')$$,
    $$values ('P1', 'lot T-LOT: 42.00 m in 3 rolls, its rolls are 30 m in 3 (+12.00)', 'public.lots', current_setting('test.lot'),
        '{"meters": "30.00"}'::jsonb, '{"meters": "42.00"}'::jsonb, 'violation', 12.00)$$,
    'a lot with too many metres is reported exactly'
);
update lots set meters = 30, roll_count = 1 where id = current_setting('test.lot')::uuid;
select results_eq(
    $$select message, expected, observed, size from ops.check_rule('lot_meters')$$,
    $$values ('lot T-LOT: 30.00 m in 1 roll, its rolls are 30 m in 3', '{"roll_count": "3"}'::jsonb, '{"roll_count": "1"}'::jsonb, 0::numeric)$$,
    'and so is one that only counts wrong'
);
update rolls set status = 'fulfilled' where id = sample.roll_of(current_setting('test.lot')::uuid, 2);
update lots set meters = 99.98 where id = current_setting('test.near')::uuid;
select results_eq(
    $$select expected, observed, size from ops.check_rule('lot_meters') order by message$$,
    $$values ('{"meters": "20.00", "roll_count": "2"}'::jsonb, '{"meters": "30.00", "roll_count": "1"}'::jsonb, 10.00),
        ('{"meters": "100.01"}'::jsonb, '{"meters": "99.98"}'::jsonb, 0.025)$$,
    'a roll that has left counts no more; allocated ones do'
);
update rolls set status = 'allocated' where id = sample.roll_of(current_setting('test.lot')::uuid, 1);

select results_eq(
    $$select action, before, after, state from ops.repair_integrity(rule => 'lot_meters', keys => array[current_setting('test.near')])$$,
    $$values ('update', '{"meters": "99.98"}'::jsonb, '{"meters": "100.01"}'::jsonb, 'planned')$$, 'a plan for one lot is for that lot');
select is((select meters from lots where id = current_setting('test.near')::uuid), 99.98, 'and changes nothing');
select results_eq(
    $$select state, count(*) from ops.repair_integrity(dry_run => false, rule => 'lot_meters', reason => 'test') group by state$$,
    $$values ('applied', 2::bigint)$$, 'a repair mends both');
select results_eq($$select lot_number, meters, roll_count from lots where lot_number like 'T-%' order by 1$$,
    $$values ('T-BARE', 55.00, 1), ('T-GONE', 77.00, 1), ('T-LOT', 20.00, 2), ('T-NEAR', 100.01, 3)$$, 'and touches no other lot');
select is_empty($$select * from ops.check_rule('lot_meters')$$, 'the check is silent after the repair');
select is_empty($$select * from ops.repair_integrity(dry_run => false, rule => 'lot_meters', reason => 'again')$$, 'a second repair does nothing');
select results_eq(
    $$select state, count(*) from ops.undo((select max(run) from ops.change), 'test') group by state$$,
    $$values ('restored', 2::bigint)$$, 'undo restores both');
select results_eq($$select lot_number, meters, roll_count from lots where lot_number in ('T-LOT', 'T-NEAR') order by 1$$,
    $$values ('T-LOT', 30.00, 1), ('T-NEAR', 99.98, 3)$$, 'as they were');

-- what cannot be stored, and what is still being written
update lots set meters = 30, roll_count = 3 where id = current_setting('test.lot')::uuid;
update lots set meters = 100.01 where id = current_setting('test.near')::uuid;
update rolls set status = 'available' where lot_id = current_setting('test.lot')::uuid;
update rolls set status = 'available', meters = 0.004 where lot_id = current_setting('test.gone')::uuid;
select results_eq($$select message, expected from ops.check_rule('lot_meters')$$,
    $$values ('lot T-GONE: 77.00 m in 1 roll, its rolls are 0.004 m in 1 (+77.00)', null::jsonb)$$,
    'less than a centimetre is not written, for no lot can be empty');
update rolls set meters = 70 where lot_id = current_setting('test.gone')::uuid;
select results_eq($$select expected ->> 'meters' from ops.check_rule('lot_meters')$$, $$values ('70.00')$$, 'enough is');
select set_config('test.order', sample.an_order('T-ORDER')::text, true);
select sample.an_order_lot(current_setting('test.order')::uuid, current_setting('test.gone')::uuid, sample.roll_of(current_setting('test.gone')::uuid, 1));
select is((select expected ->> 'meters' from ops.check_rule('lot_meters')), '70.00', 'an order of yesterday is settled');
update orders set action_required = true where id = current_setting('test.order')::uuid;
select results_eq($$select message is not null, expected from ops.check_rule('lot_meters')$$, $$values (true, null::jsonb)$$,
    'a lot of an order written this minute is reported, but not repaired');
update ops.clock set shift = '61 seconds';
select is((select expected ->> 'meters' from ops.check_rule('lot_meters')), '70.00', 'a minute later it is');
select sample.a_receipt(null, current_setting('test.gone')::uuid, 5, interval '-60 seconds');
select results_eq($$select message is not null, expected from ops.check_rule('lot_meters')$$, $$values (true, null::jsonb)$$,
    'and so is a lot that was received this minute');
select throws_ok($$select * from ops.repair_integrity(rule => 'lot_meters', keys => '{x}')$$, 'OP005', null, 'a bad key is refused');

select * from finish();
rollback;
