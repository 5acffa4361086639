-- Rows of the log whose reversal has no time or no person, or that have these and are not reversed.
begin;
select plan(10);

create function pg_temp.gone() returns uuid language sql as $$select '00000000-0000-4000-8000-00000000dead'::uuid$$;
select set_config('test.lot', sample.an_entry('CREATE', 'lot', sample.a_lot('T-LOT'), identifier => 'T-LOT')::text, true);
select set_config('test.made', sample.an_entry('CREATE', 'lot', pg_temp.gone(), identifier => 'T-GONE', at => now() - interval '3 h')::text, true);
select set_config('test.undo', sample.an_entry('DELETE', 'lot', pg_temp.gone(), notes => 'Reversed creation.', at => now() - interval '1 h')::text, true);
select sample.mark_reversed(current_setting('test.made')::uuid, current_setting('test.undo')::uuid);
select is_empty($$select * from ops.check_rule('audit_reversal_stamps')$$, 'a completed reversal says nothing, nor does a row that stands');

update audit_logs set reversed_at = null where id = current_setting('test.made')::uuid;
select results_eq($$select severity, message, cause, key ->> 'id', expected ->> 'reversed_by' from ops.check_rule('audit_reversal_stamps')$$,
    $$values ('P3', 'CREATE of lot T-GONE is reversed, but not by whom and when', 'proven_reversal', current_setting('test.made'),
        sample.a_user()::text)$$, 'a missing time is reported');
update audit_logs set reversed_at = now(), reversed_by = null where id = current_setting('test.made')::uuid;
select results_eq($$select cause from ops.check_rule('audit_reversal_stamps')$$, $$values ('proven_reversal')$$, 'so is a missing person');
update audit_logs set reversed_by = user_id where id = current_setting('test.lot')::uuid;
select results_eq($$select message, cause from ops.check_rule('audit_reversal_stamps') order by message$$,
    $$values ('CREATE of lot T-GONE is reversed, but not by whom and when', 'proven_reversal'),
        ('CREATE of lot T-LOT is not reversed, but has a time or person of reversal', 'effect_stands')$$, 'and a person without reversal');
select is((select count(*) from ops.audit_reversal_stamps(array[current_setting('test.lot')])), 1::bigint, 'one key asks for one row');

create temporary table was as select a.* from audit_logs as a;
select results_eq($$select action, state from ops.repair_audit(dry_run => false, reason => 'stamps')$$,
    $$values ('update', 'applied'), ('update', 'applied')$$, 'both are mended');
select results_eq($$select reversed_at = now(), reversed_by from audit_logs where id = current_setting('test.made')::uuid$$,
    $$values (true, sample.a_user())$$, 'a time that was there stays');
select is_empty($$select * from ops.check_audit(null)$$, 'then the log is sound');
select ops.undo(ops.last_run(), 'taken back');
select results_eq($$select * from audit_logs order by id$$, $$select * from was order by id$$, 'undo restores every column');

update audit_logs set is_reversed = true, reversed_by = null where id = current_setting('test.lot')::uuid;
select is((select count(*) from ops.check_rule('audit_reversal_stamps')), 1::bigint, 'a row whose mark itself is wrong belongs to another rule');

select * from finish();
rollback;
