-- What is remembered between checks: written when it changes, closed when it is gone, told when it comes back.
begin;
select plan(39);
set local ops.actor = 'a person';

select is((select bool_and(state = 'clean' and appeared + changed + resolved = 0) from ops.record_check('reservations')), true,
    'sound data write no finding');
select is((select count(*) from ops.rule_total), (select count(*) from ops.rule where area = 'reservations'), 'but a total a rule');
select is((select state from ops.area_state where area = 'reservations'), 'clean', 'the area is clean');
select is((select state from ops.area_state where area = 'email'), 'never checked', 'what nobody checked is not');
select throws_ok($$select * from ops.record_check('stock')$$, 'OP001', null, 'an unknown area is refused');

update ops.clock set shift = '1 minute';
select sample.a_lot('T-' || n) from generate_series(1, 3) as n;
update lots set reserved_meters = 10 * right(lot_number, 1)::integer;
select results_eq($$select state, rows, metres, appeared, changed, resolved from ops.record_check('reservations') where rule = 'lot_reserved_meters'$$,
    $$values ('broken', 3::bigint, 60.00, 3, 0, 0)$$, 'what is broken is written');
select results_eq($$select rule, severity, size, kind from ops.open_finding where rule = 'lot_reserved_meters'$$,
    $$values ('lot_reserved_meters', 'P1', 30.00, 'violation'), ('lot_reserved_meters', 'P1', 20.00, 'violation'),
        ('lot_reserved_meters', 'P1', 10.00, 'violation')$$, 'and shown, the largest first');
update ops.clock set shift = '5 minutes';
select is((select appeared + changed + resolved from ops.record_check('reservations') where rule = 'lot_reserved_meters'), 0,
    'the same again writes nothing');
select is((select count(*) from ops.finding where last_change > first_seen), 0::bigint, 'not even a time');

update ops.clock set shift = '6 minutes';
update lots set reserved_meters = 25 where lot_number = 'T-2';
update lots set reserved_meters = 0 where lot_number = 'T-1';
select results_eq($$select rows, appeared, changed, resolved from ops.record_check('reservations') where rule = 'lot_reserved_meters'$$,
    $$values (2::bigint, 0, 1, 1)$$, 'a change is one change, a row that is gone is closed');
select results_eq($$select resolved_by, resolved_at = ops.now() from ops.finding where resolved_at is not null$$,
    $$values ('itself', true)$$, 'by itself');
select results_eq($$select rows, metres from ops.rule_total where rule = 'lot_reserved_meters' order by at$$,
    $$values (0::bigint, 0.00), (3, 60.00), (2, 55.00)$$, 'the totals keep the course of it');
update ops.clock set shift = '10 minutes';
select count(*) from ops.repair_reservations(dry_run => false, rule => 'lot_reserved_meters', reason => 'test');
select is((select resolved from ops.record_check('reservations') where rule = 'lot_reserved_meters'), 2, 'what a repair mended is closed');
select results_eq($$select distinct resolved_by from ops.finding where resolved_by <> 'itself'$$,
    $$select 'run ' || max(id) from ops.run$$, 'by that run');
update ops.clock set shift = '15 minutes';
update lots set reserved_meters = 25 where lot_number = 'T-2';
select is((select appeared from ops.record_check('reservations') where rule = 'lot_reserved_meters'), 1, 'what comes back is new');
select is((select recurred from ops.finding where size = 25 and kind = 'violation'), 1, 'and counted');

-- acknowledged, silenced, tolerated
select is(ops.acknowledge((select fingerprint from ops.open_finding where rule = 'lot_reserved_meters' and kind = 'violation'), 'we know'), true, 'a finding is acknowledged');
select results_eq($$select acknowledged_by, note from ops.open_finding where rule = 'lot_reserved_meters' and kind = 'violation'$$, $$values ('a person', 'we know')$$, 'by whom, with a note');
select throws_ok($$select ops.acknowledge('nothing', 'x')$$, 'OP013', null, 'an unknown one is not');
select throws_ok($$select ops.silence('lot_reserved_meters', ops.now() + interval '31 days', 'x')$$, 'OP005', null, 'a silence of 31 days is refused');
select throws_ok($$select ops.silence('lot_reserved_meters', ops.now() - interval '1 day', 'x')$$, 'OP005', null, 'one that is over too');
select throws_ok($$select ops.silence('lot_reserved_meters', ops.now() + interval '1 day', ' ')$$, 'OP009', null, 'and one without a reason');
select lives_ok($$select ops.silence('lot_reserved_meters', ops.now() + interval '1 day', 'migration')$$, 'a day is fine');
select is((select silence_reason from ops.open_finding where rule = 'lot_reserved_meters' and kind = 'violation'), 'migration', 'it is shown as silenced');
update ops.clock set shift = '25 hours';
select is((select silenced_until from ops.open_finding where rule = 'lot_reserved_meters' and kind = 'violation'), null, 'and ends by itself');
select count(*) from ops.set_rule('lot_reserved_meters', severity => 'P0');
select throws_ok($$select ops.silence('lot_reserved_meters', ops.now() + interval '1 day', 'x')$$, 'OP005', null, 'P0 is never silenced');
select count(*) from ops.set_rule('lot_reserved_meters', severity => 'P1', thresholds => '{"rows": 1, "metres": 25}', notes => 'ask Ayşe first');
select is((select over_threshold from ops.open_finding where rule = 'lot_reserved_meters' and kind = 'violation'), false, 'one row of 25 m is tolerated');
update lots set reserved_meters = 25.01 where lot_number = 'T-2';
select is((select changed from ops.record_check('reservations') where rule = 'lot_reserved_meters'), 1, 'a larger drift is a change');
select is((select over_threshold from ops.open_finding where rule = 'lot_reserved_meters' and kind = 'violation'), true, 'and over the threshold');
select is((select value from ops.rule_page('lot_reserved_meters') where topic = 'team'), 'ask Ayşe first', 'notes are on the page');

-- a rule that cannot run knows nothing about its rows
alter table reservation_lines rename column reserved_meters to metres_reserved;
select results_eq($$select state, resolved from ops.record_check('reservations') where rule = 'lot_reserved_meters'$$,
    $$values ('lost', 0)$$, 'a renamed column loses coverage');
select results_eq($$select kind, severity from ops.open_finding where rule = 'lot_reserved_meters' and kind <> 'writer' order by kind$$,
    $$values ('coverage', 'P1'), ('violation', 'P1')$$, 'which is a finding of its own; the others stay open');
alter table reservation_lines rename column metres_reserved to reserved_meters;
select is((select resolved from ops.record_check('reservations') where rule = 'lot_reserved_meters'), 1, 'and closes when it runs again');
select count(*) from ops.set_rule('lot_reserved_meters', enabled => false);
select is((select state from ops.record_check('reservations') where rule = 'lot_reserved_meters'), 'disabled', 'a disabled rule is not run');
select is((select count(*) from ops.open_finding where rule = 'lot_reserved_meters'), 0::bigint, 'and has no open finding');

-- what stays as it is costs no write, not even a lock of its row
select count(*) from ops.set_rule('lot_reserved_meters', enabled => true);
delete from ops.finding;
delete from ops.rule_coverage;
select count(*) from ops.record_check('reservations');
create function pg_temp.written() returns table (what text, version text) language sql as $$
    select 'coverage ' || c.rule, concat_ws(' ', c.ctid, c.xmin, c.xmax) from ops.rule_coverage as c
    union all
    select 'finding ' || f.fingerprint, concat_ws(' ', f.ctid, f.xmin, f.xmax) from ops.finding as f
    union all
    select 'total ' || t.rule || t.at, concat_ws(' ', t.ctid, t.xmin, t.xmax) from ops.rule_total as t
$$;
create temporary table before_it as select * from pg_temp.written();
select count(*) from ops.record_check('reservations');
select is((select count(distinct split_part(what, ' ', 1)) from before_it), 3::bigint, 'coverage, findings and totals are there');
select is_empty($$select * from pg_temp.written() except select * from before_it$$, 'a check that finds what it found writes and locks nothing');
-- a hash alone has its neighbours anywhere: each finding would write a page of the key whole after each checkpoint
select matches(pg_get_constraintdef(oid), 'KEY \(rule, fingerprint\)', 'findings of a rule lie beside each other')
from pg_constraint where conrelid = 'ops.finding'::regclass and contype = 'p';
select results_eq($$select indexrelid::regclass::text from pg_index where indrelid = 'ops.job_run'::regclass$$, $$values ('ops.job_run_pkey')$$,
    'a run of a job, three thousand a day, is entered into one index');

select * from finish();
rollback;
