-- Rows of the log whose person does not exist, or is called otherwise.
begin;
select plan(13);

create function pg_temp.entry(hours integer) returns text language sql as $$
    select sample.an_entry('CREATE', 'lot', sample.a_lot('T-LOT'), identifier => 'T-LOT', at => now() - interval '1 h' * hours)::text$$;
create function pg_temp.said() returns setof text language sql as $$
    select replace(c.message, 'CREATE of lot T-LOT: ', '') from ops.check_rule('audit_actor_identity') as c$$;
insert into auth.users (id, email) values ('00000000-0000-4000-8000-00000000cafe', 'other@lotastro.example');
select set_config('test.entry', pg_temp.entry(5), true);
select is_empty($$select pg_temp.said()$$, 'a person by the right address says nothing');
update audit_logs set user_email = 'Fixture@LotAstro.example';
select is_empty($$select pg_temp.said()$$, 'nor does another case');
select set_config('test.old', pg_temp.entry(6), true);
update audit_logs set user_email = 'maiden@lotastro.example' where id = current_setting('test.old')::uuid;
select is_empty($$select pg_temp.said()$$, 'nor a row from before the address was changed');
update audit_logs set created_at = now() - interval '5 h' where id = current_setting('test.old')::uuid;
select is_empty($$select pg_temp.said()$$, 'the same moment is not after');
update audit_logs set created_at = now() where id = current_setting('test.old')::uuid;
select results_eq($$select severity, message, key ->> 'id', observed #>> '{}' from ops.check_rule('audit_actor_identity')$$,
    $$values ('P3', 'CREATE of lot T-LOT: maiden@lotastro.example is not the address of this person', current_setting('test.old'), 'maiden@lotastro.example')$$,
    'a row from after it is reported');
update audit_logs set user_email = 'OTHER@lotastro.example', created_at = now() - interval '6 h' where id = current_setting('test.old')::uuid;
select results_eq($$select pg_temp.said()$$, array['OTHER@lotastro.example is the address of another person'], 'the address of another person always is');
select is((select count(*) from ops.audit_actor_identity(array[current_setting('test.old')])), 1::bigint, 'its key finds it');
select is((select count(*) from ops.audit_actor_identity(array[current_setting('test.entry')])), 0::bigint, 'one key asks for one row');
update audit_logs set user_email = 'fixture@lotastro.example', user_role = 'unknown' where id = current_setting('test.old')::uuid;
select results_eq($$select pg_temp.said()$$, array['there is no role unknown'], 'so is a role that does not exist');
update audit_logs set user_role = 'accounting' where id = current_setting('test.old')::uuid;
select is_empty($$select pg_temp.said()$$, 'a role of before does not matter');
delete from profiles where user_id = sample.a_user();
select results_eq($$select count(*) from pg_temp.said() as s (what) where s.what = 'fixture@lotastro.example has no profile'
        or s.what = 'Fixture@LotAstro.example has no profile'$$, array[2::bigint], 'a person without profile is reported');
delete from audit_logs where id = current_setting('test.entry')::uuid;
select is((select count(*) from ops.check_rule('audit_actor_identity')), 1::bigint, 'for each row');
select throws_ok($$select * from ops.repair_audit(rule => 'audit_actor_identity')$$, 'OP003', null, 'it is never changed by us');

select * from finish();
rollback;
