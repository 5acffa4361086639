-- Tables that nobody has sealed for too long.
begin;
select plan(7);

select is_empty($$select * from ops.check_rule('audit_seals_behind')$$, 'where nothing was ever sealed nothing is missed');
select ops.seal();
update ops.clock set shift = '48 hours';
select is_empty($$select * from ops.check_rule('audit_seals_behind')$$, 'a night that was missed is not too long');
update ops.clock set shift = '52 hours';
select results_eq($$select severity, key ->> 'subject', message like key ->> 'subject' || ' is not sealed since 20%' from ops.check_rule('audit_seals_behind') order by 2$$,
    $$values ('P2', 'ops.change', true), ('P2', 'ops.plan', true), ('P2', 'ops.plan_change', true), ('P2', 'ops.run', true), ('P2', 'public.audit_logs', true)$$,
    'two are, table by table');
select results_eq($$select subject from ops.audit_seals_behind(array['ops.run'])$$, $$values ('ops.run')$$, 'one key asks for one table');
insert into ops.rule_setting (rule, thresholds, changed_by) values ('audit_seals_behind', '{"hours": 60}', 'test');
select is_empty($$select * from ops.check_rule('audit_seals_behind')$$, 'the time can be set');
delete from ops.rule_setting;
select ops.seal();
select is_empty($$select * from ops.check_rule('audit_seals_behind')$$, 'sealing ends it');
select throws_ok($$select * from ops.repair_audit(rule => 'audit_seals_behind')$$, 'OP003', null, 'it is never changed by us');

select * from finish();
rollback;
