-- Rows of the log by people who had left, and reversals by people who may not reverse.
begin;
select plan(11);

select set_config('test.lot', sample.a_lot('T-LOT')::text, true);
create function pg_temp.entry(name text, hours integer) returns void language sql as $$
    select set_config('test.' || name, sample.an_entry('UPDATE', 'lot', current_setting('test.lot')::uuid, identifier => 'T-LOT', at => now() - interval '1 h' * hours)::text, true)$$;
select pg_temp.entry('o', 5);
select pg_temp.entry('v', 4);
select sample.mark_reversed(current_setting('test.o')::uuid, current_setting('test.v')::uuid);
select is_empty($$select * from ops.check_rule('audit_actor_rights')$$, 'who was administrator then may have reversed');
update audit_logs set user_role = 'accounting' where id = current_setting('test.v')::uuid;
select results_eq($$select severity, message, key ->> 'id' from ops.check_rule('audit_actor_rights')$$,
    $$values ('P2', 'UPDATE of lot T-LOT: reversed by fixture@lotastro.example, who is no administrator', current_setting('test.o'))$$,
    'a reversal by somebody else is reported');
select is((select count(*) from ops.audit_actor_rights(array[current_setting('test.o')])), 1::bigint, 'its key finds it');
select is((select count(*) from ops.audit_actor_rights(array[current_setting('test.v')])), 0::bigint, 'one key asks for one row');
insert into user_roles (user_id, role) values (sample.a_user(), 'senior_manager') on conflict do nothing;
select is((select count(*) from ops.check_rule('audit_actor_rights')), 1::bigint, 'other roles do not help');
insert into user_roles (user_id, role) values (sample.a_user(), 'admin');
select is_empty($$select * from ops.check_rule('audit_actor_rights')$$, 'the role of an administrator does');
select set_config('request.jwt.claim.sub', sample.a_user()::text, true);
update profiles set role = 'admin' where user_id = sample.a_user();
delete from user_roles where user_id = sample.a_user();
select is_empty($$select * from ops.check_rule('audit_actor_rights')$$, 'so does the profile');
update audit_logs set reversal_audit_id = null;
select is_empty($$select * from ops.check_rule('audit_actor_rights')$$, 'also without the reversal row');
update profiles set deleted_at = now() - interval '4 h' where user_id = sample.a_user();
select is_empty($$select * from ops.check_rule('audit_actor_rights')$$, 'up to the moment of leaving one may act');
update profiles set deleted_at = now() - interval '4 h' - interval '1 s' where user_id = sample.a_user();
select results_eq($$select message, key ->> 'id' from ops.check_rule('audit_actor_rights')$$,
    $$values ('UPDATE of lot T-LOT: fixture@lotastro.example had left before', current_setting('test.v'))$$, 'not after it');
select throws_ok($$select * from ops.repair_audit(rule => 'audit_actor_rights')$$, 'OP003', null, 'it is never changed by us');

select * from finish();
rollback;
