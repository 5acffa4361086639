-- Rows of the log that are reversed by one and the same row.
begin;
select plan(4);

select set_config('test.lot', sample.a_lot('T-LOT')::text, true);
create function pg_temp.entry(name text) returns void language sql as $$
    select set_config('test.' || name, sample.an_entry('UPDATE', 'lot', current_setting('test.lot')::uuid, identifier => name)::text, true)$$;
select pg_temp.entry(n) from unnest(array['T_A', 'T_B', 'T_C', 'T_V', 'T_W']) as n;
select sample.mark_reversed(current_setting('test.T_A')::uuid, current_setting('test.T_V')::uuid);
select sample.mark_reversed(current_setting('test.T_C')::uuid, current_setting('test.T_W')::uuid);
select is_empty($$select * from ops.check_rule('audit_reversal_shared')$$, 'one reversal each says nothing, nor do rows without one');
select sample.mark_reversed(current_setting('test.T_B')::uuid, current_setting('test.T_V')::uuid);
select results_eq($$select severity, message, key ->> 'id', observed #>> '{}' from ops.check_rule('audit_reversal_shared') order by message$$,
    $$values ('P3', 'UPDATE of lot T_A: 2 rows are said to be reversed by the same one', current_setting('test.T_A'), current_setting('test.T_V')),
        ('P3', 'UPDATE of lot T_B: 2 rows are said to be reversed by the same one', current_setting('test.T_B'), current_setting('test.T_V'))$$,
    'both rows are reported');
select is((select count(*) from ops.audit_reversal_shared(array[current_setting('test.T_A')])), 1::bigint, 'one key asks for one row');
select throws_ok($$select * from ops.repair_audit(rule => 'audit_reversal_shared')$$, 'OP003', null, 'it is never changed by us');

select * from finish();
rollback;
