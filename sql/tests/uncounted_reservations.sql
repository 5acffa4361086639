-- Under the guard: exactly the reservations that hold stock are counted.
begin;
select plan(25);

select set_config('test.lot', sample.a_lot('T-LOT')::text, true);
select set_config('test.two', sample.a_lot('T-TWO')::text, true);
select set_config('test.old', sample.a_reservation()::text, true);
select set_config('test.new', sample.a_reservation()::text, true);
select sample.a_line(current_setting('test.old')::uuid, current_setting('test.lot')::uuid, 40);
select sample.a_line(current_setting('test.old')::uuid, current_setting('test.two')::uuid, 5);
select sample.a_line(current_setting('test.new')::uuid, current_setting('test.lot')::uuid, 10);
update reservations set status = 'released', canceled_at = now() where id = current_setting('test.old')::uuid;
create temporary view counters as select lot_number, reserved_meters from lots where lot_number like 'T-%' order by 1;

select is_empty($$select * from ops.check_rule('uncounted_reservations')$$, 'without the guard it says nothing');
select isnt_empty($$select * from ops.check_rule('stale_reservation_lines')$$, 'the lines are stale instead');
select count(*) from ops.set_policy('reservations', 'guard', 'test', dry_run => false);
select results_eq($$select * from counters$$, $$values ('T-LOT', 50.00), ('T-TWO', 5.00)$$, 'the guard moves no number by itself');
select results_eq(
    $$select severity, regexp_replace(message, 'RES[^ ]*', 'R'), cause, key ->> 'id', expected, observed, size from ops.check_reservations()$$,
    $$values ('P2', 'reservation R is released, and its 45.00 m still count', 'released', current_setting('test.old'),
        'false'::jsonb, 'true'::jsonb, 45.00)$$,
    'what counts although it is over is reported, an active reservation is not'
);
select results_eq($$select message like '%45.00%' from ops.check_rule('uncounted_reservations')$$, $$values (true)$$, 'once');
select is((select count(*) from ops.repair_reservations(rule => 'uncounted_reservations') where state = 'planned'), 3::bigint,
    'a plan has the entry and both counters');
select results_eq($$select * from counters$$, $$values ('T-LOT', 50.00), ('T-TWO', 5.00)$$, 'and changes nothing');
-- a limit counts violations: one may need more changes than that
update reservations set converted_by = created_by where id = current_setting('test.new')::uuid;
select results_eq(
    $$select rule, count(*) from ops.repair_reservations(max_rows => 2) group by rule order by min("position")$$,
    $$values ('uncounted_reservations', 3::bigint), ('reservation_stamps', 1)$$,
    'within two violations there is room for the next rule'
);
select results_eq(
    $$select rule, count(*) from ops.repair_reservations(max_rows => 1) group by rule$$,
    $$values ('uncounted_reservations', 3::bigint)$$,
    'within one there is not'
);
update reservations set converted_by = null where id = current_setting('test.new')::uuid;
select count(*) from ops.repair_reservations(rule => 'uncounted_reservations');
update lots set reserved_meters = 51 where lot_number = 'T-TWO';
select is((select string_agg(distinct state, ',') from ops.apply((select max(id) from ops.plan), 'test')), 'stale',
    'changes that belong together are made together or not at all');
select results_eq($$select * from counters$$, $$values ('T-LOT', 50.00), ('T-TWO', 51.00)$$, 'here not at all');
update lots set reserved_meters = 5 where lot_number = 'T-TWO';
select is((select string_agg(distinct state, ',') from ops.repair_reservations(dry_run => false, rule => 'uncounted_reservations', reason => 'test')),
    'applied', 'now they are');
select results_eq($$select * from counters$$, $$values ('T-LOT', 10.00), ('T-TWO', 0.00)$$, 'the metres can be sold again');
select is_empty($$select * from ops.check_reservations()$$, 'every rule holds, and the lines stay as history');
select is_empty($$select * from ops.repair_reservations(dry_run => false, rule => 'uncounted_reservations', reason => 'again')$$, 'a second repair does nothing');
select is((select string_agg(distinct state, ',') from ops.undo((select max(run) from ops.change), 'back')), 'restored', 'undo restores');
select results_eq($$select * from counters$$, $$values ('T-LOT', 50.00), ('T-TWO', 5.00)$$, 'every counter');
select is_empty($$select * from ops.uncounted_reservation$$, 'and the entry');

insert into ops.uncounted_reservation (reservation_id, why, since) values (current_setting('test.new')::uuid, 'released', now());
select results_eq(
    $$select regexp_replace(message, 'RES[^ ]*', 'R'), cause, expected, observed from ops.check_rule('uncounted_reservations') where cause = 'counts_again'$$,
    $$values ('reservation R is active, and its 10.00 m do not count', 'counts_again', 'true'::jsonb, 'false'::jsonb)$$,
    'what does not count although it holds is reported'
);
select is((select count(*) from ops.uncounted_reservations(array[current_setting('test.old')])), 1::bigint, 'a key narrows it');
select throws_ok($$select * from ops.repair_reservations(rule => 'uncounted_reservations', keys => '{x}')$$, 'OP005', null, 'a bad key is refused');

-- Two that share a lot: a plan changes no row twice, and says that one of them waits.
delete from ops.uncounted_reservation;
update reservations set status = 'released', canceled_at = now() where id = current_setting('test.new')::uuid;
delete from ops.uncounted_reservation;
update lots set reserved_meters = case lot_number when 'T-LOT' then 50 else 5 end where lot_number like 'T-%';
select is((select count(*) from ops.check_rule('uncounted_reservations')), 2::bigint, 'two reservations on one lot');
select count(*) from ops.repair_reservations(dry_run => false, rule => 'uncounted_reservations', reason => 'first');
select matches(ops._run_summary(ops.last_run()), '1 more violation of the same rows: plan again afterwards', 'the first repair says that one more waits');
select isnt_empty($$select * from ops.repair_reservations(dry_run => false, rule => 'uncounted_reservations', reason => 'second')$$, 'the second has it');
select results_eq($$select * from counters$$, $$values ('T-LOT', 0.00), ('T-TWO', 0.00)$$, 'and then nothing counts any more');

select * from finish();
rollback;
