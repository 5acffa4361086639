-- Rows of the log that reverse themselves, directly or around a circle.
begin;
select plan(6);

create function pg_temp.entry(name text) returns void language sql as $$
    select set_config('test.' || name, sample.an_entry('UPDATE', 'lot', sample.a_lot(name), identifier => name)::text, true)$$;
create function pg_temp.link(name text, partner text) returns void language sql as $$
    update audit_logs set reversal_audit_id = current_setting('test.' || partner)::uuid where id = current_setting('test.' || name)::uuid$$;
select pg_temp.entry(n) from unnest(array['T_A', 'T_B', 'T_C', 'T_D']) as n;
select pg_temp.link('T_A', 'T_B');
select pg_temp.link('T_B', 'T_C');
select is_empty($$select * from ops.check_rule('audit_reversal_cycle')$$, 'a chain that ends says nothing');
select pg_temp.link('T_D', 'T_D');
select results_eq($$select severity, message, key ->> 'id' from ops.check_rule('audit_reversal_cycle')$$,
    $$values ('P2', 'UPDATE of lot T_D is reversed by itself', current_setting('test.T_D'))$$, 'a row that names itself is reported');
select pg_temp.link('T_C', 'T_B');
select results_eq($$select message from ops.check_rule('audit_reversal_cycle') order by message$$,
    $$values ('UPDATE of lot T_B is reversed by itself through other rows'), ('UPDATE of lot T_C is reversed by itself through other rows'),
        ('UPDATE of lot T_D is reversed by itself')$$, 'so is each row of a circle, but not the one that only leads to it');
select results_eq($$select observed #>> '{}' from ops.audit_reversal_cycle(array[current_setting('test.T_B')])$$,
    $$values (current_setting('test.T_C'))$$, 'one key asks for one row');
select throws_ok($$select * from ops.repair_audit(rule => 'audit_reversal_cycle')$$, 'OP003', null, 'it is never changed by us');
select throws_ok($$select * from ops.repair_audit(rule => 'audit_reversal_cycle', keys => '{x}')$$, 'OP005', null, 'a bad key is refused');

select * from finish();
rollback;
