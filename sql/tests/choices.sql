-- What a person chooses: rows that leave through the journal, with what the application's triggers do beside.
begin;
select plan(29);

select set_config('test.lot', sample.a_lot('T-LOT')::text, true);
select set_config('test.res', sample.a_reservation()::text, true);
select sample.a_line(current_setting('test.res')::uuid, current_setting('test.lot')::uuid, 40);
select sample.a_line(current_setting('test.res')::uuid, current_setting('test.lot')::uuid, 5);
update reservations set status = 'released', canceled_at = now() where id = current_setting('test.res')::uuid;
create temporary table was as select to_jsonb(l) as row from reservation_lines as l;

select throws_ok($$select * from ops.repair_reservations(rule => 'stale_reservation_lines', choice => 'burn')$$,
    'OP005', 'rule stale_reservation_lines offers no choice ''burn''', 'a choice that is not offered is refused');
select throws_ok($$select * from ops.repair_reservations(choice => 'quarantine')$$, 'OP005', 'a choice needs a rule', 'and so is one without a rule');
select results_eq(
    $$select action, before ->> 'reserved_meters', after, state, size from ops.repair_reservations(rule => 'stale_reservation_lines', choice => 'quarantine') order by size$$,
    $$values ('delete', '5.00', null::jsonb, 'planned', 5.00), ('delete', '40.00', null, 'planned', 40.00)$$,
    'the plan keeps the whole row'
);
select is((select count(*) from reservation_lines), 2::bigint, 'and changes nothing');
select set_config('test.plan', (select max(id)::text from ops.plan), true);
update reservation_lines set reserved_meters = 4 where reserved_meters = 5;
select results_eq(
    $$select state, count(*) from ops.apply(current_setting('test.plan')::bigint, 'frozen') where subject = 'public.reservation_lines' group by state order by state$$,
    $$values ('applied', 1::bigint), ('stale', 1::bigint)$$,
    'a line that changed since the plan stays'
);
select is((select reserved_meters from lots where id = current_setting('test.lot')::uuid), 4.00, 'the metres went back through the app''s own trigger');
select results_eq(
    $$select subject, action, before ->> 'reserved_meters', after ->> 'reserved_meters', caused_by is not null from ops.change order by id$$,
    $$values ('public.reservation_lines', 'delete', '40.00', null, false), ('public.lots', 'update', '44.00', '4.00', true)$$,
    'both are in the journal'
);
select is_empty($$select * from ops.check_rule('lot_reserved_meters')$$, 'and the counter equals its lines');
select throws_ok($$select ops.uninstall()$$, 'OP017', null, 'the journal cannot be dropped while it holds the only copy');

select results_eq(
    $$select subject, state from ops.undo(ops.last_run(), 'not yet') order by subject desc$$,
    $$values ('public.reservation_lines', 'restored'), ('public.lots', 'restored')$$, 'undo brings the line back'
);
select is((select reserved_meters from lots where id = current_setting('test.lot')::uuid), 44.00, 'with its metres');
select results_eq(
    $$select to_jsonb(l) from reservation_lines as l where l.reserved_meters = 40$$,
    $$select row from was where row ->> 'reserved_meters' = '40.00'$$, 'and every column as it was'
);

select results_eq(
    $$select state, count(*) from ops.repair_reservations(dry_run => false, rule => 'stale_reservation_lines', choice => 'quarantine', reason => 'decided') group by state$$,
    $$values ('applied', 2::bigint)$$, 'a choice can be applied at once'
);
update lots set reserved_meters = meters where id = current_setting('test.lot')::uuid;
select results_eq(
    $$select state, note like '%nsufficient%' from ops.undo(ops.last_run(), 'too late')$$,
    $$values ('refused', true), ('refused', true)$$, 'a line whose metres were given to others does not come back, and says why'
);
select is((select count(*) from reservation_lines), 0::bigint, 'nothing was forced in');

-- sold twice: more is held than there is
select set_config('test.full', sample.a_lot('T-FULL')::text, true);
select set_config('test.old', sample.a_reservation()::text, true);
select sample.a_line(current_setting('test.old')::uuid, current_setting('test.full')::uuid, 60);
update reservations set status = 'released', canceled_at = now() where id = current_setting('test.old')::uuid;
alter table reservation_lines disable trigger validate_reservation_line;
select sample.a_line(sample.a_reservation(), current_setting('test.full')::uuid, 90);
alter table reservation_lines enable trigger validate_reservation_line;
select results_eq(
    $$select state from ops.repair_reservations(dry_run => false, rule => 'stale_reservation_lines', choice => 'quarantine', reason => 'decided')$$,
    $$values ('applied')$$, 'from an oversold lot a line leaves'
);
select results_eq(
    $$select subject, state from ops.undo(ops.last_run(), 'back') order by subject desc$$,
    $$values ('public.reservation_lines', 'restored'), ('public.lots', 'restored')$$,
    'and comes back past the validator, for nobody has moved the counter since'
);
select is((select reserved_meters from lots where id = current_setting('test.full')::uuid), 150.00, 'to the metres it had');
select is_empty($$select * from ops.check_rule('lot_reserved_meters') where message like '%T-FULL%'$$, 'which are those of its lines');

select throws_ok($$select ops.decide('lot_reserved_meters', 'moved_line', 'quarantine', 'x')$$, 'OP003', null, 'only class decide is decided');
select throws_ok($$select ops.decide('stale_reservation_lines', 'weather', 'quarantine', 'x')$$, 'OP005', null, 'for a cause that the rule knows');
select throws_ok($$select ops.promote('stale_reservation_lines', 'released', 'x')$$, 'OP003', null, 'what is not decided cannot be promoted');
select ok(ops.decide('stale_reservation_lines', 'released', 'quarantine', 'always') like 'plans now choose%', 'a decision stands');
select results_eq(
    $$select action, state from ops.repair_reservations(rule => 'stale_reservation_lines')$$,
    $$values ('delete', 'planned')$$, 'and a plan makes it'
);
select is((select distinct choice from ops.plan_change where plan = (select max(id) from ops.plan)), 'quarantine', 'and says so');
select ok(ops.promote('stale_reservation_lines', 'released', 'trusted') like 'jobs may%', 'then jobs may be allowed to');
select ok(ops.decide('stale_reservation_lines', 'released', null, 'no more') like '%left to a person again', 'until it is taken back');
select is_empty($$select * from ops.promotion$$, 'with its promotion');
select results_eq($$select state from ops.repair_reservations(rule => 'stale_reservation_lines')$$, $$values ('decide')$$, 'and a person must choose again');

select * from finish();
rollback;
