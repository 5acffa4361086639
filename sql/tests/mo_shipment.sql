-- Manufacturing orders against the delivery that their shipment announces.
begin;
select plan(8);

create function pg_temp.mo(n integer) returns uuid language sql as $$select ('00000000-0000-4000-8000-00000000000' || n)::uuid$$;
insert into manufacturing_orders (id, mo_number, supplier_id, quality, color, ordered_amount, order_date, status, incoming_stock_id, created_by)
select pg_temp.mo(n), 'T-' || n, sample.a_supplier(), 'Q', 'ecru', 100, current_date, case when n < 3 then 'SHIPPED' else 'ORDERED' end,
    case when n < 3 then sample.a_delivery('T-' || n, 100) end, sample.a_user()
from generate_series(1, 4) as n;
select is_empty($$select * from ops.check_rule('mo_shipment')$$, 'sound data says nothing; orders without a delivery share none');

update manufacturing_orders set incoming_stock_id = null where id = pg_temp.mo(1);
select results_eq(
    $$select severity, message, subject, key ->> 'id', expected, observed #>> '{}', status, size from ops.check_rule('mo_shipment')$$,
    $$values ('P2', 'order T-1 is shipped, and no delivery was announced', 'public.manufacturing_orders', pg_temp.mo(1)::text, null::jsonb, 'SHIPPED',
        'violation', 100::numeric)$$,
    'a shipment that announced nothing is reported exactly'
);
update manufacturing_orders set status = 'READY_TO_SHIP' where id = pg_temp.mo(2);
select results_eq($$select message, size from ops.check_rule('mo_shipment') where message like '%T-2%'$$,
    $$values ('order T-2 is READY_TO_SHIP, and its delivery was announced', 0::numeric)$$, 'so is a status that went back');
update manufacturing_orders set status = 'SHIPPED' where id = pg_temp.mo(2);
update incoming_stock set expected_meters = 130 where invoice_number = 'T-2';
select results_eq($$select message, size from ops.check_rule('mo_shipment') where message like '%T-2%'$$,
    $$values ('order T-2 of 100 m: its delivery announces 130.00 m', 30.00)$$, 'other metres than ordered');
update manufacturing_orders set status = 'SHIPPED', incoming_stock_id = (select incoming_stock_id from manufacturing_orders where id = pg_temp.mo(2)) where id = pg_temp.mo(3);
select results_eq($$select message from ops.check_rule('mo_shipment') where message not like '%T-1%' order by 1$$,
    $$values ('order T-2 shares its delivery with 1 more'), ('order T-3 shares its delivery with 1 more')$$, 'and two orders on one delivery');
select is((select count(*) from ops.mo_shipment(array[pg_temp.mo(2)::text])), 1::bigint, 'one can be asked for alone, and still shares');
select is((select count(*) from ops.mo_shipment(array[pg_temp.mo(4)::text])), 0::bigint, 'a sound one says nothing');
select throws_ok($$select * from ops.repair_integrity(rule => 'mo_shipment')$$, 'OP003', null, 'what is on its way, the supplier knows');

select * from finish();
rollback;
