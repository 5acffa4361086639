-- Reservation lines against the rolls that they list.
begin;
select plan(7);

select set_config('test.lot', sample.a_lot_of_rolls('T-LOT', 4)::text, true);
select set_config('test.res', sample.a_reservation()::text, true);
update reservations set reservation_number = 'T-RES' where id = current_setting('test.res')::uuid;
-- three lines: two rolls, none, and lists that are another rule's matter
insert into reservation_lines (id, reservation_id, scope, lot_id, quality, color, reserved_meters, roll_ids)
select ('00000000-0000-4000-8000-00000000000' || n)::uuid, current_setting('test.res')::uuid, 'INVENTORY', current_setting('test.lot')::uuid, 'Q', 'ecru',
    case n when 1 then 20 else 7 end,
    case n when 1 then sample.roll_of(current_setting('test.lot')::uuid, 1) || ', ' || sample.roll_of(current_setting('test.lot')::uuid, 2) end
from generate_series(1, 3) as n;
select is_empty($$select * from ops.check_rule('line_roll_meters')$$, 'sound data says nothing, nor does a line without rolls');
alter table reservation_lines disable trigger user;
update reservation_lines set reserved_meters = 20.01 where id = '00000000-0000-4000-8000-000000000001';
select is_empty($$select * from ops.check_rule('line_roll_meters')$$, 'a near miss says nothing: a centimetre');
update reservation_lines set roll_ids = l.list from (values
    (2, sample.roll_of(current_setting('test.lot')::uuid, 3) || ',' || gen_random_uuid()), (3, sample.roll_of(current_setting('test.lot')::uuid, 3) || ',')) as l (n, list)
where id = ('00000000-0000-4000-8000-00000000000' || l.n)::uuid;
select is_empty($$select * from ops.check_rule('line_roll_meters')$$, 'nor do lists with a stranger or a blank');
update reservation_lines set reserved_meters = 15 where id = '00000000-0000-4000-8000-000000000001';
select results_eq(
    $$select severity, message, subject, key ->> 'id', expected #>> '{}', observed #>> '{}', status, size, detail ->> 'reservation_status' from ops.check_rule('line_roll_meters')$$,
    $$values ('P2', 'reservation T-RES, line Q ecru: holds 15.00 m, its 2 rolls are 20 m', 'public.reservation_lines', '00000000-0000-4000-8000-000000000001',
        '20', '15.00', 'violation', 5.00, 'active')$$,
    'a line that holds less than its rolls is reported exactly'
);
update reservation_lines set reserved_meters = 7, roll_ids = sample.roll_of(current_setting('test.lot')::uuid, 3)::text where id = '00000000-0000-4000-8000-000000000003';
select results_eq($$select size from ops.check_rule('line_roll_meters')$$, $$values (5.00), (3.00)$$, 'and every other one');
select is((select size from ops.line_roll_meters(array['00000000-0000-4000-8000-000000000003'])), 3.00, 'one can be asked for alone');
select throws_ok($$select * from ops.repair_integrity(rule => 'line_roll_meters')$$, 'OP003', null, 'what was promised, the customer knows');

select * from finish();
rollback;
