-- Rows of the log that are dated in the future.
begin;
select plan(7);

select set_config('test.entry', sample.an_entry('CREATE', 'lot', sample.a_lot('T-LOT'), identifier => 'T-LOT')::text, true);
select is_empty($$select * from ops.check_rule('audit_future_rows')$$, 'a row of now says nothing');
update audit_logs set created_at = now() + interval '60 s';
select is_empty($$select * from ops.check_rule('audit_future_rows')$$, 'nor does one within the difference of two clocks');
update audit_logs set created_at = now() + interval '30 h';
select results_eq($$select severity, message, key ->> 'id' from ops.check_rule('audit_future_rows')$$,
    $$values ('P3', 'CREATE of lot T-LOT is dated 1 day 06:00:00 from now', current_setting('test.entry'))$$, 'one of tomorrow is reported');
select is((select count(*) from ops.audit_future_rows(array[current_setting('test.entry')])), 1::bigint, 'its key finds it');
select is((select count(*) from ops.audit_future_rows(array[sample.a_user()::text])), 0::bigint, 'one key asks for one row');
insert into ops.rule_setting (rule, thresholds, changed_by) values ('audit_future_rows', '{"seconds": 200000}', 'test');
select is_empty($$select * from ops.check_rule('audit_future_rows')$$, 'the difference can be set');
select throws_ok($$select * from ops.repair_audit(rule => 'audit_future_rows')$$, 'OP003', null, 'it is never changed by us');

select * from finish();
rollback;
