-- Deliveries of which more arrived than was expected.
begin;
select plan(4);

select set_config('test.in', sample.a_delivery('T-IN')::text, true), set_config('test.other', sample.a_delivery('T-OTHER')::text, true);
update incoming_stock set received_meters = 100;
select is_empty($$select * from ops.check_rule('incoming_over_received')$$, 'sound data says nothing: all that was expected');
update incoming_stock set received_meters = 112.5 where id = current_setting('test.in')::uuid;
select results_eq(
    $$select severity, message, subject, key ->> 'id', expected, observed #>> '{}', status, size from ops.check_rule('incoming_over_received')$$,
    $$values ('P3', 'incoming T-IN: 112.50 m received of 100.00 m expected (+12.50)', 'public.incoming_stock', current_setting('test.in'), null::jsonb,
        '112.50', 'violation', 12.50)$$,
    'more than expected is reported exactly'
);
select is((select count(*) from ops.incoming_over_received(array[current_setting('test.other')])), 0::bigint, 'one can be asked for alone');
select throws_ok($$select * from ops.repair_integrity(rule => 'incoming_over_received')$$, 'OP003', null, 'what lies on the shelf is not in the database');

select * from finish();
rollback;
