-- Supplier and invoice of received lots against their delivery.
begin;
select plan(8);

insert into suppliers (id, name) values ('00000000-0000-4000-8000-000000000001', 'Other Mills');
select set_config('test.lot', sample.a_lot('T-LOT')::text, true), set_config('test.bare', sample.a_lot('T-BARE')::text, true), set_config('test.in', sample.a_delivery('T-IN')::text, true);
update lots set invoice_number = 'T-IN' where id = current_setting('test.lot')::uuid;
select sample.a_receipt(current_setting('test.in')::uuid, current_setting('test.lot')::uuid, 10), sample.a_receipt(current_setting('test.in')::uuid, current_setting('test.bare')::uuid, 10);
select set_config('test.second', sample.a_lot('T-SECOND')::text, true), set_config('test.in2', sample.a_delivery('T-SECOND')::text, true);
update lots set supplier_id = '00000000-0000-4000-8000-000000000001', invoice_number = 'T-SECOND' where lot_number = 'T-SECOND';
update incoming_stock set supplier_id = '00000000-0000-4000-8000-000000000001' where invoice_number = 'T-SECOND';
select sample.a_receipt(current_setting('test.in2')::uuid, current_setting('test.second')::uuid, 10);
select is_empty($$select * from ops.check_rule('received_lot_origin')$$, 'sound data says nothing, nor does a lot without an invoice');
update lots set supplier_id = '00000000-0000-4000-8000-000000000001' where id = current_setting('test.lot')::uuid;
select results_eq(
    $$select severity, message, subject, key ->> 'id', expected ->> 'supplier_id', observed ->> 'supplier_id', status, size from ops.check_rule('received_lot_origin')$$,
    $$values ('P3', 'lot T-LOT came from Other Mills, its delivery from Fixture Mills', 'public.lots', current_setting('test.lot'), sample.a_supplier()::text,
        '00000000-0000-4000-8000-000000000001', 'violation', 10.00)$$,
    'another supplier is reported exactly'
);
select sample.a_receipt(current_setting('test.in')::uuid, current_setting('test.lot')::uuid, 4, interval '2 days');
select is((select count(*) from ops.check_rule('received_lot_origin')), 1::bigint, 'and once, however many receipts');
update lots set invoice_number = 'X' where id = current_setting('test.bare')::uuid;
select is((select message from ops.check_rule('received_lot_origin') where message like '%T-BARE%'), 'lot T-BARE is of invoice X, its delivery of T-IN', 'so is another invoice');
select is((select count(*) from ops.received_lot_origin(array[current_setting('test.bare')])), 1::bigint, 'one can be asked for alone');
update lots set invoice_number = 'T-IN', invoice_date = '2026-02-03' where id = current_setting('test.bare')::uuid;
update incoming_stock set invoice_date = '2026-02-03' where id = current_setting('test.in')::uuid;
select is((select count(*) from ops.received_lot_origin(array[current_setting('test.bare')])), 0::bigint, 'the same day of invoice says nothing');
update lots set invoice_date = '2026-02-04' where id = current_setting('test.bare')::uuid;
select is((select message from ops.received_lot_origin(array[current_setting('test.bare')])), 'lot T-BARE is of an invoice of 2026-02-04, its delivery of 2026-02-03', 'another is reported');
select throws_ok($$select * from ops.repair_integrity(rule => 'received_lot_origin')$$, 'OP003', null, 'which of the two is right, the invoice says');

select * from finish();
rollback;
