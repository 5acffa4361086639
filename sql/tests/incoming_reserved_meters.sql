-- incoming_stock.reserved_meters against the lines that point at the delivery.
begin;
select plan(11);

select set_config('test.res', sample.a_reservation()::text, true);
select set_config('test.in', sample.a_delivery('T-IN')::text, true);
select set_config('test.lot', sample.a_lot('T-LOT')::text, true);
select sample.an_incoming_line(current_setting('test.res')::uuid, current_setting('test.in')::uuid, 15);
select sample.an_incoming_line(current_setting('test.res')::uuid, current_setting('test.in')::uuid, 10);
select sample.a_line(current_setting('test.res')::uuid, current_setting('test.lot')::uuid, 40);

select is_empty($$select * from ops.check_rule('incoming_reserved_meters')$$, 'sound data says nothing');
update incoming_stock set received_meters = 100 where id = current_setting('test.in')::uuid;
select is_empty($$select * from ops.check_rule('incoming_reserved_meters')$$, 'a near miss says nothing: over-receipt leaves the sum right');

update incoming_stock set reserved_meters = 5 where id = current_setting('test.in')::uuid;
select results_eq(
    $$select message, subject, expected #>> '{}', observed #>> '{}' from ops.check_rule('incoming_reserved_meters')$$,
    $$values ('incoming T-IN: reserved meters 5.00 m, should be 25.00 m (-20.00)', 'public.incoming_stock', '25.00', '5.00')$$,
    'the broken delivery is reported exactly'
);
select results_eq($$select before, after from ops.repair_reservations(rule => 'incoming_reserved_meters')$$,
    $$values ('{"reserved_meters": "5.00"}'::jsonb, '{"reserved_meters": "25.00"}'::jsonb)$$, 'the plan says what it would do');
select is((select reserved_meters from incoming_stock where id = current_setting('test.in')::uuid), 5.00, 'and does nothing');
select results_eq($$select state from ops.repair_reservations(dry_run => false, rule => 'incoming_reserved_meters', reason => 'test')$$,
    $$values ('applied')$$, 'planning and applying at once mends it');
select is_empty($$select * from ops.check_rule('incoming_reserved_meters')$$, 'the check is silent');
select results_eq($$select state from ops.undo(ops.last_run(), 'test')$$, $$values ('restored')$$, 'undo restores it');
select is((select reserved_meters from incoming_stock where id = current_setting('test.in')::uuid), 5.00, 'exactly');

insert into ops.uncounted_reservation (reservation_id, why, since) values (gen_random_uuid(), 'released', now());
select isnt_empty($$select * from ops.incoming_reserved_meters(array[current_setting('test.in')::uuid])$$, 'what the guard does not count of others counts here');
insert into ops.uncounted_reservation (reservation_id, why, since) values (current_setting('test.res')::uuid, 'released', now());
select is_empty($$select * from ops.incoming_reserved_meters(array[current_setting('test.in')::uuid])$$, 'its own lines that the guard does not count do not');

select * from finish();
rollback;
