-- Things that exist although the log says they were deleted, and the reverse.
begin;
select plan(17);

create function pg_temp.gone() returns uuid language sql as $$select '00000000-0000-4000-8000-00000000dead'::uuid$$;
select set_config('test.lot', sample.a_lot('T-LOT')::text, true);
select set_config('test.res', sample.a_reservation()::text, true);
create function pg_temp.entry(action text, thing uuid, hours integer, notes text default null, kind text default 'lot') returns uuid language sql as $$
    select sample.an_entry(action, kind, thing, notes => notes, identifier => 'T-1', at => now() - interval '1 h' * hours,
        old_data => case when action = 'DELETE' then '{"a": 1}'::jsonb end)$$;
select pg_temp.entry('CREATE', current_setting('test.lot')::uuid, 9);
select set_config('test.made', pg_temp.entry('CREATE', current_setting('test.res')::uuid, 9)::text, true);
select pg_temp.entry('CREATE', pg_temp.gone(), 9);
select set_config('test.deleted', pg_temp.entry('DELETE', pg_temp.gone(), 8)::text, true);
select is_empty($$select * from ops.check_audit()$$, 'a lot and a reservation logged as lot that are there, and a lot that was deleted, say nothing');

select set_config('test.undo', pg_temp.entry('DELETE', current_setting('test.res')::uuid, 7, 'Reversed creation.')::text, true);
select is_empty($$select * from ops.check_rule('audit_entity_presence')$$, 'a reversal that no row names broke off, and nothing happened');
select sample.mark_reversed(current_setting('test.made')::uuid, current_setting('test.undo')::uuid);
select results_eq($$select severity, message, cause, key ->> 'id', detail ->> 'found_in', expected ->> 'is_reversed' from ops.check_rule('audit_entity_presence')$$,
    $$values ('P2', 'CREATE of lot T-1 is reversed, but it still stands', 'failed_reversal', current_setting('test.made'), 'public.reservations', 'false')$$,
    'a reservation that was reversed as lot and still stands is reported');
create temporary table was as select a.* from audit_logs as a;
select results_eq($$select state from ops.repair_audit(dry_run => false, reason => 'nothing was reversed')$$, $$values ('applied')$$, 'the mark is cleared');
select is_empty($$select * from ops.check_audit()$$, 'and the log is sound');
select ops.undo(ops.last_run(), 'taken back');
select results_eq($$select * from audit_logs order by id$$, $$select * from was order by id$$, 'undo restores every column');
select ops.repair_audit(dry_run => false, reason => 'nothing was reversed');

select set_config('test.early', pg_temp.entry('DELETE', current_setting('test.lot')::uuid, 6)::text, true);
select results_eq($$select message, cause, key ->> 'id', expected from ops.check_rule('audit_entity_presence')$$,
    $$values ('DELETE of lot T-1 is the last word of the log, but it exists', 'failed_delete', current_setting('test.early'), null::jsonb)$$,
    'a deletion that failed is reported');
select is((select count(*) from ops.audit_entity_presence(array[current_setting('test.early')])), 1::bigint, 'its key finds it');
select is((select count(*) from ops.audit_entity_presence(array[current_setting('test.deleted')])), 0::bigint, 'one key asks for one row');
select results_eq($$select state from ops.repair_audit()$$, $$values ('decide')$$, 'it is left to a person');
select pg_temp.entry('CREATE', current_setting('test.lot')::uuid, 5);
select is_empty($$select * from ops.check_rule('audit_entity_presence')$$, 'unless it came back later');

delete from audit_logs where id = current_setting('test.deleted')::uuid;
select results_eq($$select message, cause from ops.check_rule('audit_entity_presence')$$,
    $$values ('CREATE of lot T-1: it is gone, and the log has no deletion', 'unlogged_delete')$$, 'a thing that went without a row is reported');
update audit_logs set action = 'STATUS_CHANGE' where entity_id = pg_temp.gone();
select results_eq($$select message, cause from ops.check_rule('audit_entity_presence')$$,
    $$values ('STATUS_CHANGE of lot T-1: it is gone, and the log has no deletion', 'unlogged_delete')$$, 'also where its creation left by age');
update audit_logs set created_at = null where entity_id = pg_temp.gone();
select is_empty($$select * from ops.check_rule('audit_entity_presence')$$, 'without a time nothing can be said');
update audit_logs set created_at = now(), is_reversed = true, action = 'CREATE' where entity_id = pg_temp.gone();
select is_empty($$select * from ops.check_rule('audit_entity_presence')$$, 'a creation that was reversed may be gone');
update audit_logs set is_reversed = null where entity_id = pg_temp.gone();
select is((select count(*) from ops.check_rule('audit_entity_presence')), 1::bigint, 'an unknown mark counts as not reversed, as in the application');
update audit_logs set entity_type = 'order', entity_id = current_setting('test.lot')::uuid where entity_id = pg_temp.gone();
select is_empty($$select * from ops.check_rule('audit_entity_presence')$$, 'a thing of another kind belongs to another rule');

select * from finish();
rollback;
