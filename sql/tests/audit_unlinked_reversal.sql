-- Rows of the log that took something back, and no row says that it was.
begin;
select plan(15);

create function pg_temp.gone() returns uuid language sql as $$select '00000000-0000-4000-8000-00000000dead'::uuid$$;
select set_config('test.made', sample.an_entry('CREATE', 'lot', pg_temp.gone(), identifier => 'T-GONE', at => now() - interval '3 h')::text, true);
select set_config('test.undo', sample.an_entry('DELETE', 'lot', pg_temp.gone(), identifier => 'T-GONE', notes => 'Reversed creation. Lot deleted', at => now() - interval '1 h')::text, true);
select results_eq($$select severity, message, cause, key ->> 'id' from ops.check_rule('audit_unlinked_reversal')$$,
    $$values ('P2', 'DELETE of lot T-GONE took an action back, but no action is marked as reversed by it', 'proven_reversal', current_setting('test.undo'))$$,
    'a reversal that broke off before the mark is reported');
select is((select count(*) from ops.audit_unlinked_reversal(array[current_setting('test.made')])), 0::bigint, 'one key asks for one row');
select sample.mark_reversed(current_setting('test.made')::uuid, current_setting('test.undo')::uuid);
select is_empty($$select * from ops.check_rule('audit_unlinked_reversal')$$, 'a completed one says nothing');
update audit_logs set is_reversed = false, reversed_at = null, reversed_by = null, reversal_audit_id = null;
update audit_logs set notes = 'It was Reversed creation.' where id = current_setting('test.undo')::uuid;
select is_empty($$select * from ops.check_rule('audit_unlinked_reversal')$$, 'nor does a deletion that only speaks of it');
update audit_logs set notes = 'Reversed creation.' where id = current_setting('test.undo')::uuid;

create temporary table was as select a.* from audit_logs as a;
select results_eq($$select key ->> 'id', after ->> 'reversal_audit_id', state, message from ops.repair_audit()$$,
    $$values (current_setting('test.made'), current_setting('test.undo'), 'planned', 'CREATE of lot T-GONE is marked reversed by the row that took it back')$$,
    'the plan marks the action');
select results_eq($$select * from audit_logs order by id$$, $$select * from was order by id$$, 'and changes nothing');
select results_eq($$select state from ops.repair_audit(dry_run => false, reason => 'broke off')$$, $$values ('applied')$$, 'it is applied');
select is_empty($$select * from ops.check_audit(null)$$, 'then the log is sound');
select is_empty($$select * from ops.repair_audit(dry_run => false, reason => 'again')$$, 'a second repair does nothing');
select ops.undo((select max(id) - 1 from ops.run), 'taken back');
select results_eq($$select * from audit_logs order by id$$, $$select * from was order by id$$, 'undo restores every column');

select set_config('test.other', sample.an_entry('CREATE', 'lot', pg_temp.gone(), identifier => 'T-GONE', at => now() - interval '2 h')::text, true);
select results_eq($$select cause from ops.check_rule('audit_unlinked_reversal')$$, $$values ('unknown')$$, 'two actions that it could have taken back prove nothing');
select results_eq($$select state from ops.repair_audit(rule => 'audit_unlinked_reversal')$$, $$values ('decide')$$, 'it is left to a person');
delete from audit_logs where id = current_setting('test.other')::uuid;

update audit_logs set entity_id = sample.a_lot('T-LOT');
select is_empty($$select * from ops.check_rule('audit_unlinked_reversal')$$, 'where the lot still stands nothing was taken back');
update audit_logs set action = 'DELETE', old_data = '{}' where id = current_setting('test.made')::uuid;
update audit_logs set action = 'CREATE', notes = 'Restored deleted record.' where id = current_setting('test.undo')::uuid;
select results_eq($$select message from ops.check_rule('audit_unlinked_reversal')$$,
    $$values ('CREATE of lot T-GONE took an action back, but no action is marked as reversed by it')$$, 'a restored record is seen too');
update audit_logs set action = 'UPDATE', notes = 'Reverted update.' where id = current_setting('test.undo')::uuid;
select results_eq($$select cause from ops.check_rule('audit_unlinked_reversal')$$, $$values ('unknown')$$, 'and a reverted update, here of nothing');

select * from finish();
rollback;
