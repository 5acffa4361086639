-- Things that the log says were created twice, or deleted twice, in a row.
begin;
select plan(8);

select set_config('test.lot', sample.a_lot('T-LOT')::text, true);
create function pg_temp.entry(action text, hours integer, kind text default 'lot', thing uuid default current_setting('test.lot')::uuid) returns text language sql as $$
    select sample.an_entry(action, kind, thing, identifier => 'T-1', at => now() - interval '1 h' * hours)::text$$;
select pg_temp.entry('CREATE', 9);
select pg_temp.entry('UPDATE', 8);
select pg_temp.entry('UPDATE', 7);
select pg_temp.entry('DELETE', 6);
select set_config('test.back', pg_temp.entry('CREATE', 4), true);
select pg_temp.entry('CREATE', 3, 'roll');
select pg_temp.entry('CREATE', 2, 'lot', sample.a_lot('T-NEXT'));
select is_empty($$select * from ops.check_rule('audit_repeated_action')$$, 'created, changed, deleted and created anew says nothing');
select set_config('test.again', pg_temp.entry('CREATE', 1), true);
select results_eq($$select severity, message, key ->> 'id' from ops.check_rule('audit_repeated_action')$$,
    $$values ('P3', 'CREATE of lot T-1 comes twice in a row', current_setting('test.again'))$$, 'the second creation is reported');
select is((select count(*) from ops.audit_repeated_action(array[current_setting('test.again')])), 1::bigint, 'its key finds it');
select is((select count(*) from ops.audit_repeated_action(array[current_setting('test.back')])), 0::bigint, 'one key asks for one row');
update audit_logs set created_at = now() - interval '2 h', action = 'UPDATE' where id = current_setting('test.again')::uuid;
select is_empty($$select * from ops.check_rule('audit_repeated_action')$$, 'an update in between says nothing');
select set_config('test.twice', pg_temp.entry('DELETE', 5), true);
select results_eq($$select message, key ->> 'id' from ops.check_rule('audit_repeated_action')$$,
    $$values ('DELETE of lot T-1 comes twice in a row', current_setting('test.twice'))$$, 'neither is a second deletion missed');
select throws_ok($$select * from ops.repair_audit(rule => 'audit_repeated_action')$$, 'OP003', null, 'it is never changed by us');
select throws_ok($$select * from ops.repair_audit(rule => 'audit_repeated_action', keys => '{x}')$$, 'OP005', null, 'a bad key is refused');

select * from finish();
rollback;
