-- Rows of the log without a time, or of which it is unknown whether they were reversed.
begin;
select plan(9);

select set_config('test.lot', sample.a_lot('T-LOT')::text, true);
select set_config('test.made', sample.an_entry('CREATE', 'lot', current_setting('test.lot')::uuid, identifier => 'T-LOT')::text, true);
select set_config('test.edit', sample.an_entry('FULFILL', 'lot', current_setting('test.lot')::uuid, identifier => 'T-LOT')::text, true);
select is_empty($$select * from ops.check_rule('audit_missing_values')$$, 'sound rows say nothing');

update audit_logs set is_reversed = null where id in (current_setting('test.made')::uuid, current_setting('test.edit')::uuid);
select results_eq($$select severity, message, cause, expected ->> 'is_reversed' from ops.check_rule('audit_missing_values') order by message$$,
    $$values ('P3', 'CREATE of lot T-LOT does not say whether it was reversed', 'effect_stands', 'false'),
        ('P3', 'FULFILL of lot T-LOT does not say whether it was reversed', 'never_reversed', 'false')$$, 'a missing mark is reported');
select is((select count(*) from ops.audit_missing_values(array[current_setting('test.made')])), 1::bigint, 'one key asks for one row');
create temporary table was as select a.* from audit_logs as a;
select results_eq($$select state from ops.repair_audit(dry_run => false, reason => 'marks')$$, $$values ('applied'), ('applied')$$, 'both are mended');
select is_empty($$select * from ops.check_audit(null)$$, 'then the log is sound');
select ops.undo(ops.last_run(), 'taken back');
select results_eq($$select * from audit_logs order by id$$, $$select * from was order by id$$, 'undo restores every column');

update audit_logs set is_reversed = false where id = current_setting('test.made')::uuid;
update audit_logs set is_reversed = false, created_at = null where id = current_setting('test.edit')::uuid;
select results_eq($$select message, cause, expected from ops.check_rule('audit_missing_values')$$,
    $$values ('FULFILL of lot T-LOT has no time', 'unknown', null::jsonb)$$, 'a missing time is reported, and cannot be invented');
update audit_logs set is_reversed = null, reversed_by = user_id, created_at = now() where id = current_setting('test.edit')::uuid;
select results_eq($$select cause, expected from ops.check_rule('audit_missing_values')$$,
    $$values ('unknown', null::jsonb)$$, 'where something speaks of a reversal nothing is proven');
select results_eq($$select state from ops.repair_audit()$$, $$values ('decide')$$, 'it is left to a person');

select * from finish();
rollback;
