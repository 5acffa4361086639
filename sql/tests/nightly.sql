-- The nightly repair: unarmed it plans, armed it applies what is promoted, the rest becomes one incident a cause.
begin;
select plan(24);

create function pg_temp.night(day integer) returns void language plpgsql as $$
declare v_run bigint;
begin
    update ops.clock set shift = date '2026-03-01' + day + time '23:31' at time zone 'UTC' - now();
    update ops.job set due_at = ops.now() where name in ('full', 'nightly');
    loop
        v_run := ops._claim_job('nightly');
        exit when v_run is null;
        while ops._job_step(v_run) loop null; end loop;
        perform ops._end_job(v_run);
    end loop;
end $$;
create function pg_temp.note() returns text language sql as
    $$ select r.note from ops.job_run as r where r.job = 'nightly' order by r.id desc limit 1 $$;

select pg_temp.night(0);
select is(pg_temp.note(), null, 'a sound night says nothing');
select is((select count(*) from ops.plan), 0::bigint, 'and leaves no plan');
select sample.a_lot('N-A'), sample.a_lot('N-B'), sample.a_lot('N-C');
select set_config('test.line', sample.a_line(sample.a_reservation(), (select id from lots where lot_number = 'N-A'), 40)::text, true);
update reservation_lines set lot_id = (select id from lots where lot_number = 'N-B') where id = current_setting('test.line')::uuid;
update lots set reserved_meters = 7 where lot_number = 'N-C';

select pg_temp.night(1);
select matches(pg_temp.note(), '^lot_reserved_meters: plan \d+, 3 changes, 0 of them promoted$', 'not promoted: planned only');
select is((select sum(reserved_meters) from lots), 47.00, 'nothing is changed');
select is((select count(*) from ops.incident where cause = 'moved_line'), 1::bigint, 'its P1 findings have their incident');
select results_eq($$select cause, nights, planned, surprises from ops.repair_evidence where cause = 'moved_line'$$,
    $$values ('moved_line', 1::bigint, 2::bigint, 0::bigint)$$, 'the night is evidence');
select pg_temp.night(2);
select results_eq($$select ops.promote('lot_reserved_meters', 'moved_line', 'watched')$$,
    array['jobs may repair lot_reserved_meters caused by moved_line · 2 nights planned (4 rows, 160.00 m), 0 surprises'],
    'promoting shows the evidence');
select pg_temp.night(3);
select matches(pg_temp.note(), '3 changes, 2 of them promoted, not armed: not applied$', 'unarmed: only plans');
select is((select sum(reserved_meters) from lots), 47.00, 'nothing is changed');
select ops.arm('test');
select ops.maintenance('2 hours', 'moving house');
update ops.maintenance set since = ops.now() + interval '23 hours', until = ops.now() + interval '26 hours';
select pg_temp.night(4);
select matches(pg_temp.note(), 'maintenance: not applied', 'in maintenance nothing is repaired');
select ops.end_maintenance();
select pg_temp.night(5);
select results_eq($$select lot_number, reserved_meters from lots where lot_number like 'N-%' order by 1$$,
    $$values ('N-A', 0.00), ('N-B', 40.00), ('N-C', 7.00)$$, 'armed: what is promoted is mended, the rest is not touched');
select results_eq($$select state, actor, reason, done from ops.run$$, $$values ('done', 'ops:nightly', 'nightly repair', 2)$$, 'by the job');
select matches(pg_temp.note(), 'run \d+ done: 2 of 2 rows applied', 'its report says so');
select is((select count(*) from ops.open_finding where cause = 'moved_line' and kind = 'violation'), 0::bigint, 'it looked again: they are gone');
select is((select resolved_by from ops.finding where cause = 'moved_line' and kind = 'violation' limit 1), 'run ' || (select max(id) from ops.run), 'mended by that run');
select is((select applied from ops.repair_evidence where cause = 'moved_line'), 2::bigint, 'and counted');
select is((select count(*) from ops.incident as i where i.area = 'reservations' and i.cause <> 'moved_line'), 1::bigint, 'the rest is with one incident a cause');

-- a person undoes it: a surprise, and on hold
select count(*) from ops.undo((select max(id) from ops.run), 'no');
select pg_temp.night(6);
select is((select surprises from ops.repair_evidence where cause = 'moved_line'), 2::bigint, 'undone by a person is a surprise');
select is((select count(*) from ops.run where kind = 'apply'), 1::bigint, 'what a person undid is not done again');
select ops.release_hold(id, 'fine again') from ops.hold where released_at is null;

-- over a cap
select ops.set_setting('cap_metres', '10');
select pg_temp.night(7);
select matches(pg_temp.note(), 'refused', 'over a cap the run is refused');
select is((select sum(reserved_meters) from lots), 47.00, 'nothing is changed');
select results_eq($$select severity, run is not null, state from ops.incident where cause = 'over a cap'$$, $$values ('P1', true, 'open')$$, 'and an incident opens');
select pg_temp.night(8);
select is((select count(*) from ops.incident where cause = 'over a cap'), 1::bigint, 'one, however many nights');

-- other counters, other incidents: still one a cause
select sample.a_lot('F-' || n) from generate_series(1, 60) as n;
update lots set reserved_meters = 1 where lot_number like 'F-%';
select pg_temp.night(9);
select is((select count(*) from ops.incident where state <> 'resolved') < 5, true, 'sixty rows are no flood');

select * from finish();
rollback;
