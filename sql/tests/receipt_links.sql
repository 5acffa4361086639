-- Receipts and received goods that lead nowhere.
begin;
select plan(8);

select set_config('test.lot', sample.a_lot_of_rolls('T-LOT', 1)::text, true);
select set_config('test.bare', sample.a_lot('T-BARE')::text, true);
select set_config('test.in', sample.a_delivery('T-IN')::text, true);
select set_config('test.receipt', sample.a_receipt(current_setting('test.in')::uuid, current_setting('test.lot')::uuid, 10)::text, true);
select is_empty($$select * from ops.check_rule('receipt_links')$$, 'sound data says nothing, nor does a lot without rolls that was not received');

insert into goods_in_receipts (incoming_stock_id, received_by, created_at) values (current_setting('test.in')::uuid, sample.a_user(), now() - interval '60 seconds');
select sample.a_receipt(current_setting('test.in')::uuid, current_setting('test.bare')::uuid, 5, interval '60 seconds');
select is_empty($$select * from ops.check_rule('receipt_links')$$, 'a near miss says nothing: a receipt that is still being written');
update ops.clock set shift = '1 second';
select results_eq(
    $$select severity, message, subject, expected, observed, status, size, detail ->> 'missing' from ops.check_rule('receipt_links') order by message$$,
    $$values ('P2', 'lot T-BARE was received with 5.00 m and has no rolls', 'public.goods_in_rows', null::jsonb, null::jsonb, 'violation', 5.00, 'rolls'),
        ('P2', 'receipt of ' || current_date || ': no goods under it', 'public.goods_in_receipts', null, null, 'violation', null, 'goods')$$,
    'a minute later it is reported exactly, and so is a received lot without rolls'
);
select is((select count(*) from ops.receipt_links(array[(select id::text from goods_in_rows where meters = 5)])), 1::bigint, 'a row can be asked for alone');
delete from incoming_stock where id = current_setting('test.in')::uuid;
insert into goods_in_rows (receipt_id, lot_id, quality, color, meters) select current_setting('test.receipt')::uuid, id, quality, color, 4 from lots where lot_number = 'T-LOT';
select results_eq(
    $$select message, size, detail ->> 'missing' from ops.check_rule('receipt_links') where key ->> 'id' = current_setting('test.receipt')$$,
    $$values ('receipt of ' || (now() - interval '1 day')::date || ': 14.00 m that belong to no delivery', 14.00, 'delivery')$$, 'a deleted delivery leaves its receipts');
select is((select count(*) from ops.check_rule('receipt_links')), 4::bigint, 'every one of them');
select is((select count(*) from ops.receipt_links(array[current_setting('test.receipt')])), 1::bigint, 'a receipt can be asked for alone');
select throws_ok($$select * from ops.repair_integrity(rule => 'receipt_links')$$, 'OP003', null, 'what is missing is not in the database');

select * from finish();
rollback;
