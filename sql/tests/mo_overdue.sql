-- Manufacturing orders that should have been finished.
begin;
select plan(6);

insert into manufacturing_orders (id, mo_number, supplier_id, quality, color, ordered_amount, order_date, expected_completion_date, status, created_by)
select ('00000000-0000-4000-8000-00000000000' || n)::uuid, 'T-' || n, sample.a_supplier(), 'Q', 'ecru', 100, current_date - 40,
    case when n < 4 then ops.today() - case n when 1 then 0 else 5 end end, (array['ORDERED', 'SHIPPED', 'CANCELLED', 'ORDERED'])[n], sample.a_user()
from generate_series(1, 4) as n;
select is_empty($$select * from ops.check_rule('mo_overdue')$$, 'sound data says nothing: due today, shipped, cancelled, or without a day');
update manufacturing_orders set expected_completion_date = ops.today() - 2 where mo_number = 'T-1';
select results_eq(
    $$select severity, message, subject, key ->> 'id', expected, observed #>> '{}', status, size from ops.check_rule('mo_overdue')$$,
    $$values ('P3', 'order T-1 of 100 m is ORDERED, 2 days late', 'public.manufacturing_orders', '00000000-0000-4000-8000-000000000001', null::jsonb,
        (ops.today() - 2)::text, 'violation', 100::numeric)$$,
    'a late order is reported exactly'
);
update manufacturing_orders set expected_completion_date = ops.today() where mo_number = 'T-4';
update ops.clock set shift = '1 day';
select is((select count(*) from ops.check_rule('mo_overdue')), 2::bigint, 'tomorrow today is late');
select is((select count(*) from ops.mo_overdue(array['00000000-0000-4000-8000-000000000004'])), 1::bigint, 'one can be asked for alone');
select throws_ok($$select * from ops.repair_integrity(rule => 'mo_overdue')$$, 'OP003', null, 'the supplier must be asked');
update manufacturing_orders set expected_completion_date = '-infinity', ordered_amount = -1 where mo_number = 'T-1';
select results_eq($$select message, size from ops.check_rule('mo_overdue') where message like '%T-1 %'$$, $$values ('order T-1 of -1 m is ORDERED, ∞ days late', 0::numeric)$$,
    'a day without end and less than nothing are told');

select * from finish();
rollback;
