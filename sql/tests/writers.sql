-- The same cause again: the writer is named only where there is one; and the limit of what is stored.
begin;
select plan(15);

select sample.a_lot('T-A'), sample.a_lot('T-B');
select set_config('test.line', sample.a_line(sample.a_reservation(), (select id from lots where lot_number = 'T-A'), 40)::text, true);
update reservation_lines set lot_id = (select id from lots where lot_number = 'T-B') where id = current_setting('test.line')::uuid;
select count(*) from ops.record_check('reservations');
select is((select count(*) from ops.open_finding where cause = 'moved_line'), 2::bigint, 'a moved line is found');
select is((select count(*) from ops.open_finding where kind = 'writer'), 0::bigint, 'once is no pattern');
update ops.clock set shift = '1 day';
select count(*) from ops.repair_reservations(dry_run => false, reason => 'test');
select count(*) from ops.record_check('reservations');
update reservation_lines set lot_id = (select id from lots where lot_number = 'T-A'), quality = 'Q-T-B' where id = current_setting('test.line')::uuid;
update ops.clock set shift = '2 days';
select count(*) from ops.record_check('reservations');
select results_eq($$select rule, message, fix ~ '^select \* from ops.set_policy\(''reservations'', ''guard'', ' from ops.open_finding where kind = 'writer'$$,
    $$values ('lot_reserved_meters', 'moved_line came 2 times within 7 days: broken: the update trigger of reservation_lines', true)$$,
    'again within the window: the writer is named, with the guard');
select lives_ok((select fix from ops.open_finding where kind = 'writer'), 'the guard''s call runs as it stands');
select is(ops._policy_of('reservations'), 'lines', 'and only plans');
select results_eq($$select count(*), count(distinct incident) from ops.finding where cause = 'moved_line' and resolved_at is null$$,
    $$values (3::bigint, 1::bigint)$$, 'one incident takes rows and writer on');
update ops.clock set shift = '10 days';
select count(*) from ops.repair_reservations(dry_run => false, reason => 'test');
select count(*) from ops.record_check('reservations');
select is((select count(*) from ops.open_finding where kind = 'writer'), 0::bigint, 'when the window has passed it is closed');

-- released lines have several writers
select set_config('test.r', sample.a_reservation()::text, true);
select sample.a_line(current_setting('test.r')::uuid, (select id from lots where lot_number = 'T-B'), 5);
update reservations set status = 'released', canceled_at = now() where id = current_setting('test.r')::uuid;
select count(*) from ops.record_check('reservations');
delete from reservation_lines where reservation_id = current_setting('test.r')::uuid;
update ops.clock set shift = '11 days';
select count(*) from ops.record_check('reservations');
select sample.a_line(current_setting('test.r')::uuid, (select id from lots where lot_number = 'T-B'), 5);
update ops.clock set shift = '12 days';
select count(*) from ops.record_check('reservations');
select is((select message from ops.open_finding where kind = 'writer'),
    'released came 2 times within 7 days: one of its writers is broken', 'several writers: none is named');
select matches((select fix from ops.open_finding where kind = 'writer'), 'ops.set_policy', 'what stops them all is named all the same');

-- where the guard is in place already, or stops nothing, the application must change
insert into ops.policy (area, policy, since, actor, reason) values ('reservations', 'guard', now(), 'test', 'test');
select ops._note_writers(s, '{released}') from ops._rule_states('reservations') as s where s.rule = 'stale_reservation_lines';
select matches((select fix from ops.open_finding where kind = 'writer'), '^ReservationReleaseDialog .* must delete the lines', 'the guard is in place: the application is at fault');
delete from ops.policy where area = 'reservations';

-- the list itself
select is_empty($$select w.rule, w.cause from ops._writers() as w
    where not exists (select from ops.rule as r where r.name = w.rule and w.cause = any (r.causes))$$, 'it names causes that there are');
select is_empty($$select w.rule, w.cause from ops._writers() as w join ops.rule as r on r.name = w.rule
    where w.guarded and r.area <> 'reservations'$$, 'and a guard where there is one');

-- at most 1,000 a rule, exact totals, and none of those beyond is taken for mended
select sample.a_lot('M-' || n) from generate_series(1, 1205) as n;
update lots set reserved_meters = 1 + right(lot_number, 2)::numeric / 100 where lot_number ~ '^M-.*\d\d$';
update lots set reserved_meters = 50 where lot_number ~ '^M-\d$';
select is((select rows from ops.record_check('reservations') where rule = 'lot_reserved_meters'), 1205::bigint, 'the total is exact');
select is((select count(*) from ops.open_finding where rule = 'lot_reserved_meters' and kind = 'violation'), 1000::bigint, 'a thousand are kept');
update lots set reserved_meters = 90 where lot_number ~ '^M-12\d\d$';
select results_eq($$select appeared, resolved from ops.record_check('reservations') where rule = 'lot_reserved_meters'$$,
    $$values (0, 0)$$, 'what others push out of the worst thousand is not taken for mended');

select * from finish();
rollback;
