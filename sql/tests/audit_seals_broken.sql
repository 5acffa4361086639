-- Rows and seals that are not as they were sealed.
begin;
select plan(14);

select set_config('test.lot', sample.a_lot('T-LOT')::text, true);
delete from audit_logs;
create function pg_temp.entry(age interval) returns uuid language plpgsql as $$
declare v uuid := sample.an_entry('UPDATE', 'lot', current_setting('test.lot')::uuid, identifier => 'T-LOT');
begin
    update public.audit_logs as a set created_at = ops.now() - age where a.id = v;
    return v;
end $$;
create function pg_temp.found() returns table (severity text, subject text, key text, what text) language sql as $$
    select v.severity, v.subject, v.key ->> 'id', v.observed #>> '{}' from ops.check_rule('audit_seals_broken') as v order by 2, 3
$$;
select set_config('test.one', pg_temp.entry('2 days')::text, true), set_config('test.two', pg_temp.entry('3 days')::text, true);
update audit_logs set notes = 'x';
select is_empty('select * from pg_temp.found()', 'where nothing is sealed nothing is broken');
select ops.seal();
select ops.record_seal_check();
select is_empty('select * from pg_temp.found()', 'sound seals say nothing');
update audit_logs set is_reversed = true where id = current_setting('test.one')::uuid;
select is_empty('select * from pg_temp.found()', 'nor does what the application changes itself');
savepoint sound;

update audit_logs set notes = 'y' where id = current_setting('test.one')::uuid;
delete from audit_logs where id = current_setting('test.two')::uuid;
select is_empty('select * from pg_temp.found()', 'what was verified before is left to the next complete verification');
select ops.record_seal_check();
select results_eq('select * from pg_temp.found()', $$select * from (values ('P1', 'public.audit_logs', current_setting('test.one'), 'edited'),
    ('P1', 'public.audit_logs', current_setting('test.two'), 'removed')) as v order by 3$$, 'which makes it known');
select is((select count(*) from ops.audit_seals_broken(array[current_setting('test.one')])), 1::bigint, 'one key asks for one row');
select is((select message from ops.check_rule('audit_seals_broken') where observed #>> '{}' = 'edited'),
    format('public.audit_logs %s was edited after batch %s', current_setting('test.one'), (select max(id) from ops.seal_batch where subject = 'public.audit_logs')), 'the message names row and seal');
update audit_logs set notes = 'x' where id = current_setting('test.one')::uuid;
select results_eq('select key, what from pg_temp.found()', $$values (current_setting('test.two'), 'removed')$$, 'what was put back is sound again');
select throws_ok($$select * from ops.repair_audit(rule => 'audit_seals_broken')$$, 'OP003', null, 'it is never changed by us');
rollback to sound;

update ops.seal_batch set through = through - interval '1 s' where subject = 'public.audit_logs';
select ops.record_seal_check();
select results_eq('select severity, subject, key, what from pg_temp.found()',
    $$select 'P1', 'public.audit_logs', max(id)::text, 'altered' from ops.seal_batch where subject = 'public.audit_logs'$$, 'an altered seal is named by its number');
rollback to sound;
delete from ops.seal_batch where id = (select max(id) from ops.seal_batch);
select results_eq('select severity, subject, what from pg_temp.found()', $$values ('P1', 'ops.seal_batch', 'cut')$$, 'a cut tail is seen by the verification on record');
rollback to sound;
update ops.clock set shift = '1 day';
select set_config('test.three', pg_temp.entry('5 hours')::text, true);
select ops.seal();
delete from audit_logs where id = current_setting('test.three')::uuid;
select set_config('test.four', pg_temp.entry('3 hours')::text, true);
select results_eq('select key, what from pg_temp.found()', $$select * from (values (current_setting('test.three'), 'removed'), (current_setting('test.four'), 'slipped in')) as v order by 1$$,
    'what happened to rows sealed since the verification is known at once');
rollback to sound;
alter table audit_logs drop column notes;
select ops.record_seal_check();
select results_eq($$select status, subject from ops.check_rule('audit_seals_broken')$$, $$values ('unknown', null::text)$$, 'a sealed column that is gone makes it unknown');
rollback to sound;
alter table audit_logs rename to audit_logs_away;
select results_eq($$select status, subject from ops.check_rule('audit_seals_broken')$$, $$values ('unknown', null::text)$$, 'so does a table that is gone');

select * from finish();
rollback;
