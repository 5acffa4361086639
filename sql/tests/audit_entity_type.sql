-- Rows of the log whose thing stands in another table than they say.
begin;
select plan(6);

select set_config('test.lot', sample.a_lot('T-LOT')::text, true);
select set_config('test.entry', sample.an_entry('CREATE', 'lot', current_setting('test.lot')::uuid, identifier => 'T-LOT')::text, true);
select set_config('test.res', sample.an_entry('CREATE', 'lot', sample.a_reservation(), identifier => 'T-RES')::text, true);
select sample.an_entry('CREATE', 'order', '00000000-0000-4000-8000-00000000dead');
select is_empty($$select * from ops.check_rule('audit_entity_type')$$, 'a lot, a reservation logged as lot and a thing that is nowhere say nothing');
update audit_logs set entity_type = 'order' where id = current_setting('test.entry')::uuid;
select results_eq($$select severity, message, key ->> 'id', observed #>> '{}' from ops.check_rule('audit_entity_type')$$,
    $$values ('P3', 'CREATE of order T-LOT: this id stands in public.lots', current_setting('test.entry'), 'public.lots')$$, 'a lot logged as order is reported');
select is((select count(*) from ops.audit_entity_type(array[current_setting('test.entry')])), 1::bigint, 'its key finds it');
update audit_logs set entity_id = current_setting('test.lot')::uuid where id = current_setting('test.res')::uuid;
select is((select count(*) from ops.check_rule('audit_entity_type')), 1::bigint, 'the same id under its right kind is no fault');
update audit_logs set entity_type = 'profile', entity_id = sample.a_user() where id = current_setting('test.entry')::uuid;
select is_empty($$select * from ops.check_rule('audit_entity_type')$$, 'a person is known by either id');
select throws_ok($$select * from ops.repair_audit(rule => 'audit_entity_type')$$, 'OP003', null, 'it is never changed by us');

select * from finish();
rollback;
