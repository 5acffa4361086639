-- Reservations whose stamps and reasons disagree with their status.
begin;
select plan(32);

create temporary view picture as
select 'reservation' as kind, to_jsonb(r) - 'updated_at' as row from reservations as r
union all select 'line', to_jsonb(l) from reservation_lines as l
union all select 'lot', to_jsonb(t) - 'updated_at' from lots as t
union all select 'incoming', to_jsonb(i) - 'updated_at' from incoming_stock as i
union all select 'order lot', to_jsonb(o) from order_lots as o;

select set_config('test.res', sample.a_reservation()::text, true);
select sample.a_line(current_setting('test.res')::uuid, sample.a_lot('T-LOT'), 30);
prepare wrong as select regexp_replace(message, 'RES[^ ]*', 'R'), expected from ops.check_rule('reservation_stamps');
create function pg_temp.becomes(text, timestamptz, timestamptz, text default null, text default null) returns void language sql as $f$
    update reservations set status = $1::reservation_status, converted_at = $2, canceled_at = $3, cancel_reason = $4::cancel_reason_type, release_reason = $5
    where id = current_setting('test.res')::uuid
$f$;
select is_empty('wrong', 'sound data says nothing');
update reservations set converted_by = created_by where id = current_setting('test.res')::uuid;
select results_eq('wrong', $$values ('reservation R is active: converted_by is set', null::jsonb)$$, 'active, but converted by somebody');
update reservations set converted_by = null, canceled_by = created_by where id = current_setting('test.res')::uuid;
select results_eq('wrong', $$values ('reservation R is active: canceled_by is set', null::jsonb)$$, 'active, but canceled by somebody');
update reservations set status = 'converted', canceled_by = null, converted_by = created_by where id = current_setting('test.res')::uuid;
select results_eq('wrong', $$values ('reservation R is converted: no converted_at', null::jsonb)$$, 'converted at no time, but by somebody: the time is what is missing');
update reservations set status = 'released', converted_by = null, canceled_by = created_by where id = current_setting('test.res')::uuid;
select results_eq('wrong', $$values ('reservation R is released: no canceled_at', null::jsonb)$$, 'so of a release');
update reservations set status = 'active', converted_at = now() - interval '1 day', canceled_at = now(), converted_by = created_by where id = current_setting('test.res')::uuid;
select results_eq('wrong', $$values ('reservation R is active: canceled_at is set', null::jsonb)$$, 'who comes with when');
update reservations set converted_at = null, canceled_at = null, converted_by = null, canceled_by = null where id = current_setting('test.res')::uuid;
select pg_temp.becomes('active', now(), null);
select results_eq('wrong', $$values ('reservation R is active: converted_at is set', null::jsonb)$$, 'active with converted_at: a person''s question');
select pg_temp.becomes('active', null, now());
select results_eq('wrong', $$values ('reservation R is active: canceled_at is set', null::jsonb)$$, 'active with canceled_at');
select pg_temp.becomes('converted', now(), null, null, 'converted');
select is_empty('wrong', 'converted with its stamp and reason says nothing');
select pg_temp.becomes('converted', now(), now());
select results_eq('wrong', $$values ('reservation R is converted: canceled_at is set', null::jsonb)$$, 'converted and canceled_at');
select pg_temp.becomes('released', now() - interval '1 day', now(), null, 'cancelled');
select is_empty('wrong', 'a near miss says nothing: converted first, released a day later');
select pg_temp.becomes('released', now(), now(), null, 'expired');
select results_eq('wrong', $$values ('reservation R is released: converted_at is set', null::jsonb)$$, 'converted when it was released');
select pg_temp.becomes('released', null, now(), 'other', 'expired');
select results_eq('wrong', $$values ('reservation R is released: cancel_reason is set', null::jsonb)$$, 'released with the reason of a cancellation');
select pg_temp.becomes('canceled', null, now(), 'other', 'cancelled');
select is_empty('wrong', 'canceled with both says nothing');
select pg_temp.becomes('canceled', null, now(), 'other', 'expired');
select results_eq('wrong', $$values ('reservation R is canceled: release_reason is expired', null::jsonb)$$, 'canceled, but released as expired');
select pg_temp.becomes('active', null, null, null, 'cancelled');
select results_eq('wrong', $$values ('reservation R is active: release_reason is cancelled', null::jsonb)$$, 'active, but cancelled by the CRM');
select pg_temp.becomes('released', null, now(), null, 'converted');
select results_eq('wrong', $$values ('reservation R is released: release_reason is converted', null::jsonb)$$, 'released as converted');
select pg_temp.becomes('released', null, null);
select results_eq('wrong', $$values ('reservation R is released: no canceled_at', null::jsonb)$$, 'no canceled_at, and the log does not know');
select pg_temp.becomes('converted', null, null);
select results_eq('wrong', $$values ('reservation R is converted: no converted_at', null::jsonb)$$, 'no converted_at, and the log does not know');
select results_eq($$select state from ops.repair_reservations(rule => 'reservation_stamps')$$, $$values ('decide')$$, 'then a person must look');
insert into audit_logs (action, entity_type, entity_id, user_id, user_email, user_role, new_data, created_at)
select a.action::audit_action_type, a.entity::audit_entity_type, current_setting('test.res')::uuid, sample.a_user(), 'f@x', 'admin', jsonb_build_object('status', a.status), '2026-03-01 10:00+00'::timestamptz + a.n * interval '1 hour'
from (values (0, 'STATUS_CHANGE', 'lot', 'converted'), (1, 'STATUS_CHANGE', 'lot', 'released'), (2, 'UPDATE', 'lot', 'converted'), (3, 'STATUS_CHANGE', 'order', 'converted')) as a (n, action, entity, status);
select results_eq($$select expected, observed from ops.check_rule('reservation_stamps')$$,
    $$values ('{"converted_at": "2026-03-01 10:00:00+00"}'::jsonb, '{"converted_at": null}'::jsonb)$$, 'one row of the log proves the moment');
select throws_ok($$select * from ops.repair_reservations(rule => 'reservation_stamps', keys => array['no key'])$$, 'OP005', null, 'a bad key is refused');
create temporary table was as select * from picture;
select isnt_empty($$select * from ops.repair_reservations(rule => 'reservation_stamps') where state = 'planned'$$, 'the plan says what the repair does');
select set_eq('select * from picture', 'select * from was', 'a plan changes nothing');
select results_eq(
    $$select state, count(*) from ops.repair_reservations(dry_run => false, rule => 'reservation_stamps', keys => array[current_setting('test.res')], reason => 'test') group by state$$,
    $$values ('applied', 1::bigint)$$, 'the repair is applied'
);
select is((select converted_at from reservations where id = current_setting('test.res')::uuid), '2026-03-01 10:00+00'::timestamptz, 'the moment of the log is written');
select is_empty($$select * from ops.check_rule('reservation_stamps')$$, 'the check is silent after it');
select is_empty($$select * from ops.check_rule('lot_reserved_meters')$$, 'and the counters equal their lines');
select is_empty($$select * from ops.repair_reservations(dry_run => false, rule => 'reservation_stamps', reason => 'again')$$, 'a second repair does nothing');
select isnt_empty($$select * from ops.undo((select max(id) - 1 from ops.run), 'test') where state = 'restored'$$, 'undo');
select set_eq('select * from picture', 'select * from was', 'restores every row and column');
insert into audit_logs (action, entity_type, entity_id, user_id, user_email, user_role, new_data) values
    ('STATUS_CHANGE', 'lot', current_setting('test.res')::uuid, sample.a_user(), 'f@x', 'admin', '{"status": "converted"}');
select results_eq('wrong', $$values ('reservation R is converted: no converted_at', null::jsonb)$$, 'two rows of the log prove nothing');

select * from finish();
rollback;
