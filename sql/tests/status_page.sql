-- The facts of the status page: how areas stood day by day, and the clocks of incidents.
begin;
select plan(42);
create function pg_temp.go(at timestamptz) returns void language sql as $$ update ops.clock set shift = at - now() $$;
create function pg_temp.page() returns jsonb language sql as $$ select ops.status_page(days => 4) $$;
create function pg_temp.area(name text) returns jsonb language sql as
    $$ select e from jsonb_array_elements(pg_temp.page() -> 'areas') as e where e ->> 'area' = name $$;
create function pg_temp.total(rule text, at timestamptz, state text, rows bigint, metres numeric) returns void language sql as
    $$ insert into ops.rule_total (rule, at, state, rows, metres, seconds, checked_at) values (rule, at, state, rows, metres, 0.1, at) $$;
select pg_temp.go('2026-03-01 10:00+00');
set local ops.actor = 'Ayşe';

-- just installed
select is(pg_temp.page() -> 'verdict', '{"level": "none", "text": "No data yet: nothing was checked here"}', 'without a check there is no verdict');
select is(jsonb_array_length(pg_temp.page() -> 'areas'), 10, 'all areas are there');
select is(pg_temp.area('email') -> 'history' -> 0, '{"day": "2026-02-26", "rows": null, "state": "none", "metres": null, "unknown": 0, "rows_high": null, "metres_high": null}',
    'a day of which nothing is known says so');
select is((pg_temp.area('email') ->> 'current')::boolean, false, 'what was never checked is not current');
select results_eq($$select p -> 'incidents', p -> 'rules', p -> 'growth' -> 'days', p -> 'repairs' -> 'runs' from pg_temp.page() as p$$,
    $$values ('[]'::jsonb, '[]'::jsonb, '[]'::jsonb, '[]'::jsonb)$$, 'empty lists are lists');
select is((select count(*) from jsonb_array_elements(pg_temp.page() -> 'jobs') as j where j ->> 'state' = 'never run'), 11::bigint, 'no job has run');
select throws_ok('select ops.status_page(0)', 'OP005', 'days cannot be 0', 'no day is refused');
select throws_ok('select ops.status_page(367)', 'OP005', 'days cannot be 367', 'more than a year too');
select throws_ok('select ops.public_status(null)', 'OP005', 'days cannot be null', 'and nothing at all');

-- a course of four days in Istanbul, three hours ahead
select pg_temp.total('lot_reserved_meters', '2026-02-26 10:00+00', 'broken', 3, 60);
select pg_temp.total('lot_reserved_meters', '2026-02-26 15:00+00', 'broken', 5, 100.50);
select pg_temp.total('lot_reserved_meters', '2026-02-26 20:00+00', 'broken', 2, 40);
select pg_temp.total('lot_reserved_meters', '2026-02-26 23:30+00', 'clean', 0, 0);
select pg_temp.total('stale_reservation_lines', '2026-02-27 21:30+00', 'broken', 7, 70);
select pg_temp.total('stale_reservation_lines', '2026-02-28 21:00+00', 'unknown', 0, 0);
select results_eq($$select day, rows, rows_high, metres, metres_high from ops._drift_by_day(4) where area = 'reservations' order by day$$,
    $$values (date '2026-02-26', 2::numeric, 5::numeric, 40::numeric, 100.50), ('2026-02-27', 0, 2, 0, 40), ('2026-02-28', 7, 7, 70, 70), ('2026-03-01', 7, 7, 70, 70)$$,
    'the end of each day and its worst moment, in the zone of the application; a rule that could not run keeps what it knew');
select results_eq($$select day, state, unknown from ops._state_by_day(4) where area = 'reservations' order by day$$,
    $$select day, state, unknown from (values (date '2026-02-26', (select severity from ops.rule where name = 'lot_reserved_meters'), 0::bigint), ('2026-02-27', (select severity from ops.rule where name = 'lot_reserved_meters'), 0),
        ('2026-02-28', (select severity from ops.rule where name = 'stale_reservation_lines'), 0), ('2026-03-01', 'unknown', 1)) as v (day, state, unknown)$$,
    'the worst of each day; what ended at midnight is not of the next one');
select is(pg_temp.area('reservations') -> 'history' -> 3 ->> 'state', 'unknown', 'the page has the same');
select results_eq($$select (r ->> 'rows')::integer, r ->> 'state' from jsonb_array_elements(pg_temp.page() -> 'rules') as r order by r ->> 'rule'$$,
    $$values (0, 'clean'), (0, 'unknown')$$, 'each rule as it last ran');
select pg_temp.total('lot_reserved_meters', '2026-02-28 22:00+00', 'broken', 1, 5);
select is((select rows from ops._drift_by_day(1) where area = 'reservations'), 8::numeric, 'rules of an area add up, also what began before the page does');
select is((select state from ops._state_by_day(1) where area = 'reservations'), 'P1', 'the gravest wins over what could not run');
select pg_temp.go('2027-01-01 10:00+00');
select results_eq($$select distinct rows, rows_high from ops._drift_by_day(30) where area = 'reservations'$$, $$values (8::numeric, 8::numeric)$$,
    'what nothing changed since long ago stands on every day');
select results_eq($$select distinct state, unknown from ops._state_by_day(30) where area = 'reservations'$$, $$values ('P1', 1::bigint)$$, 'so do its states');
select pg_temp.go('2026-03-01 10:00+00');
select is((select count(*) from ops._drift_by_day(366)), 3660::bigint, 'a year is a row an area and day');
select ops.set_setting('time_zone', 'Europe/Berlin');
select pg_temp.go('2026-03-30 10:00+00');
select results_eq($$select ends - begins from ops._page_days(3) order by day$$, $$values (interval '24 hours'), (interval '23 hours'), (interval '24 hours')$$,
    'a day of summer time has 23 hours');
select is(ops._page_time('2026-03-30 10:00+00', 'Europe/Berlin'), '2026-03-30T12:00:00+02:00', 'a moment carries its offset');
select is(ops._page_time('2026-03-30 10:00+00', 'America/St_Johns'), '2026-03-30T07:30:00-02:30', 'also one west of Greenwich, of half an hour');
select is(ops._page_time(null, 'UTC'), null, 'nothing stays nothing');
select ops.set_setting('time_zone', null);
delete from ops.rule_total;
select pg_temp.go('2026-03-01 10:00+00');

-- states of now
select count(*) from ops.record_check('reservations');
select results_eq($$select a ->> 'state', (a ->> 'current')::boolean, a ->> 'checked_at' from pg_temp.area('reservations') as a$$,
    $$values ('clean', true, '2026-03-01T13:00:00+03:00')$$, 'an area that was checked is clean and current');
select is(pg_temp.page() -> 'verdict' ->> 'text', '1 of 10 areas are clean; 9 could not be checked or never were', 'the verdict hides nothing');
select is(pg_temp.page() -> 'verdict' ->> 'level', 'unknown', 'and is not clean');
select pg_temp.go('2026-03-01 10:36+00');
select is((pg_temp.area('reservations') ->> 'current')::boolean, false, 'twice the interval of its job later it is no longer current');
select sample.a_lot('T-1');
update lots set reserved_meters = 30 where lot_number = 'T-1';
select count(*) from ops.record_check('reservations');
select results_eq($$select a ->> 'state', (a ->> 'rows')::integer, (a ->> 'metres')::numeric, a -> 'severities' ->> 'P1' from pg_temp.area('reservations') as a$$,
    $$values ('P1', 1, 30.00, '1')$$, 'what is broken has rows, metres and severities');
select matches(pg_temp.page() -> 'verdict' ->> 'text', '^1 of 10 areas has findings, the worst is P1; 9 could', 'the verdict names the worst');

-- clocks
select is((pg_temp.page() -> 'incidents' -> 0 ->> 'response_left_seconds')::integer, 3600, 'a P1 has an hour to be answered');
select pg_temp.go('2026-03-01 11:46+00');
select is((pg_temp.page() -> 'incidents' -> 0 ->> 'response_left_seconds')::integer, -600, 'overdue is below zero');
select ops.acknowledge_incident((pg_temp.page() -> 'incidents' -> 0 ->> 'id')::bigint);
select results_eq($$select i ->> 'state', (i ->> 'answered_seconds')::integer, (i ->> 'age_seconds')::integer, i ->> 'response_left_seconds'
    from jsonb_array_elements(pg_temp.page() -> 'incidents') as i$$, $$values ('acknowledged', 4200, 4200, null::text)$$, 'an answer stops one clock');
select count(*) from ops.repair_reservations(dry_run => false, reason => 'counted');
select count(*) from ops.undo((select max(id) from ops.run), 'counted again');
select ops.resolve_incident((pg_temp.page() -> 'incidents' -> 0 ->> 'id')::bigint, 'a person counted', 'Deniz');
select pg_temp.go('2026-03-01 12:46+00');
select results_eq($$select (i ->> 'age_seconds')::integer, (i ->> 'post_mortem_left_seconds')::integer from jsonb_array_elements(pg_temp.page() -> 'resolved_incidents') as i$$,
    $$values (4200, 47 * 3600)$$, 'resolving stops the other, and the post-mortem has its own');
select is(jsonb_array_length(pg_temp.page() -> 'incidents'), 1, 'it stays in the list until that was held');

-- repairs and undos
select results_eq($$select (d ->> 'applied')::integer, (d ->> 'applied_metres')::numeric, (d ->> 'undone')::integer, (d ->> 'undone_metres')::numeric
    from jsonb_array_elements(pg_temp.page() -> 'repairs' -> 'days') as d where d ->> 'day' = '2026-03-01'$$, $$values (1, 30.00, 1, 30.00)$$, 'what was repaired and taken back, in rows and metres');
select results_eq($$select r ->> 'kind', r ->> 'reason', (r ->> 'done')::integer from jsonb_array_elements(pg_temp.page() -> 'repairs' -> 'runs') as r$$,
    $$values ('undo', 'counted again', 1), ('apply', 'counted', 1)$$, 'run by run, the latest first');

-- the same facts as metrics
select results_eq($$select value from ops.metric where family = 'lotastro_ops_findings' and labels = '{"area": "reservations", "severity": "P1"}'$$,
    $$select (pg_temp.area('reservations') -> 'severities' ->> 'P1')::numeric$$, 'metrics are the facts of the page');
select results_eq($$select value from ops.metric where family = 'lotastro_ops_area_checked_timestamp_seconds'$$,
    $$select extract(epoch from timestamptz '2026-03-01 11:46+00')$$, 'times are seconds since 1970');
select is((select count(*) from ops.metric where family like '%_bytes'), 0::bigint, 'sizes nobody noted are no samples');
select ops.note_sizes();
select is((select count(*) from ops.metric where family like '%_bytes' and value > 0 or family = 'lotastro_ops_reclaimable_bytes'), 2::bigint + (select count(reclaimable_bytes) from ops.daily_size where kind = 'database'), 'noted ones are');

-- who may read it
grant ops_reader to postgres;
set local role ops_reader;
select lives_ok('select ops.status_page(), ops.public_status(), (select count(*) from ops.metric)', 'a reader reads all of it');
set local role authenticated;
select throws_ok('select ops.public_status()', '42501', null, 'the application''s users do not');
reset role;
select is((select count(*) from ops.status_page() as p where p::text ~ 'password'), 0::bigint, 'no password is in it');

select * from finish();
rollback;
