-- A lot that was entered by mistake is taken back whole, or not at all.
begin;
select plan(23);

create function pg_temp.lot() returns uuid language sql as $$select current_setting('test.lot')::uuid$$;
select set_config('test.in', sample.a_delivery('T-IN', 100)::text, true);
select set_config('test.lot', sample.a_lot('T-LOT', 40)::text, true), set_config('test.other', sample.a_lot('T-OTHER', 30)::text, true);
insert into rolls (lot_id, meters, position) values (pg_temp.lot(), 25, 1), (pg_temp.lot(), 15, 2), (current_setting('test.other')::uuid, 30, 1);
-- one receipt of its own, one shared with another lot
insert into goods_in_receipts (id, incoming_stock_id, received_by)
select r.id, current_setting('test.in')::uuid, sample.a_user() from (values ('00000000-0000-4000-8000-0000000000a1'::uuid), ('00000000-0000-4000-8000-0000000000a2')) as r (id);
insert into goods_in_rows (receipt_id, lot_id, quality, color, meters) values
    ('00000000-0000-4000-8000-0000000000a1', pg_temp.lot(), 'Q', 'ecru', 25), ('00000000-0000-4000-8000-0000000000a2', pg_temp.lot(), 'Q', 'ecru', 15),
    ('00000000-0000-4000-8000-0000000000a2', current_setting('test.other')::uuid, 'Q', 'ecru', 30);
update incoming_stock set received_meters = 70 where id = current_setting('test.in')::uuid;
select sample.an_entry('CREATE', 'lot', pg_temp.lot(), identifier => 'T-LOT');
-- it has been sold from since: what is left says nothing of what came in
update lots set meters = 39 where id = pg_temp.lot();
create temporary view is_now as
    select 'lots' as t, to_jsonb(x) - 'updated_at' as r from lots as x union all select 'rolls', to_jsonb(x) from rolls as x
    union all select 'rows', to_jsonb(x) from goods_in_rows as x union all select 'receipts', to_jsonb(x) from goods_in_receipts as x
    union all select 'incoming', to_jsonb(x) - 'updated_at' from incoming_stock as x;
create temporary table was as select * from is_now;

select throws_ok($$select * from ops.reverse_lot('T-NONE', 'x')$$, 'OP005', 'no single lot is ''T-NONE''', 'a lot that is not there is refused');
select throws_ok($$select * from ops.reverse_lot('T-LOT', ' ')$$, 'OP009', null, 'so is no reason');
select results_eq(
    $$select subject, action, message, state from ops.reverse_lot('T-LOT', 'entered twice') order by "position"$$,
    $$select w.subject, w.action, w.message, 'decide' from (values
        ('public.goods_in_rows', 'delete', 'lot T-LOT: goods row of 25.00 m leaves'), ('public.goods_in_rows', 'delete', 'lot T-LOT: goods row of 15.00 m leaves'),
        ('public.incoming_stock', 'update', 'lot T-LOT: delivery T-IN has received 30.00 m instead of 70.00 m'),
        ('public.goods_in_receipts', 'delete', 'lot T-LOT: the receipt is empty then, and leaves'),
        ('public.rolls', 'delete', 'lot T-LOT: roll 1 of 25 m leaves'), ('public.rolls', 'delete', 'lot T-LOT: roll 2 of 15 m leaves'),
        ('public.lots', 'delete', 'lot T-LOT: the lot of 39.00 m leaves')) as w (subject, action, message)
      order by array_position(array['public.goods_in_rows', 'public.incoming_stock', 'public.goods_in_receipts', 'public.rolls', 'public.lots'], w.subject),
        (select g.id from goods_in_rows as g where w.message like '%row of ' || g.meters || '%'), (select r.id from rolls as r where w.message like '%roll ' || r.position || ' of ' || r.meters || ' m%')$$,
    'the plan names every row, and the metres that came in'
);
select set_eq('select * from is_now', 'select * from was', 'and changes nothing');
select throws_ok(format('select * from ops.apply(%s, ''x'')', (select max(id) from ops.plan)), 'OP008', null, 'only the function itself applies it, after looking again');

create function pg_temp.refused(statement text) returns text language plpgsql as $$
declare
    v_detail text;
begin
    execute statement;
    perform ops.reverse_lot(pg_temp.lot()::text, 'x', dry_run => false);
    raise exception 'not refused';
exception
    when sqlstate 'OP003' then
        get stacked diagnostics v_detail = pg_exception_detail;
        return v_detail;
end
$$;
insert into orders (id, order_number, customer_name, created_by) values ('00000000-0000-4000-8000-0000000000b1', 'T-ORDER', 'C', sample.a_user());
select set_config('test.roll', (select r.id::text from rolls as r where r.lot_id = pg_temp.lot() and r.position = 1), true);
select is(pg_temp.refused(s), w, w) from (values
    ($$insert into order_lots (order_id, lot_id, quality, color, roll_count) values ('00000000-0000-4000-8000-0000000000b1', pg_temp.lot(), 'Q', 'ecru', 1)$$,
        '1 row of order_lots'),
    ($$select sample.a_line(sample.a_reservation(), pg_temp.lot(), 5), sample.a_line(sample.a_reservation(), pg_temp.lot(), 6)$$, '11.00 m reserved, 2 rows of reservation_lines'),
    ($$update lots set reserved_meters = -1 where id = pg_temp.lot()$$, '-1.00 m reserved'),
    ($$with i as (insert into inquiries (inquiry_number, customer_name, created_by) values ('T-INQ', 'C', sample.a_user()) returning id)
        insert into inquiry_lines (inquiry_id, lot_id, quality, color, requested_meters) select i.id, pg_temp.lot(), 'Q', 'ecru', 1 from i$$, '1 row of inquiry_lines'),
    ($$insert into inventory_transactions (roll_id, transaction_type, quantity_change, source_type) values (current_setting('test.roll')::uuid, 'STOCK_ADJUSTMENT', 1, 'x')$$,
        '1 row of inventory_transactions'),
    ($$update rolls set status = 'allocated' where lot_id = pg_temp.lot()$$, '2 rolls that are allocated'),
    ($$insert into order_lots (order_id, lot_id, quality, color, roll_count, selected_roll_ids) values ('00000000-0000-4000-8000-0000000000b1',
        current_setting('test.other')::uuid, 'Q', 'ecru', 1, ' x, ' || upper(current_setting('test.roll')))$$, '1 order lines list its rolls'),
    ($$update incoming_stock set received_meters = 39.99 where id = current_setting('test.in')::uuid$$, 'delivery T-IN has only 39.99 m received, 40.00 m of them from this lot')
) as r (s, w);
select sample.a_line(sample.a_reservation(), current_setting('test.other')::uuid, 5);
update lots set meters = 1000 where id = current_setting('test.other')::uuid;
update reservation_lines set roll_ids = current_setting('test.roll');
select is(pg_temp.refused('select 1'), '1 reservation lines list its rolls', 'a list of a reservation counts too');
delete from reservation_lines;
update lots set meters = 30 where id = current_setting('test.other')::uuid;
select set_eq('select * from is_now', 'select * from was', 'a refusal changes nothing');
update lots set lot_number = 'T-LOT' where id = current_setting('test.other')::uuid;
select throws_ok($$select * from ops.reverse_lot('T-LOT', 'x')$$, 'OP005', 'no single lot is ''T-LOT''', 'where two lots have the number its id is needed');
update lots set lot_number = 'T-OTHER' where id = current_setting('test.other')::uuid;

select results_eq($$select state, count(*) from ops.reverse_lot(pg_temp.lot()::text, 'entered twice', dry_run => false) group by state$$,
    $$values ('applied', 7::bigint)$$, 'then it is done');
select results_eq($$select t, count(*), (select received_meters || ' ' || status from incoming_stock) from is_now group by t order by t$$,
    $$select v.t, 1::bigint, '30.00 partially_received' from (values ('incoming'), ('lots'), ('receipts'), ('rolls'), ('rows')) as v (t)$$, 'only the other lot is left');
select is((select count(*) from ops.change where run = (select max(id) from ops.run)), 7::bigint, 'every row is in the journal');
select is_empty($$select * from ops.check_rule('audit_entity_presence')$$, 'and the log''s rules know who removed it');
select results_eq($$select state, count(*) from ops.undo((select max(id) from ops.run), 'it was right') group by state$$, $$values ('restored', 7::bigint)$$, 'undo brings it back');
select set_eq('select * from is_now', 'select * from was', 'every column of it');
select results_eq($$select count(*) from ops.reverse_lot('T-LOT', 'again', dry_run => false) where state = 'applied'$$, array[7::bigint], 'and it can be done again');

select * from finish();
rollback;
