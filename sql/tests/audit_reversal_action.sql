-- Rows of the log whose reversal is no opposite of theirs, or is by another person than they say.
begin;
select plan(15);

select set_config('test.lot', sample.a_lot('T-LOT')::text, true);
select set_config('test.o', sample.an_entry('UPDATE', 'lot', current_setting('test.lot')::uuid, identifier => 'T-LOT', at => now() - interval '3 h')::text, true);
select set_config('test.v', sample.an_entry('UPDATE', 'lot', current_setting('test.lot')::uuid, identifier => 'T-LOT', at => now() - interval '1 h')::text, true);
select sample.mark_reversed(current_setting('test.o')::uuid, current_setting('test.v')::uuid);
create function pg_temp.said(action text, taken_back_by text) returns setof text language plpgsql as $$
begin
    update audit_logs set action = said.action::audit_action_type where id = current_setting('test.o')::uuid;
    update audit_logs set action = taken_back_by::audit_action_type where id = current_setting('test.v')::uuid;
    return query select c.message from ops.check_rule('audit_reversal_action') as c;
end
$$;
select is_empty(format('select pg_temp.said(%L, %L)', p.a, p.b), p.a || ' is taken back by ' || p.b)
from (values ('CREATE', 'DELETE'), ('DELETE', 'CREATE'), ('UPDATE', 'UPDATE'), ('STATUS_CHANGE', 'UPDATE')) as p (a, b);
select results_eq(format('select pg_temp.said(%L, %L)', p.a, p.b),
    array[format('%s of lot T-LOT: %s is not what takes it back', p.a, p.b)], p.a || ' is not taken back by ' || p.b)
from (values ('CREATE', 'CREATE'), ('DELETE', 'DELETE'), ('UPDATE', 'DELETE'), ('STATUS_CHANGE', 'CREATE'), ('FULFILL', 'UPDATE'), ('APPROVE', 'DELETE')) as p (a, b);

select pg_temp.said('CREATE', 'DELETE');
insert into auth.users (id, email) values ('00000000-0000-4000-8000-00000000cafe', 'other@lotastro.example');
update audit_logs set reversed_by = '00000000-0000-4000-8000-00000000cafe' where id = current_setting('test.o')::uuid;
select results_eq($$select severity, message, key ->> 'id', observed #>> '{}' from ops.check_rule('audit_reversal_action')$$,
    $$values ('P3', 'CREATE of lot T-LOT: its reversal is by another person than it says', current_setting('test.o'), 'DELETE')$$,
    'another person is reported');
select is((select count(*) from ops.audit_reversal_action(array[current_setting('test.o')])), 1::bigint, 'its key finds it');
select is((select count(*) from ops.audit_reversal_action(array[current_setting('test.v')])), 0::bigint, 'one key asks for one row');
update audit_logs set reversed_by = null where id = current_setting('test.o')::uuid;
select is_empty($$select * from ops.check_rule('audit_reversal_action')$$, 'a missing person belongs to another rule');
select throws_ok($$select * from ops.repair_audit(rule => 'audit_reversal_action')$$, 'OP003', null, 'it is never changed by us');

select * from finish();
rollback;
