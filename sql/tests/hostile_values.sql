-- What is said and written where a column holds no number, no day, or what a terminal obeys.
begin;
select plan(24);

select is(ops._plain(E'a\r\n\tb\u2028c'), 'a b c', 'line ends and tabs are one space');
select is(ops._plain(E'\x1b[31m\u202ea\x7f\u009b'), '�[31m�a��', 'what a terminal obeys, or turns round, is shown as such');
select is(ops._plain('Ayşe – שלום'), 'Ayşe – שלום', 'letters of any script stay');
select is(ops._plain(null), null, 'null stays null');
select results_eq($$select ops._metres(m), ops._metres(m, true) from unnest(array[1234.5, 1e12, -1e400, 'NaN', 'Infinity', null]::numeric[]) as m$$,
    $$values ('1,234.50', '+1,234.50'), ('10^12', '+10^12'), ('-10^400', '-10^400'), ('NaN', 'NaN'), ('Infinity', 'Infinity'), (null, null)$$,
    'metres beyond the pattern are told by their power of ten');
set local timezone = 'UTC';
select results_eq($$select ops._moment(t, 'Europe/Istanbul') from unnest(array['2026-01-02 06:00+00', 'infinity', '-infinity', '294276-12-31 23:59:59+00', '4714-11-24 00:00+00 BC', null]::timestamptz[]) as t$$,
    $$values ('2026-01-02 09:00'), ('infinity'), ('-infinity'), ('294276-12-31 23:59:59+00'), ('4714-11-24 00:00:00+00 BC'), (null)$$, 'any time can be said');
select results_eq($$select ops._shifted(t, -interval '1 hour') from unnest(array['2026-01-02 06:00+00', '-infinity', '4714-11-24 00:00+00 BC', null]::timestamptz[]) as t$$,
    $$values ('2026-01-02 05:00+00'::timestamptz), ('-infinity'), ('4714-11-24 00:00+00 BC'), (null)$$, 'and moved, where it can be');
select is(ops._span('-infinity', '2026-01-01'), null, 'there is no span to what has no end');
select is(ops._span('4714-11-24 00:00+00 BC', '294276-12-31'), null, 'nor from one end of the calendar to the other: no interval is so long');
select is(ops._span('294276-12-31', '4714-11-24 00:00+00 BC'), null, 'in either direction');
select is(ops._is_boundless('public.lots', '{"meters": "NaN"}'), true, 'NaN is no measure');
select is(ops._is_boundless('public.lots', '{"quality": "NaN"}'), false, 'but may be the name of a quality');

-- a roll without a finite length
select set_config('test.lot', sample.a_lot(E'T-\x1b[1m\n1', 100)::text, true);
insert into rolls (lot_id, meters, position) values (current_setting('test.lot')::uuid, 'NaN', 1);
select results_eq($$select message, size, expected from ops.check_rule('lot_meters')$$,
    $$values ('lot T-�[1m 1: 100.00 m in 1 roll, its rolls are NaN m in 1 (NaN)', null::numeric, null::jsonb)$$, 'is reported in one plain line, without a size');
select results_eq($$select distinct state from ops.repair_integrity(rule => 'lot_meters')$$, $$values ('decide')$$, 'and left to a person');
update rolls set meters = 1e30;
select results_eq($$select size, expected from ops.check_rule('lot_meters')$$, $$values (null::numeric, null::jsonb)$$, 'nor can a lot hold a number beyond its column');

-- a counter that follows such a line
update rolls set meters = 100;
select set_config('test.res', sample.a_reservation()::text, true);
select sample.a_line(current_setting('test.res')::uuid, current_setting('test.lot')::uuid, 10);
alter table reservation_lines disable trigger user;
update reservation_lines set reserved_meters = 'NaN';
alter table reservation_lines enable trigger user;
select results_eq($$select observed, expected, size from ops.check_rule('lot_reserved_meters')$$, $$values ('"10.00"'::jsonb, '"NaN"'::jsonb, null::numeric)$$, 'a sum that is none is reported');
select results_eq($$select state, after from ops.repair_reservations(rule => 'lot_reserved_meters')$$, $$values ('decide', null::jsonb)$$, 'and not written');
select is_empty($$select * from ops.repair_reservations(rule => 'lot_reserved_meters', dry_run => false, reason => 'r') where state = 'applied'$$, 'not even when asked');
select is((select reserved_meters from lots), 10.00, 'the counter is as it was');

-- a lot of which far more is counted than there is
alter table reservation_lines disable trigger user;
update reservation_lines set reserved_meters = 20;
alter table reservation_lines enable trigger user;
update reservations set status = 'released', canceled_at = now();
update lots set reserved_meters = 500, meters = 5;
create temporary table was as select to_jsonb(l) as line from reservation_lines as l;
select is((select count(*) from ops.repair_reservations(rule => 'stale_reservation_lines', choice => 'quarantine', dry_run => false, reason => 'r') where state = 'applied'), 1::bigint,
    'a line on it leaves');
select is((select reserved_meters from lots), 480.00, 'with its metres');
select is_empty($$select * from ops.undo(ops.last_run(), 'back') where state <> 'restored'$$, 'and comes back past the check of the application');
select results_eq($$select to_jsonb(l) from reservation_lines as l$$, $$select line from was$$, 'as it was');
select is((select reserved_meters from lots), 500.00, 'with its metres');

select * from finish();
rollback;
