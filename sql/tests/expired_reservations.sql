-- Active reservations past the day until which they hold.
begin;
select plan(18);

create temporary view picture as
select 'reservation' as kind, to_jsonb(r) - 'updated_at' as row from reservations as r
union all select 'line', to_jsonb(l) from reservation_lines as l
union all select 'lot', to_jsonb(t) - 'updated_at' from lots as t
union all select 'incoming', to_jsonb(i) - 'updated_at' from incoming_stock as i
union all select 'order lot', to_jsonb(o) from order_lots as o;

select set_config('test.lot', sample.a_lot('T-LOT')::text, true);
select set_config('test.res', sample.a_reservation('Ayşe')::text, true);
select set_config('test.other', sample.a_reservation()::text, true);
select sample.a_line(current_setting('test.res')::uuid, current_setting('test.lot')::uuid, m) from unnest(array[25, 15]) as m;
select sample.a_line(current_setting('test.other')::uuid, current_setting('test.lot')::uuid, 10);
update reservations set hold_until = ops.today();
select is_empty($$select * from ops.check_rule('expired_reservations')$$, 'a near miss says nothing: today still holds');
update reservations set hold_until = null where id = current_setting('test.other')::uuid;
update ops.clock set shift = interval '1 day';
select results_eq(
    $$select severity, regexp_replace(message, 'RES[^ ]*', 'R'), size, observed #>> '{}', detail ->> 'days' from ops.check_rule('expired_reservations')$$,
    $$select 'P2', format('reservation R of Ayşe: held until %s, holds 40.00 m still', ops.today() - 1), 40.00, (ops.today() - 1)::text, '1'$$,
    'one day later it is reported exactly, and the one without a limit is not');
update reservations set status = 'released', canceled_at = now() where id = current_setting('test.res')::uuid;
select is_empty($$select * from ops.check_rule('expired_reservations')$$, 'one that is over says nothing');
update reservations set status = 'active', canceled_at = null where id = current_setting('test.res')::uuid;
select results_eq($$select distinct state from ops.repair_reservations(rule => 'expired_reservations')$$, $$values ('decide')$$, 'a person must choose');
select throws_ok($$select * from ops.repair_reservations(rule => 'expired_reservations', keys => array['no key'])$$, 'OP005', null, 'a bad key is refused');
create temporary table was as select * from picture;
select isnt_empty($$select * from ops.repair_reservations(rule => 'expired_reservations', choice => 'release') where state = 'planned'$$, 'the plan says what release does');
select set_eq('select * from picture', 'select * from was', 'a plan changes nothing');
select results_eq(
    $$select state, count(*) from ops.repair_reservations(dry_run => false, rule => 'expired_reservations', choice => 'release', keys => array[current_setting('test.res')], reason => 'test') group by state$$,
    $$values ('applied', 3::bigint)$$, 'release is applied'
);
select results_eq(
    $$select status::text, release_reason, canceled_at, (select count(*) from reservation_lines where reservation_id = r.id) from reservations as r where id = current_setting('test.res')::uuid$$,
    $$values ('released', 'expired', ops._start_of_today(), 0::bigint)$$, 'released as expired, without lines');
select is((select reserved_meters from lots where lot_number = 'T-LOT'), 10.00, 'the metres are back');
select is_empty($$select * from ops.check_rule('expired_reservations')$$, 'the check is silent after it');
select is_empty($$select * from ops.check_rule('lot_reserved_meters')$$, 'and the counters equal their lines');
select is_empty($$select * from ops.repair_reservations(dry_run => false, rule => 'expired_reservations', choice => 'release', reason => 'again')$$, 'a second repair does nothing');
select isnt_empty($$select * from ops.undo((select max(id) - 1 from ops.run), 'test') where state = 'restored'$$, 'undo');
select set_eq('select * from picture', 'select * from was', 'restores every row and column');
select results_eq($$select state, after ->> 'hold_until' from ops.repair_reservations(dry_run => false, rule => 'expired_reservations', choice => 'extend', reason => 'test')$$,
    $$values ('applied', (ops.today() + 7)::text)$$, 'or it is held a week longer');
select is_empty($$select * from ops.check_rule('expired_reservations')$$, 'which is enough');
select is((select count(*) from reservation_lines), 3::bigint, 'with its lines as they were');

select * from finish();
rollback;
