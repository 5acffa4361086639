-- Converted reservations of which no order is known.
begin;
select plan(17);

create temporary view picture as
select 'reservation' as kind, to_jsonb(r) - 'updated_at' as row from reservations as r
union all select 'line', to_jsonb(l) from reservation_lines as l
union all select 'lot', to_jsonb(t) - 'updated_at' from lots as t
union all select 'incoming', to_jsonb(i) - 'updated_at' from incoming_stock as i
union all select 'order lot', to_jsonb(o) from order_lots as o;

select set_config('test.lot', sample.a_lot('T-LOT')::text, true);
select set_config('test.res', sample.a_reservation('Ayşe')::text, true);
select sample.a_line(current_setting('test.res')::uuid, current_setting('test.lot')::uuid, m) from unnest(array[25, 15]) as m;
select is_empty($$select * from ops.check_rule('unlinked_conversions')$$, 'sound data says nothing');
update reservations set status = 'converted', converted_at = '2026-03-01 12:00+03', convert_reason = 'payment_confirmation', converted_by = sample.a_user() where id = current_setting('test.res')::uuid;
select is_empty($$select * from ops.check_rule('unlinked_conversions')$$, 'with an empty log nothing is proven');
insert into audit_logs (action, entity_type, entity_id, user_id, user_email, user_role, created_at) values ('CREATE', 'lot', gen_random_uuid(), sample.a_user(), 'f@x', 'admin', '2026-03-02 12:00+03');
select is_empty($$select * from ops.check_rule('unlinked_conversions')$$, 'a near miss says nothing: converted before the log begins');
update audit_logs set created_at = '2026-02-28 12:00+03';
select results_eq(
    $$select severity, regexp_replace(message, 'RES[^ ]*', 'R'), size from ops.check_rule('unlinked_conversions')$$,
    $$values ('P1', 'reservation R of Ayşe was converted on 2026-03-01, and has no order', 40.00)$$, 'it is reported exactly');
insert into audit_logs (action, entity_type, entity_id, user_id, user_email, user_role, new_data)
values ('STATUS_CHANGE', 'lot', current_setting('test.res')::uuid, sample.a_user(), 'f@x', 'admin', jsonb_build_object('order_id', gen_random_uuid()));
select is_empty($$select * from ops.check_rule('unlinked_conversions')$$, 'an order that is named there was made');
delete from audit_logs where action = 'STATUS_CHANGE';
select throws_ok($$select * from ops.repair_reservations(rule => 'unlinked_conversions', keys => array['no key'])$$, 'OP005', null, 'a bad key is refused');
create temporary table was as select * from picture;
select isnt_empty($$select * from ops.repair_reservations(rule => 'unlinked_conversions', choice => 'reactivate') where state = 'planned'$$, 'the plan says what reactivate does');
select set_eq('select * from picture', 'select * from was', 'a plan changes nothing');
select results_eq(
    $$select state, count(*) from ops.repair_reservations(dry_run => false, rule => 'unlinked_conversions', choice => 'reactivate', keys => array[current_setting('test.res')], reason => 'test') group by state$$,
    $$values ('applied', 1::bigint)$$, 'reactivate is applied'
);
select results_eq($$select status::text, converted_at, converted_by, convert_reason::text from reservations where id = current_setting('test.res')::uuid$$,
    $$values ('active', null::timestamptz, null::uuid, null::text)$$, 'it is active again');
select is_empty($$select * from ops.check_rule('reservation_stamps')$$, 'and no stamp is left behind');
select is_empty($$select * from ops.check_rule('unlinked_conversions')$$, 'the check is silent after it');
select is_empty($$select * from ops.check_rule('lot_reserved_meters')$$, 'and the counters equal their lines');
select is_empty($$select * from ops.repair_reservations(dry_run => false, rule => 'unlinked_conversions', choice => 'reactivate', reason => 'again')$$, 'a second repair does nothing');
select isnt_empty($$select * from ops.undo((select max(id) - 1 from ops.run), 'test') where state = 'restored'$$, 'undo');
select set_eq('select * from picture', 'select * from was', 'restores every row and column');
select is((select count(*) from reservation_lines), 2::bigint, 'its lines were never touched');

select * from finish();
rollback;
