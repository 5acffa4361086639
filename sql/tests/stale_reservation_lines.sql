-- Lines that hold metres although their reservation is over.
begin;
select plan(19);

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

-- what proves it
prepare proof as select cause, detail ->> 'proof' from ops.check_rule('stale_reservation_lines');
update reservations set canceled_at = now() where id = current_setting('test.res')::uuid;
select results_eq('proof', $$values ('canceled', 'only a cancellation removes lines')$$, 'written in the moment it ended: the trigger was off');
update reservations set canceled_at = now() - interval '1 hour' where id = current_setting('test.res')::uuid;
select results_eq('proof', $$select 'line_on_closed_reservation', format('the line was written at %s, after the end', now())$$, 'written an hour after: a line on a closed reservation');
update reservations set status = 'converted', canceled_at = null, converted_at = now() where id = current_setting('test.res')::uuid;
select results_eq('proof', $$values ('converted_fulfilled', 'order converted_fulfilled by its audit')$$, 'the order proves it');
update reservations set converted_at = now() - interval '1 hour' where id = current_setting('test.res')::uuid;
select is((select cause from ops.check_rule('stale_reservation_lines')), 'line_on_closed_reservation', 'converted an hour before the line came');
update orders set fulfilled_at = null, status = 'cancelled';
update reservations set converted_at = now();
select results_eq($$select cause, message like '% is cancelled, its line %' from ops.check_rule('stale_reservation_lines')$$, $$values ('converted_cancelled', true)$$, 'its order cancelled');
insert into ops.uncounted_reservation (reservation_id, why, since) values (gen_random_uuid(), 'released', now());
select isnt_empty('proof', 'what the guard does not count of others is no matter');
insert into ops.uncounted_reservation (reservation_id, why, since) values (current_setting('test.res')::uuid, 'released', now());
select is_empty('proof', 'what the guard does not count freezes nothing');
delete from ops.uncounted_reservation;
select isnt_empty($$select * from ops._rule_hits('stale_reservation_lines', array(select id::text from reservation_lines))$$, 'a look at its line finds it');

-- the worst are chosen before they are worded
select sample.a_line(current_setting('test.res')::uuid, sample.a_lot('T-OTHER'), 9);
select sample.a_line(current_setting('test.res')::uuid, sample.a_lot('T-THIRD'), 8);
select results_eq(
    $$select status, size, (detail ->> 'rows')::int from ops.check_rule('stale_reservation_lines', 1)$$,
    $$values ('violation', 9.00, null), ('more', 15.00, 2)$$, 'a limit shows the worst and counts the others'
);
select results_eq(
    $$select v::text from ops.check_rule('stale_reservation_lines', 2) as v limit 2$$,
    $$select v::text from ops.check_rule('stale_reservation_lines', null) as v limit 2$$, 'in the same words and order as without a limit'
);
select set_eq(
    $$select key, size from ops._stale_lines(null)$$,
    $$select ops._key_value(h.key), h.size from ops._rule_hits('stale_reservation_lines') as h$$,
    'what is counted is what is worded'
);

select * from finish();
rollback;
