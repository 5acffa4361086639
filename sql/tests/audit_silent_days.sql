-- Working days on which orders were made and the log has no row.
begin;
select plan(11);

select sample.a_user();
-- Friday 2 October 2026, in Istanbul
create function pg_temp.ordered(at timestamptz) returns uuid language sql as $$
    insert into orders (order_number, customer_name, created_by, created_at) values ('T-' || at || gen_random_uuid(), 'C', sample.a_user(), at) returning id$$;
select pg_temp.ordered('2026-10-02 12:00+03');
select is_empty($$select * from ops.check_rule('audit_silent_days')$$, 'without a log no day is silent');
select set_config('test.first', sample.an_entry('CREATE', 'lot', sample.a_lot('T-LOT'), at => '2026-10-01 12:00+03')::text, true);
select results_eq($$select severity, message, key, observed from ops.check_rule('audit_silent_days')$$,
    $$values ('P2', '2026-10-02: 1 orders, reservations, lots and deliveries were made, and the log has no row', '{"day": "2026-10-02"}'::jsonb, '1'::jsonb)$$,
    'a Friday with an order and no row is reported');
select set_config('test.second', sample.an_entry('UPDATE', 'lot', sample.a_lot('T-LOT'), at => '2026-10-02 21:30+00')::text, true);
select is((select count(*) from ops.check_rule('audit_silent_days')), 1::bigint, 'half past nine in London is Saturday in Istanbul');
update audit_logs set created_at = '2026-10-02 20:30+00' where id = current_setting('test.second')::uuid;
select is_empty($$select * from ops.check_rule('audit_silent_days')$$, 'one row is enough');
select pg_temp.ordered('2026-10-03 12:00+03');
select pg_temp.ordered('2026-10-01 11:00+03');
select pg_temp.ordered('2026-09-30 12:00+03');
select is_empty($$select * from ops.check_rule('audit_silent_days')$$, 'a Saturday says nothing, nor a day before the log');
select pg_temp.ordered('2026-10-05 12:00+03');
select pg_temp.ordered('2026-10-06 12:00+03');
select pg_temp.ordered('2026-10-06 12:00+03');
select is((select count(*) from ops.audit_silent_days(array['2026-10-05'])), 1::bigint, 'one key asks for one day');
select is((select count(*) from ops.check_rule('audit_silent_days')), 2::bigint, 'Monday and Tuesday are silent');
insert into ops.rule_setting (rule, thresholds, changed_by) values ('audit_silent_days', '{"made": 2}', 'test');
select results_eq($$select key ->> 'day' from ops.check_rule('audit_silent_days')$$, array['2026-10-06'], 'how many orders it takes can be set');
update lots set created_at = '2026-10-07 12:00+03' where lot_number = 'T-LOT';
select is((select count(*) from ops.check_rule('audit_silent_days')), 1::bigint, 'lots of an import do not count');
select set_config('test.res', sample.a_reservation('C')::text, true), set_config('test.in', sample.a_delivery('T-IN')::text, true);
update reservations set created_at = '2026-10-07 12:00+03' where id = current_setting('test.res')::uuid;
update incoming_stock set created_at = '2026-10-07 12:00+03' where id = current_setting('test.in')::uuid;
select results_eq($$select key ->> 'day', observed, detail from ops.check_rule('audit_silent_days') where key ->> 'day' = '2026-10-07'$$,
    $$values ('2026-10-07', '2'::jsonb, '{"made": 2, "orders": 0}'::jsonb)$$, 'reservations and deliveries do');
select throws_ok($$select * from ops.repair_audit(rule => 'audit_silent_days')$$, 'OP003', null, 'no row is invented');

select * from finish();
rollback;
