-- What the reservation counters are held to: lines, quarantine, guard, and back again.
begin;
select plan(32);

create temporary table before as
select tgname, tgenabled, pg_get_triggerdef(oid) as definition from pg_trigger
where tgrelid in ('public.reservation_lines'::regclass, 'public.reservations'::regclass, 'public.orders'::regclass, 'public.audit_logs'::regclass);
create temporary view counters as select lot_number, reserved_meters from lots where lot_number like 'T-%' order by 1;
create function pg_temp.id(name text) returns uuid language sql as $$select current_setting('test.' || name)::uuid$$;
select set_config('test.lot', sample.a_lot('T-LOT')::text, true);
select set_config('test.two', sample.a_lot('T-TWO')::text, true);
select set_config('test.a', sample.a_reservation()::text, true);
select set_config('test.b', sample.a_reservation()::text, true);
select set_config('test.line', sample.a_line(pg_temp.id('a'), pg_temp.id('lot'), 40)::text, true);

select throws_ok($$select * from ops.set_policy('email', 'guard', 'x')$$, 'OP005', 'area email has no policies', 'only reservations has policies');
select throws_ok($$select * from ops.set_policy('reservations', 'strict', 'x')$$, 'OP005', 'there is no policy ''strict''', 'of three kinds');
select throws_ok($$select * from ops.set_policy('reservations', 'guard', ' ')$$, 'OP009', null, 'for a reason');
select throws_ok($$select * from ops.set_policy('reservations', 'quarantine', 'x')$$, 'OP005', null, 'quarantine names its causes');
select throws_ok($$select * from ops.set_policy('reservations', 'quarantine', 'x', causes => '{weather}')$$, 'OP005', null, 'that exist');
select throws_ok($$select * from ops.set_policy('reservations', 'guard', 'x', causes => '{released}')$$, 'OP005', null, 'the others take none');
select is((select value from ops.policy('reservations') where topic = 'policy'), 'lines', 'the default is lines');

select is((select count(*) from ops.set_policy('reservations', 'guard', 'x') where topic = 'disabled'), 4::bigint, 'the plan shows what is replaced');
select is((select count(*) from ops.set_policy('reservations', 'guard', 'x') where topic = 'added'), 5::bigint, 'and by what');
select set_eq($$select tgname, tgenabled, pg_get_triggerdef(oid) from pg_trigger where tgrelid in ('public.reservation_lines'::regclass,
    'public.reservations'::regclass, 'public.orders'::regclass, 'public.audit_logs'::regclass)$$, $$select * from before$$, 'a plan changes nothing');

select is((select value from ops.set_policy('reservations', 'guard', 'x', dry_run => false) where topic = 'done'), 'in force', 'the guard is put in place');
select is((select value from ops.policy('reservations') where item = 'triggers'), 'in place', 'and says so');
select throws_ok($$select ops.uninstall()$$, 'OP020', null, 'the package cannot leave while it is');
update reservation_lines set lot_id = pg_temp.id('two') where id = pg_temp.id('line');
select results_eq($$select * from counters$$, $$values ('T-LOT', 0.00), ('T-TWO', 40.00)$$, 'a moved line moves its metres');
select lives_ok($$update reservation_lines set reserved_meters = 95 where id = pg_temp.id('line')$$, 'a line is given credit for what it holds already');
select throws_ok($$update reservation_lines set reserved_meters = 101 where id = pg_temp.id('line')$$, 'P0001',
    'Insufficient stock: available 100.00, requested 101.00', 'beyond that the application''s own words refuse');
select throws_ok($$select sample.a_line(pg_temp.id('b'), pg_temp.id('two'), 6)$$, 'P0001', 'Insufficient stock: available 5.00, requested 6.00', 'as they refuse a new line');
update reservation_lines set reserved_meters = 30 where id = pg_temp.id('line');
update reservations set status = 'released', canceled_at = now() where id = pg_temp.id('a');
select results_eq($$select * from counters$$, $$values ('T-LOT', 0.00), ('T-TWO', 0.00)$$, 'releasing gives the metres back');
select sample.a_line(pg_temp.id('a'), pg_temp.id('two'), 3);
select results_eq($$select * from counters$$, $$values ('T-LOT', 0.00), ('T-TWO', 0.00)$$, 'a line on a reservation that is over holds nothing');
update reservations set status = 'active' where id = pg_temp.id('a');
select results_eq($$select * from counters$$, $$values ('T-LOT', 0.00), ('T-TWO', 33.00)$$, 'reopening takes them again');
update reservations set status = 'canceled' where id = pg_temp.id('a');
select results_eq($$select * from counters$$, $$values ('T-LOT', 0.00), ('T-TWO', 0.00)$$, 'cancelling removes the lines, as the application does, and counts them once');

select sample.a_line(pg_temp.id('b'), pg_temp.id('lot'), 20);
update reservations set status = 'converted', converted_at = now() where id = pg_temp.id('b');
select results_eq($$select * from counters$$, $$values ('T-LOT', 20.00), ('T-TWO', 0.00)$$, 'converted, the order unknown: it holds');
select set_config('test.order', gen_random_uuid()::text, true);
insert into orders (id, customer_name, created_by) values (pg_temp.id('order'), 'C', sample.a_user());
insert into audit_logs (action, entity_type, entity_id, user_id, user_email, user_role, new_data)
values ('STATUS_CHANGE', 'lot', pg_temp.id('b'), sample.a_user(), 'f@x', 'admin', jsonb_build_object('order_id', pg_temp.id('order')));
delete from audit_logs where entity_id = pg_temp.id('b');
update orders set fulfilled_at = now(), fulfilled_by = sample.a_user() where id = pg_temp.id('order');
select results_eq($$select * from counters$$, $$values ('T-LOT', 0.00), ('T-TWO', 0.00)$$,
    'fulfilled, it does not, although the log''s row is gone');
update orders set fulfilled_at = null, fulfilled_by = null where id = pg_temp.id('order');
select results_eq($$select * from counters$$, $$values ('T-LOT', 20.00), ('T-TWO', 0.00)$$, 'and does again when the order is reopened');
update orders set fulfilled_at = now() where id = pg_temp.id('order');
select is_empty($$select * from ops.check_reservations()$$, 'every rule holds');

select results_eq($$select topic, value from ops.set_policy('reservations', 'lines', 'x', dry_run => false) where topic in ('first', 'done')$$,
    $$values ('first', '1 reservations'), ('done', 'the guard is still in place')$$, 'it does not leave while lines do not count');
select throws_ok($$select ops.uninstall()$$, 'OP020', null, 'nor does the package');
select count(*) from ops.repair_reservations(dry_run => false, rule => 'uncounted_reservations', reason => 'back to lines');
select is((select value from ops.set_policy('reservations', 'lines', 'x', dry_run => false) where topic = 'done'), 'in force', 'afterwards it does');
select set_eq($$select tgname, tgenabled, pg_get_triggerdef(oid) from pg_trigger where tgrelid in ('public.reservation_lines'::regclass,
    'public.reservations'::regclass, 'public.orders'::regclass, 'public.audit_logs'::regclass)$$, $$select * from before$$,
    'and every trigger is as it was');
select results_eq($$select * from counters$$, $$values ('T-LOT', 20.00), ('T-TWO', 0.00)$$, 'the counters are the application''s again');

select count(*) from ops.set_policy('reservations', 'quarantine', 'x', causes => '{converted_fulfilled}', dry_run => false);
select is((select value from ops.policy('reservations') where topic = 'decision'), 'quarantine', 'quarantine is a standing decision for the causes named');
select results_eq($$select action, state from ops.repair_reservations()$$, $$values ('delete', 'planned')$$, 'that plans follow');

select * from finish();
rollback;
