-- States of manufacturing orders.
begin;
select plan(5);

insert into manufacturing_orders (id, mo_number, supplier_id, quality, color, ordered_amount, order_date, status, created_by)
select ('00000000-0000-4000-8000-00000000000' || n)::uuid, 'T-' || n, sample.a_supplier(), 'Q', 'ecru', 100, current_date,
    (array['ORDERED', 'CONFIRMED', 'IN_PRODUCTION', 'READY_TO_SHIP', 'SHIPPED', 'CANCELLED'])[n], sample.a_user()
from generate_series(1, 6) as n;
update manufacturing_orders set is_customer_order = true, customer_name = 'C' where mo_number = 'T-1';
update manufacturing_orders set is_customer_order = true, reservation_id = sample.a_reservation() where mo_number = 'T-2';
select is_empty($$select * from ops.check_rule('mo_state')$$, 'sound data says nothing: six states, and a customer by name or reservation');
update manufacturing_orders set status = 'nonsense' where mo_number = 'T-3';
select results_eq(
    $$select severity, message, subject, key ->> 'id', expected, observed #>> '{}', status, size from ops.check_rule('mo_state')$$,
    $$values ('P3', 'order T-3 has the unknown status nonsense', 'public.manufacturing_orders', '00000000-0000-4000-8000-000000000003', null::jsonb,
        'nonsense', 'violation', null::numeric)$$,
    'an unknown status is reported exactly'
);
update manufacturing_orders set customer_name = ' ' where mo_number = 'T-1';
update manufacturing_orders set reservation_id = null where mo_number = 'T-2';
select results_eq($$select message from ops.check_rule('mo_state') where message not like '%nonsense' order by 1$$,
    $$values ('order T-1 is for a customer that nobody named'), ('order T-2 is for a customer that nobody named')$$, 'and a customer whom nobody named, or only by a blank');
select is((select count(*) from ops.mo_state(array['00000000-0000-4000-8000-000000000001'])), 1::bigint, 'one can be asked for alone');
select throws_ok($$select * from ops.repair_integrity(rule => 'mo_state')$$, 'OP003', null, 'what was meant, a person knows');

select * from finish();
rollback;
