-- Deliveries that should have arrived.
begin;
select plan(6);

select set_config('test.late', sample.a_delivery('T-LATE')::text, true), set_config('test.today', sample.a_delivery('T-TODAY')::text, true), set_config('test.done', sample.a_delivery('T-DONE')::text, true), sample.a_delivery('T-OPEN');
update incoming_stock set expected_arrival_date = ops.today() where invoice_number in ('T-TODAY', 'T-LATE');
update incoming_stock set expected_arrival_date = ops.today() - 3, received_meters = 100 where invoice_number = 'T-DONE';
select is_empty($$select * from ops.check_rule('incoming_overdue')$$, 'sound data says nothing: due today, arrived, or without a day');
update incoming_stock set expected_arrival_date = ops.today() - 3, received_meters = 30, reserved_meters = 12 where invoice_number = 'T-LATE';
select results_eq(
    $$select severity, message, subject, key ->> 'id', expected, observed #>> '{}', status, size from ops.check_rule('incoming_overdue')$$,
    $$values ('P3', 'incoming T-LATE: 70.00 m expected 3 days ago, 12.00 m promised', 'public.incoming_stock', current_setting('test.late'), null::jsonb,
        (ops.today() - 3)::text, 'violation', 70.00)$$,
    'a late delivery is reported exactly'
);
update incoming_stock set invoice_number = null where id = current_setting('test.late')::uuid;
select matches((select message from ops.check_rule('incoming_overdue')), '^incoming Q-T-LATE ecru: ', 'by its article where it has no number');
select is((select count(*) from ops.incoming_overdue(array[current_setting('test.today')])), 0::bigint, 'one can be asked for alone');
update ops.clock set shift = '1 day';
select is((select count(*) from ops.check_rule('incoming_overdue')), 2::bigint, 'tomorrow today is late');
select throws_ok($$select * from ops.repair_integrity(rule => 'incoming_overdue')$$, 'OP003', null, 'the supplier must be asked');

select * from finish();
rollback;
