-- Rows of the log whose data of before is not what the row before them left.
begin;
select plan(17);

select set_config('test.in', sample.a_delivery('T-IN')::text, true);
create function pg_temp.entry(was jsonb, became jsonb, hours integer, action text default 'UPDATE', notes text default null) returns text language sql as $$
    select sample.an_entry(action, 'incoming_stock', current_setting('test.in')::uuid, was, became, notes, now() - interval '1 h' * hours, 'T-IN')::text$$;
select pg_temp.entry(null, '{"m": 7}', 9, 'CREATE');
select set_config('test.first', pg_temp.entry('{"m": 0, "s": "a"}', '{"m": 40.00, "s": "b"}', 8), true);
select set_config('test.next', pg_temp.entry('{"m": 40, "x": 1}', '{"m": 80}', 7, 'STATUS_CHANGE'), true);
select is_empty($$select * from ops.check_rule('audit_update_chain')$$, 'a chain without gap says nothing; other fields do not count');
select set_config('test.gap', pg_temp.entry('{"m": 40, "n": 1}', '{"m": 90}', 6), true);
select results_eq($$select severity, message, key ->> 'id', expected, observed from ops.check_rule('audit_update_chain')$$,
    $$values ('P3', 'UPDATE of incoming stock T-IN: m was 40, but had been left at 80', current_setting('test.gap'), '{"m": 80}'::jsonb, '{"m": 40, "n": 1}'::jsonb)$$,
    'the second receipt from a stale screen is reported');
select is((select count(*) from ops.audit_update_chain(array[current_setting('test.gap')])), 1::bigint, 'its key finds it');
select is((select count(*) from ops.audit_update_chain(array[current_setting('test.next')])), 0::bigint, 'one key asks for one row');
update audit_logs set created_at = (select w.created_at from audit_logs as w where w.id = current_setting('test.gap')::uuid)
where id = current_setting('test.next')::uuid;
select is_empty($$select * from ops.check_rule('audit_update_chain')$$, 'of two rows of one transaction nobody knows the order');
update audit_logs set created_at = now() - interval '7 h' where id = current_setting('test.next')::uuid;
update audit_logs set is_reversed = true where id = current_setting('test.next')::uuid;
select is_empty($$select * from ops.check_rule('audit_update_chain')$$, 'what was reversed does not count');
update audit_logs set reversal_audit_id = (select w.id from audit_logs as w where w.action = 'CREATE')
where id = current_setting('test.next')::uuid;
select is_empty($$select * from ops.check_rule('audit_update_chain')$$, 'while its reversal stands');
update audit_logs set old_data = '{"m": 1}' where id = current_setting('test.gap')::uuid;
select is((select count(*) from ops.check_rule('audit_update_chain')), 1::bigint, 'then the row before it counts');
update audit_logs set is_reversed = true where action = 'CREATE';
select is_empty($$select * from ops.check_rule('audit_update_chain')$$, 'where that was reversed too a new chain begins');
update audit_logs set old_data = '{"m": 40, "n": 1}' where id = current_setting('test.gap')::uuid;
update audit_logs set is_reversed = false, reversal_audit_id = null;
update audit_logs set notes = 'Reverted update.' where id = current_setting('test.gap')::uuid;
select is_empty($$select * from ops.check_rule('audit_update_chain')$$, 'nor does a reversal');
update audit_logs set notes = null, old_data = 'null' where id = current_setting('test.gap')::uuid;
select is_empty($$select * from ops.check_rule('audit_update_chain')$$, 'nor does a row without data of before');
update audit_logs set old_data = '{"m": 1}', new_data = 'null' where id = current_setting('test.gap')::uuid;
select is_empty($$select * from ops.check_rule('audit_update_chain')$$, 'or of after');
update audit_logs set new_data = '{"m": 2}', is_reversed = null where id = current_setting('test.gap')::uuid;
select is((select count(*) from ops.check_rule('audit_update_chain')), 1::bigint, 'an unknown mark counts as not reversed');
select set_config('test.break', pg_temp.entry('{"m": 1}', null, 6, 'DELETE'), true);
update audit_logs set created_at = created_at - interval '30 min' where id = current_setting('test.break')::uuid;
select is_empty($$select * from ops.check_rule('audit_update_chain')$$, 'a deletion in between begins a new chain');
update audit_logs set action = 'CREATE', is_reversed = true where id = current_setting('test.break')::uuid;
select is_empty($$select * from ops.check_rule('audit_update_chain')$$, 'so does a creation, whatever became of it');
delete from audit_logs where id = current_setting('test.break')::uuid;
update audit_logs set entity_type = 'order' where id = current_setting('test.gap')::uuid;
select is_empty($$select * from ops.check_rule('audit_update_chain')$$, 'things of different kinds have chains of their own');
select throws_ok($$select * from ops.repair_audit(rule => 'audit_update_chain')$$, 'OP003', null, 'it is never changed by us');

select * from finish();
rollback;
