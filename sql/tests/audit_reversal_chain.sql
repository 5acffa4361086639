-- Rows of the log whose reversal was itself reversed, to something else than before.
begin;
select plan(5);

select set_config('test.lot', sample.a_lot('T-LOT')::text, true);
create function pg_temp.entry(name text, was jsonb, became jsonb, at integer) returns void language sql as $$
    select set_config('test.' || name, sample.an_entry('UPDATE', 'lot', current_setting('test.lot')::uuid, was, became,
        identifier => 'T-LOT', at => now() - interval '1 h' * at)::text, true)$$;
create function pg_temp.link(name text, partner text) returns void language sql as $$
    select sample.mark_reversed(current_setting('test.' || name)::uuid, current_setting('test.' || partner)::uuid)$$;
select pg_temp.entry('o', '{"a": 1}', '{"a": 2}', 9);
select pg_temp.entry('v', '{"a": 2}', '{"a": 1}', 8);
select pg_temp.entry('w', '{"a": 1}', '{"a": 2}', 7);
select pg_temp.link('o', 'v');
select is_empty($$select * from ops.check_rule('audit_reversal_chain')$$, 'one reversal says nothing');
select pg_temp.link('v', 'w');
select is_empty($$select * from ops.check_rule('audit_reversal_chain')$$, 'nor does a second one that brings the effect back');
update audit_logs set new_data = '{"a": 3}' where id = current_setting('test.w')::uuid;
select results_eq($$select severity, message, key ->> 'id', expected, observed from ops.check_rule('audit_reversal_chain')$$,
    $$values ('P3', 'UPDATE of lot T-LOT: its reversal was reversed, but not to what it had done', current_setting('test.o'),
        '{"a": 2}'::jsonb, '{"a": 3}'::jsonb)$$, 'a second reversal to something else is reported');
select is((select count(*) from ops.audit_reversal_chain(array[current_setting('test.v')])), 0::bigint, 'one key asks for one row');
update audit_logs set reversal_audit_id = current_setting('test.o')::uuid where id = current_setting('test.v')::uuid;
select is_empty($$select * from ops.check_rule('audit_reversal_chain')$$, 'a circle belongs to another rule');

select * from finish();
rollback;
