-- Rows of the log whose reversal is missing, speaks of something else, or happened before them.
begin;
select plan(12);

select set_config('test.lot', sample.a_lot('T-LOT')::text, true);
select set_config('test.o', sample.an_entry('UPDATE', 'lot', current_setting('test.lot')::uuid, identifier => 'T-LOT', at => now() - interval '3 h')::text, true);
select set_config('test.v', sample.an_entry('UPDATE', 'lot', current_setting('test.lot')::uuid, notes => 'Reverted update.', at => now() - interval '1 h')::text, true);
select sample.mark_reversed(current_setting('test.o')::uuid, current_setting('test.v')::uuid);
create function pg_temp.o() returns uuid language sql as $$select current_setting('test.o')::uuid$$;
create function pg_temp.v() returns uuid language sql as $$select current_setting('test.v')::uuid$$;
select is_empty($$select * from ops.check_rule('audit_reversal_partner')$$, 'a completed reversal says nothing');
update audit_logs set reversed_at = reversed_at - interval '59 s' where id = pg_temp.o();
select is_empty($$select * from ops.check_rule('audit_reversal_partner')$$, 'a minute is between two clocks');
update audit_logs set reversed_at = reversed_at - interval '2 s' where id = pg_temp.o();
select results_eq($$select severity, message, key ->> 'id', observed #>> '{}' from ops.check_rule('audit_reversal_partner')$$,
    $$values ('P2', 'UPDATE of lot T-LOT: the time of reversal is before the reversal', pg_temp.o()::text, pg_temp.v()::text)$$,
    'a time before the reversal is reported');
update audit_logs set reversed_at = now() where id = pg_temp.o();
select is_empty($$select * from ops.check_rule('audit_reversal_partner')$$, 'now is not the future');
update audit_logs set reversed_at = now() + interval '1 s' where id = pg_temp.o();
select results_eq($$select message from ops.check_rule('audit_reversal_partner')$$,
    $$values ('UPDATE of lot T-LOT: the time of reversal is in the future')$$, 'the future is');
update audit_logs set reversed_at = now() where id = pg_temp.o();
update audit_logs set created_at = (select o.created_at from audit_logs as o where o.id = pg_temp.o()) where id = pg_temp.v();
select is_empty($$select * from ops.check_rule('audit_reversal_partner')$$, 'the same moment is not before');
update audit_logs set created_at = now() - interval '4 h' where id = pg_temp.v();
select results_eq($$select message from ops.check_rule('audit_reversal_partner')$$,
    $$values ('UPDATE of lot T-LOT: its reversal was logged before it')$$, 'a reversal before it is reported');
update audit_logs set created_at = now(), entity_id = sample.a_user() where id = pg_temp.v();
select results_eq($$select message from ops.check_rule('audit_reversal_partner')$$,
    $$values ('UPDATE of lot T-LOT: its reversal speaks of something else')$$, 'so is one of another thing');
update audit_logs set entity_type = 'roll', entity_id = current_setting('test.lot')::uuid where id = pg_temp.v();
select results_eq($$select message from ops.check_rule('audit_reversal_partner')$$,
    $$values ('UPDATE of lot T-LOT: its reversal speaks of something else')$$, 'or of another kind');
select is((select count(*) from ops.audit_reversal_partner(array[pg_temp.o()::text])), 1::bigint, 'its key finds it');
select is((select count(*) from ops.audit_reversal_partner(array[pg_temp.v()::text])), 0::bigint, 'one key asks for one row');
alter table public.audit_logs drop constraint audit_logs_reversal_audit_id_fkey;
delete from audit_logs where id = pg_temp.v();
select results_eq($$select message from ops.check_rule('audit_reversal_partner')$$,
    $$values ('UPDATE of lot T-LOT: its reversal is not in the log')$$, 'and one that is gone');

select * from finish();
rollback;
