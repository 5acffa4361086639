-- Lots of which active reservations hold more than the rolls that are free.
begin;
select plan(9);

create temporary view picture as
select 'reservation' as kind, to_jsonb(r) - 'updated_at' as row from reservations as r
union all select 'line', to_jsonb(l) from reservation_lines as l
union all select 'lot', to_jsonb(t) - 'updated_at' from lots as t
union all select 'incoming', to_jsonb(i) - 'updated_at' from incoming_stock as i
union all select 'order lot', to_jsonb(o) from order_lots as o;

select set_config('test.lot', sample.a_lot('T-LOT')::text, true);
select set_config('test.bare', sample.a_lot('T-BARE')::text, true);
select set_config('test.res', sample.a_reservation()::text, true);
select set_config('test.other', sample.a_reservation()::text, true);
insert into rolls (lot_id, meters, position) values (current_setting('test.lot')::uuid, 24.995, 1), (current_setting('test.lot')::uuid, 25, 2), (current_setting('test.lot')::uuid, 50, 3);
select sample.a_line(current_setting('test.res')::uuid, w::uuid, m)
from unnest(array[current_setting('test.lot'), current_setting('test.lot'), current_setting('test.bare')], array[30, 20, 90]) as u (w, m);
select sample.a_line(current_setting('test.other')::uuid, current_setting('test.lot')::uuid, 45);
update reservations set status = 'converted', converted_at = now() where id = current_setting('test.other')::uuid;
select is_empty($$select * from ops.check_rule('oversold_rolls')$$, 'sound data says nothing');
update rolls set status = 'allocated' where meters = 50;
select is_empty($$select * from ops.check_rule('oversold_rolls')$$, 'a near miss says nothing: half a centimetre, and a lot without any roll');
update rolls set status = 'fulfilled' where position = 1;
select results_eq(
    $$select severity, message, size, expected #>> '{}', observed #>> '{}', fix from ops.check_rule('oversold_rolls')$$,
    $$values ('P1', 'lot T-LOT: 50.00 m actively reserved, its free rolls have 25.00 m (+25.00)', 25::numeric, '25', '50.00', 'select * from ops.explain_lot(''T-LOT'')')$$,
    'the lot is reported exactly, without what an order holds');
update rolls set status = 'allocated';
select results_eq($$select size from ops.check_rule('oversold_rolls')$$, $$values (50.00)$$, 'with no roll free all of it is too much');
select is_empty($$select * from ops._rule_hits('oversold_rolls', array[current_setting('test.bare')])$$, 'a look at one lot says nothing of another');
select is((select count(*) from ops._rule_hits('oversold_rolls', array[current_setting('test.lot')])), 1::bigint, 'and finds its own');
update reservations set status = 'released', canceled_at = now() where id = current_setting('test.res')::uuid;
select is_empty($$select * from ops.check_rule('oversold_rolls')$$, 'what is over needs no rolls');
select throws_ok($$select * from ops.repair_reservations(rule => 'oversold_rolls')$$, 'OP003', null, 'it is reported, never changed');
select is((select count(*) from reservation_lines), 4::bigint, 'no line is dropped for it');

select * from finish();
rollback;
