-- Lots that the application does not offer, and that active reservations hold.
begin;
select plan(19);

create temporary view picture as
select 'reservation' as kind, to_jsonb(r) - 'updated_at' as row from reservations as r
union all select 'line', to_jsonb(l) from reservation_lines as l
union all select 'lot', to_jsonb(t) - 'updated_at' from lots as t
union all select 'incoming', to_jsonb(i) - 'updated_at' from incoming_stock as i
union all select 'order lot', to_jsonb(o) from order_lots as o;

select set_config('test.lot', sample.a_lot('T-LOT')::text, true);
select set_config('test.res', sample.a_reservation()::text, true);
select set_config('test.other', sample.a_reservation()::text, true);
select sample.a_line(current_setting('test.res')::uuid, current_setting('test.lot')::uuid, m) from unnest(array[25, 15]) as m;
select sample.a_line(current_setting('test.other')::uuid, current_setting('test.lot')::uuid, 10);
update reservations set status = 'converted', converted_at = now() where id = current_setting('test.other')::uuid;
select is_empty($$select * from ops.check_rule('reserved_lots_not_in_stock')$$, 'sound data says nothing');
update lots set status = 'out_of_stock';
select results_eq(
    $$select severity, message, size, expected #>> '{}', observed #>> '{}', jsonb_array_length(detail -> 'reservations') from ops.check_rule('reserved_lots_not_in_stock')$$,
    $$values ('P2', 'lot T-LOT is out_of_stock, and active reservations hold 40.00 m of it', 40.00, 'in_stock', 'out_of_stock', 1)$$,
    'the lot is reported exactly, without what an open order holds');
update reservations set status = 'released', canceled_at = now() where id = current_setting('test.res')::uuid;
select is_empty($$select * from ops.check_rule('reserved_lots_not_in_stock')$$, 'a near miss says nothing: only an open order holds it');
update reservations set status = 'active', canceled_at = null where id = current_setting('test.res')::uuid;
select throws_ok($$select * from ops.repair_reservations(rule => 'reserved_lots_not_in_stock', keys => array['no key'])$$, 'OP005', null, 'a bad key is refused');
create temporary table was as select * from picture;
select isnt_empty($$select * from ops.repair_reservations(rule => 'reserved_lots_not_in_stock', choice => 'restock') where state = 'planned'$$, 'the plan says what restock does');
select set_eq('select * from picture', 'select * from was', 'a plan changes nothing');
select results_eq(
    $$select state, count(*) from ops.repair_reservations(dry_run => false, rule => 'reserved_lots_not_in_stock', choice => 'restock', keys => array[current_setting('test.lot')], reason => 'test') group by state$$,
    $$values ('applied', 1::bigint)$$, 'restock is applied'
);
select is((select status::text from lots), 'in_stock', 'the lot is offered again');
select is_empty($$select * from ops.check_rule('reserved_lots_not_in_stock')$$, 'the check is silent after it');
select is_empty($$select * from ops.check_rule('lot_reserved_meters')$$, 'and the counters equal their lines');
select is_empty($$select * from ops.repair_reservations(dry_run => false, rule => 'reserved_lots_not_in_stock', choice => 'restock', reason => 'again')$$, 'a second repair does nothing');
select isnt_empty($$select * from ops.undo((select max(id) - 1 from ops.run), 'test') where state = 'restored'$$, 'undo');
select set_eq('select * from picture', 'select * from was', 'restores every row and column');
select results_eq($$select distinct state from ops.repair_reservations(dry_run => false, rule => 'reserved_lots_not_in_stock', choice => 'quarantine', reason => 'test')$$,
    $$values ('applied')$$, 'or the active lines leave');
select results_eq($$select reserved_meters, status::text from lots$$, $$values (10.00, 'out_of_stock')$$, 'with their metres; the lot stays as it is');
select is_empty($$select * from ops.check_rule('reserved_lots_not_in_stock')$$, 'and nothing speaks');
select isnt_empty($$select * from ops.undo(ops.last_run(), 'test')$$, 'undo');
select set_eq('select * from picture', 'select * from was', 'brings them back');
select is((select count(*) from ops.check_rule('reserved_lots_not_in_stock')), 1::bigint, 'and it is reported again');

select * from finish();
rollback;
