-- Repairs copied into the application's own log, where its owner asked for that.
begin;
select plan(6);

select set_config('test.lot', sample.a_lot('T-LOT')::text, true);
update lots set reserved_meters = 12 where id = current_setting('test.lot')::uuid;
select count(*) from ops.repair_reservations(dry_run => false, reason => 'first');
select is_empty($$select * from audit_logs where notes like 'lotastro-ops%'$$, 'off unless it is asked for');

select throws_ok($$select ops.set_setting('audit_user_id', 'nobody')$$, 'OP005', null, 'a user is a uuid');
select ops.set_setting('audit_user_id', sample.a_user()::text);
update lots set reserved_meters = 12 where id = current_setting('test.lot')::uuid;
select count(*) from ops.repair_reservations(dry_run => false, reason => 'stock wrong');
select results_eq(
    $$select action::text, entity_type::text, entity_id::text, old_data, new_data, notes like 'lotastro-ops run %reserved_meters%12.00%0.00%stock wrong'
      from audit_logs where notes like 'lotastro-ops%'$$,
    $$values ('UPDATE', 'lot', current_setting('test.lot'), null::jsonb, null::jsonb, true)$$,
    'an update without data, so that the app''s reverse button cannot bring the drift back'
);
select count(*) from ops.undo(ops.last_run(), 'back');
select is((select count(*) from audit_logs where notes like 'lotastro-ops%'), 2::bigint, 'the undo is in it too');

select ops.set_setting('audit_user_id', gen_random_uuid()::text);
select results_eq(
    $$select state, note like '%audit_user_id is no user%' from ops.repair_reservations(dry_run => false, reason => 'again')$$,
    $$values ('refused', true)$$, 'without that user nothing is changed, and the row says why'
);
select is((select reserved_meters from lots where id = current_setting('test.lot')::uuid), 12.00, 'the lot is as it was');

select * from finish();
rollback;
