-- Lines that hold metres although their reservation is over.
begin;
select plan(8);

select set_config('test.lot', sample.a_lot('T-LOT')::text, true);
select set_config('test.res', sample.a_reservation()::text, true);
select sample.a_line(current_setting('test.res')::uuid, current_setting('test.lot')::uuid, 40);
select is_empty($$select * from ops.check_rule('stale_reservation_lines')$$, 'sound data says nothing');

update reservations set status = 'converted', converted_at = now() where id = current_setting('test.res')::uuid;
select is_empty($$select * from ops.check_rule('stale_reservation_lines')$$, 'converted without a known order still holds');
select set_config('test.order', gen_random_uuid()::text, true);
insert into orders (id, customer_name, created_by) values (current_setting('test.order')::uuid, 'C', sample.a_user());
insert into audit_logs (action, entity_type, entity_id, user_id, user_email, user_role, new_data)
values ('STATUS_CHANGE', 'lot', current_setting('test.res')::uuid, sample.a_user(), 'f@x', 'admin',
    jsonb_build_object('order_id', current_setting('test.order')));
select is_empty($$select * from ops.check_rule('stale_reservation_lines')$$, 'a near miss says nothing: the order is open');
update orders set fulfilled_at = now(), fulfilled_by = sample.a_user() where id = current_setting('test.order')::uuid;
select results_eq(
    $$select cause, size, detail ->> 'link' from ops.check_rule('stale_reservation_lines')$$,
    $$values ('converted_fulfilled', 40.00, 'audit')$$, 'with the order fulfilled the metres are frozen');

update reservations set status = 'released' where id = current_setting('test.res')::uuid;
select results_eq(
    $$select severity, cause, regexp_replace(message, 'RES[^ ]*', 'R'), expected #>> '{}', observed #>> '{}' from ops.check_rule('stale_reservation_lines')$$,
    $$values ('P2', 'released', 'reservation R is released, its line Q-T-LOT ecru still holds 40.00 m', '0', '40.00')$$,
    'a released reservation''s line is reported exactly'
);
update reservations set status = 'canceled' where id = current_setting('test.res')::uuid;
select is_empty($$select * from ops.check_rule('stale_reservation_lines')$$, 'cancelling removes the lines, as the app does');
select sample.a_line(current_setting('test.res')::uuid, current_setting('test.lot')::uuid, 7);
select results_eq($$select cause, size from ops.check_rule('stale_reservation_lines')$$, $$values ('canceled', 7.00)$$,
    'a line inserted on a cancelled reservation is reported');
select results_eq($$select state, note is not null from ops.repair_reservations(rule => 'stale_reservation_lines')$$,
    $$values ('decide', true)$$, 'a person must choose, and is told between what');

select * from finish();
rollback;
