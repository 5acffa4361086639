-- Rows of the log that are marked reversed and name no reversal, or name one and are not marked.
begin;
select plan(17);

select set_config('test.lot', sample.a_lot('T-LOT')::text, true);
select set_config('test.gone', '00000000-0000-4000-8000-00000000dead', true);
create function pg_temp.lot() returns uuid language sql as $$select current_setting('test.lot')::uuid$$;
create function pg_temp.gone() returns uuid language sql as $$select current_setting('test.gone')::uuid$$;
select set_config('test.kept', sample.an_entry('CREATE', 'lot', pg_temp.lot(), identifier => 'T-LOT', at => now() - interval '3 h')::text, true);
select set_config('test.made', sample.an_entry('CREATE', 'lot', pg_temp.gone(), identifier => 'T-GONE', at => now() - interval '3 h')::text, true);
select set_config('test.undo', sample.an_entry('DELETE', 'lot', pg_temp.gone(), '{"lot_number": "T-GONE"}', notes => 'Reversed creation. by admin',
    identifier => 'T-GONE', at => now() - interval '1 h')::text, true);
select sample.mark_reversed(current_setting('test.made')::uuid, current_setting('test.undo')::uuid);
select is_empty($$select * from ops.check_rule('audit_reversal_flag')$$, 'a completed reversal says nothing, nor does a row that stands');

update audit_logs set reversal_audit_id = null where id = current_setting('test.made')::uuid;
select results_eq(
    $$select severity, message, cause, key ->> 'id', observed ->> 'is_reversed', expected ->> 'reversal_audit_id' from ops.check_rule('audit_reversal_flag')$$,
    $$values ('P2', 'CREATE of lot T-GONE is marked reversed, but no reversal row is named', 'proven_reversal',
        current_setting('test.made'), 'true', current_setting('test.undo'))$$,
    'a mark without reversal row is reported, and the row that must be it'
);
update audit_logs set is_reversed = false, reversed_at = null, reversed_by = null, reversal_audit_id = current_setting('test.undo')::uuid
where id = current_setting('test.made')::uuid;
update audit_logs set is_reversed = true, reversed_at = now(), reversed_by = user_id where id = current_setting('test.kept')::uuid;
select results_eq(
    $$select message, cause, expected ->> 'is_reversed' from ops.check_rule('audit_reversal_flag') order by message$$,
    $$values ('CREATE of lot T-GONE names a reversal row, but is not marked reversed', 'proven_reversal', 'true'),
        ('CREATE of lot T-LOT is marked reversed, but no reversal row is named', 'effect_stands', 'false')$$,
    'both halves are found; a mark on a lot that still stands is to be cleared'
);
select is((select count(*) from ops.audit_reversal_flag(array[current_setting('test.kept')])), 1::bigint, 'one key asks for one row');
update audit_logs set is_reversed = null where id = current_setting('test.kept')::uuid;
select is((select count(*) from ops.check_rule('audit_reversal_flag')), 1::bigint, 'a row that does not say so belongs to another rule');
update audit_logs set is_reversed = true where id = current_setting('test.kept')::uuid;

create temporary table was as select a.* from audit_logs as a;
select results_eq($$select action, state from ops.repair_audit() order by "position"$$,
    $$values ('update', 'planned'), ('update', 'planned')$$, 'the plan mends both');
select results_eq($$select * from audit_logs order by id$$, $$select * from was order by id$$, 'and changes nothing');
select results_eq($$select state from ops.repair_audit(dry_run => false, reason => 'marks')$$,
    $$values ('applied'), ('applied')$$, 'the repair applies it');
select is_empty($$select * from ops.check_audit(null)$$, 'then the log is sound');
select results_eq($$select is_reversed, reversed_at, reversed_by, reversal_audit_id::text from audit_logs where id = current_setting('test.made')::uuid$$,
    $$select true, v.created_at, v.user_id, v.id::text from audit_logs as v where v.id = current_setting('test.undo')::uuid$$,
    'time and person are those of the reversal row');
select is_empty($$select a.old_data, a.new_data, a.notes from audit_logs as a join was as w using (id)
    where (a.old_data, a.new_data, a.notes, a.created_at) is distinct from (w.old_data, w.new_data, w.notes, w.created_at)$$, 'what was logged is as it was');
select is_empty($$select * from ops.repair_audit(dry_run => false, reason => 'again')$$, 'a second repair does nothing');
select ops.undo((select max(id) - 1 from ops.run), 'taken back');
select results_eq($$select * from audit_logs order by id$$, $$select * from was order by id$$, 'undo restores every column');

update audit_logs set reversal_audit_id = null, is_reversed = true where id = current_setting('test.made')::uuid;
update audit_logs set notes = 'deleted by hand' where id = current_setting('test.undo')::uuid;
select results_eq($$select cause, expected from ops.check_rule('audit_reversal_flag') where key ->> 'id' = current_setting('test.made')$$,
    $$values ('unknown', null::jsonb)$$, 'a deletion that is no reversal proves nothing');
select results_eq($$select state, action from ops.repair_audit(rule => 'audit_reversal_flag', keys => array[current_setting('test.made')])$$,
    $$values ('decide', null::text)$$, 'and is left to a person');
select throws_ok($$select * from ops.repair_audit(rule => 'audit_reversal_flag', keys => '{x}')$$, 'OP005', null, 'a bad key is refused');
select throws_ok($$select * from ops.repair_audit(rule => 'lot_reserved_meters')$$, 'OP002', null, 'so is a rule of something else');

select * from finish();
rollback;
