-- Active reservations for a CRM deal that has an older one.
begin;
select plan(15);

create temporary view picture as
select 'reservation' as kind, to_jsonb(r) - 'updated_at' as row from reservations as r
union all select 'line', to_jsonb(l) from reservation_lines as l
union all select 'lot', to_jsonb(t) - 'updated_at' from lots as t
union all select 'incoming', to_jsonb(i) - 'updated_at' from incoming_stock as i
union all select 'order lot', to_jsonb(o) from order_lots as o;

select set_config('test.lot', sample.a_lot('T-LOT')::text, true);
select set_config('test.first', sample.a_reservation()::text, true);
select set_config('test.res', sample.a_reservation()::text, true);
select set_config('test.over', sample.a_reservation()::text, true);
select set_config('test.none', sample.a_reservation()::text, true);
update reservations set crm_deal_id = 'd-1', created_at = now() - interval '1 day', reservation_number = 'R-1' where id = current_setting('test.first')::uuid;
update reservations set crm_deal_id = ' D-1 ', reservation_number = 'R-2' where id = current_setting('test.res')::uuid;
update reservations set crm_deal_id = '' where id in (current_setting('test.over')::uuid, current_setting('test.none')::uuid);
select sample.a_line(w::uuid, current_setting('test.lot')::uuid, m)
from unnest(array[current_setting('test.first'), current_setting('test.res'), current_setting('test.res')], array[10, 25, 15]) as u (w, m);
select results_eq(
    $$select severity, message, size, key ->> 'id', detail ->> 'first' from ops.check_rule('duplicate_deal_reservations')$$,
    $$values ('P2', 'reservation R-2: R-1 is active for the same deal d-1', 40.00, current_setting('test.res'), 'R-1')$$,
    'the later one is reported exactly; those without a deal are not');
update reservations set crm_deal_id = 'd-2' where id in (current_setting('test.over')::uuid, current_setting('test.none')::uuid);
update reservations set status = 'released', canceled_at = now() where id = current_setting('test.over')::uuid;
select is((select count(*) from ops.check_rule('duplicate_deal_reservations')), 1::bigint, 'a near miss says nothing: of two of a deal one is over');
update reservations set crm_deal_id = null where id = current_setting('test.first')::uuid;
select is_empty($$select * from ops.check_rule('duplicate_deal_reservations')$$, 'sound data says nothing');
update reservations set crm_deal_id = 'd-1' where id = current_setting('test.first')::uuid;
select throws_ok($$select * from ops.repair_reservations(rule => 'duplicate_deal_reservations', keys => array['no key'])$$, 'OP005', null, 'a bad key is refused');
create temporary table was as select * from picture;
select isnt_empty($$select * from ops.repair_reservations(rule => 'duplicate_deal_reservations', choice => 'cancel') where state = 'planned'$$, 'the plan says what cancel does');
select set_eq('select * from picture', 'select * from was', 'a plan changes nothing');
select results_eq(
    $$select state, count(*) from ops.repair_reservations(dry_run => false, rule => 'duplicate_deal_reservations', choice => 'cancel', keys => array[current_setting('test.res')], reason => 'test') group by state$$,
    $$values ('applied', 3::bigint)$$, 'cancel is applied'
);
select results_eq(
    $$select reservation_number, status::text, (select count(*) from reservation_lines where reservation_id = r.id) from reservations as r where reservation_number in ('R-1', 'R-2') order by 1$$,
    $$values ('R-1', 'active', 1::bigint), ('R-2', 'canceled', 0)$$, 'the older one is as it was');
select is((select reserved_meters from lots where lot_number = 'T-LOT'), 10.00, 'the metres are back');
select is_empty($$select * from ops.check_rule('duplicate_deal_reservations')$$, 'the check is silent after it');
select is_empty($$select * from ops.check_rule('lot_reserved_meters')$$, 'and the counters equal their lines');
select is_empty($$select * from ops.repair_reservations(dry_run => false, rule => 'duplicate_deal_reservations', choice => 'cancel', reason => 'again')$$, 'a second repair does nothing');
select isnt_empty($$select * from ops.undo((select max(id) - 1 from ops.run), 'test') where state = 'restored'$$, 'undo');
select set_eq('select * from picture', 'select * from was', 'restores every row and column');
select is((select count(*) from ops.check_rule('duplicate_deal_reservations')), 1::bigint, 'after the undo it is reported again');

select * from finish();
rollback;
