-- Whether stored data is sound again.
begin;
select plan(12);

select set_config('test.lot', sample.a_lot_of_rolls('T-LOT', 3)::text, true);
select results_eq($$select step, state, next from ops.verify_integrity() where step in ('Data integrity checks pass', 'Users confirm data correctness')$$,
    $$values ('Data integrity checks pass', 'passed', null::text),
        ('Users confirm data correctness', 'manual', 'name and time into the incident; what was changed: select * from ops.recent_run')$$,
    'sound data passes; what a person must confirm stays manual');
select results_eq($$select state, next from ops.verify_integrity() where step like 'Broken rows%'$$,
    $$values ('unknown', 'select * from ops.take_baseline(''integrity'', ''why'')')$$, 'without a baseline there is nothing to compare with');

select results_eq($$select state, next from ops.verify_integrity() where step = 'Audit log and journal are as sealed'$$,
    $$values ('manual', 'select ops.seal()')$$, 'where nothing is sealed nothing could be told');
select ops.seal();
select results_eq($$select state, next from ops.verify_integrity() where step = 'Audit log and journal are as sealed'$$,
    $$values ('unknown', 'select ops.record_seal_check()')$$, 'seals that nobody verified prove nothing');
select ops.record_seal_check();
select results_eq($$select state, next from ops.verify_integrity() where step = 'Audit log and journal are as sealed'$$,
    $$values ('passed', null::text)$$, 'verified ones do');

update lots set meters = 70 where id = current_setting('test.lot')::uuid;
select results_eq($$select state, message, evidence -> 'rules', next from ops.verify_integrity() where step = 'Data integrity checks pass'$$,
    $$values ('failed', '1 rows are broken by 1 rules, 40.00 m', '["lot_meters"]'::jsonb, 'select * from ops.repair_integrity()')$$, 'a broken lot fails');
select results_eq($$select measure, value, unit from ops.take_baseline('integrity', 'test')$$,
    $$values ('broken rows', 1::numeric, 'rows'), ('broken metres', 40.00, 'm'), ('rules that could not run', 0, 'rules')$$, 'how things stand can be kept');
select results_eq($$select state, message like '1 now, 1 on %', next from ops.verify_integrity() where step like 'Broken rows%'$$,
    $$values ('failed', true, 'select * from ops.scope(''integrity'')')$$, 'as bad as before fails');
select is((select count(*) from ops.repair_integrity(dry_run => false, reason => 'test') where state = 'applied'), 1::bigint, 'after the repair');
select results_eq($$select state, message like '0 now, 1 on %', next from ops.verify_integrity() where step like 'Broken rows%'$$,
    $$values ('passed', true, null::text)$$, 'it passes');
create or replace function ops.lot_meters(keys text[] default null) returns setof ops.hit
language plpgsql stable set search_path = pg_catalog, pg_temp as $$begin return query select * from public.no_such_table; end$$;
select results_eq($$select state, message, next from ops.verify_integrity() where step = 'Data integrity checks pass'$$,
    $$values ('unknown', '1 rules could not run: lot_meters', 'select * from ops.doctor()')$$, 'a rule that could not run is never passed');
insert into ops.rule_setting (rule, enabled, changed_by) select r.name, false, 'test' from ops.rule as r where r.area = 'integrity';
select results_eq($$select state, message, next from ops.verify_integrity() where step = 'Data integrity checks pass'$$,
    $$values ('unknown', 'no rule could run here', 'select * from ops.coverage(''integrity'')')$$, 'nor is an area without rules');

select * from finish();
rollback;
