-- lots.reserved_meters against the lines that point at the lot.
begin;
select plan(21);

select set_config('test.res', sample.a_reservation()::text, true);
select set_config('test.near', sample.a_lot('T-NEAR')::text, true);
select set_config('test.lot', sample.a_lot('T-LOT')::text, true);
select sample.a_line(current_setting('test.res')::uuid, current_setting('test.near')::uuid, 30);
select sample.a_line(current_setting('test.res')::uuid, current_setting('test.lot')::uuid, 25);
select sample.a_line(current_setting('test.res')::uuid, current_setting('test.lot')::uuid, 15);

select is_empty($$select * from ops.check_rule('lot_reserved_meters')$$, 'sound data says nothing');
update reservations set status = 'released', canceled_at = now() where id = current_setting('test.res')::uuid;
select is_empty($$select * from ops.check_rule('lot_reserved_meters')$$,
    'a near miss says nothing: a released reservation''s lines still count, as the app''s triggers count them');

update lots set reserved_meters = 140 where id = current_setting('test.lot')::uuid;
select results_eq(
    $$select severity, rule, message, subject, key ->> 'id', expected #>> '{}', observed #>> '{}', status, size
      from ops.check_rule('lot_reserved_meters')$$,
    $$values ('P1', 'lot_reserved_meters', 'lot T-LOT: reserved meters 140.00 m, should be 40.00 m (+100.00)',
        'public.lots', current_setting('test.lot'), '40.00', '140.00', 'violation', 100.00)$$,
    'the broken lot is reported exactly'
);
update lots set reserved_meters = 29.99 where id = current_setting('test.near')::uuid;
select is((select count(*) from ops.check_rule('lot_reserved_meters')), 2::bigint, 'a centimetre is a drift');
select results_eq($$select message, status from ops.check_rule('lot_reserved_meters', max_rows => 1)$$,
    $$values ('lot T-LOT: reserved meters 140.00 m, should be 40.00 m (+100.00)', 'violation'), ('1 more row (0.01 m)', 'more')$$,
    'a limit shows the worst and counts the rest');

select results_eq(
    $$select action, before, after, state from ops.repair_reservations(rule => 'lot_reserved_meters') where key ->> 'id' = current_setting('test.lot')$$,
    $$values ('update', '{"reserved_meters": "140.00"}'::jsonb, '{"reserved_meters": "40.00"}'::jsonb, 'planned')$$,
    'the plan shows before and after'
);
select is((select reserved_meters from lots where id = current_setting('test.lot')::uuid), 140.00, 'a plan changes nothing');
select set_config('test.plan', (select max(id)::text from ops.plan), true);
select results_eq(
    $$select state, count(*) from ops.apply(current_setting('test.plan')::bigint, 'test') group by state$$,
    $$values ('applied', 2::bigint)$$, 'applying the plan mends both lots');
select results_eq($$select lot_number, reserved_meters from lots where lot_number like 'T-%' order by 1$$,
    $$values ('T-LOT', 40.00), ('T-NEAR', 30.00)$$, 'the counters equal their lines');
select is_empty($$select * from ops.check_rule('lot_reserved_meters')$$, 'the check is silent after the repair');
select is_empty($$select * from ops.repair_reservations(dry_run => false, rule => 'lot_reserved_meters', reason => 'again')$$,
    'a second repair does nothing');
select throws_ok($$select * from ops.apply(current_setting('test.plan')::bigint, 'test')$$, 'OP008', null, 'a plan is applied once');

select set_config('test.run', (select max(id)::text from ops.run where plan = current_setting('test.plan')::bigint), true);
select results_eq(
    $$select state, count(*) from ops.undo(current_setting('test.run')::bigint, 'test') group by state$$,
    $$values ('restored', 2::bigint)$$, 'undo restores both lots');
select results_eq($$select lot_number, reserved_meters from lots where lot_number like 'T-%' order by 1$$,
    $$values ('T-LOT', 140.00), ('T-NEAR', 29.99)$$, 'to the centimetre');
select throws_ok($$select * from ops.undo(current_setting('test.run')::bigint, 'test')$$, 'OP012', null, 'a run is undone once');

select results_eq(
    $$select key ->> 'id', after ->> 'reserved_meters', state from ops.repair_reservations(
        dry_run => false, rule => 'lot_reserved_meters', keys => array[current_setting('test.lot')], reason => 'one lot')$$,
    $$values (current_setting('test.lot'), '40.00', 'applied')$$, 'a repair of one key changes that lot to its own sum'
);
select is((select count(*) from ops.check_rule('lot_reserved_meters')), 1::bigint, 'and no other');
update lots set reserved_meters = 50 where id = current_setting('test.near')::uuid;
delete from reservation_lines where lot_id = current_setting('test.near')::uuid;
select results_eq($$select expected #>> '{}', observed #>> '{}' from ops.check_rule('lot_reserved_meters') where message like '%T-NEAR%'$$,
    $$values ('0.00', '20.00')$$, 'a lot without lines is held to zero');
select throws_ok($$select * from ops.check_rule('lot_reserved_meters', max_rows => 0)$$, 'OP005', null, 'a limit of zero is refused');

insert into ops.uncounted_reservation (reservation_id, why, since) values (gen_random_uuid(), 'released', now());
select isnt_empty($$select * from ops.lot_reserved_meters(array[current_setting('test.lot')::uuid])$$, 'what the guard does not count of others counts here');
insert into ops.uncounted_reservation (reservation_id, why, since) values (current_setting('test.res')::uuid, 'released', now());
select is_empty($$select * from ops.lot_reserved_meters(array[current_setting('test.lot')::uuid])$$, 'its own lines that the guard does not count do not');

select * from finish();
rollback;
