-- incoming_stock.received_meters and status against the goods booked in.
begin;
select plan(21);

select set_config('test.lot', sample.a_lot('T-LOT')::text, true);
select set_config('test.in', sample.a_delivery('T-IN', 100)::text, true);
select set_config('test.near', sample.a_delivery('T-NEAR', 100)::text, true);
select sample.a_receipt(current_setting('test.in')::uuid, current_setting('test.lot')::uuid, 40);
select sample.a_receipt(null, current_setting('test.lot')::uuid, 999);
update incoming_stock set received_meters = 40 where id = current_setting('test.in')::uuid;
select is_empty($$select * from ops.check_rule('incoming_received_meters')$$, 'sound data says nothing, nor does a receipt of no delivery');
select sample.a_receipt(current_setting('test.near')::uuid, current_setting('test.lot')::uuid, 100);
update incoming_stock set received_meters = 100 where id = current_setting('test.near')::uuid;
select is_empty($$select * from ops.check_rule('incoming_received_meters')$$, 'a near miss says nothing: exactly what was expected');

-- two receipts at a time: the second writes what it read before the first
select sample.a_receipt(current_setting('test.in')::uuid, current_setting('test.lot')::uuid, 35);
select results_eq(
    $$select severity, message, cause, subject, key ->> 'id', expected, observed, status, size from ops.check_rule('incoming_received_meters')$$,
    $$values ('P1', 'incoming T-IN: 40.00 m, partially_received; booked in 75.00 of 100.00 m, partially_received', 'stale_read',
        'public.incoming_stock', current_setting('test.in'), '{"status": "partially_received", "received_meters": "75.00"}'::jsonb,
        '{"status": "partially_received", "received_meters": "40.00"}'::jsonb, 'violation', 35.00)$$,
    'a lost receipt is reported exactly'
);
update goods_in_receipts set received_at = received_at - interval '15 minutes' where id = (select receipt_id from goods_in_rows where meters = 35);
select is((select cause from ops.check_rule('incoming_received_meters')), 'unknown', 'a quarter of an hour apart they did not race');
update goods_in_receipts set received_at = received_at + interval '30 minutes' where id = (select receipt_id from goods_in_rows where meters = 35);
select is((select cause from ops.check_rule('incoming_received_meters')), 'unknown', 'neither later nor earlier');
update goods_in_receipts set received_at = received_at - interval '15 minutes' where id = (select receipt_id from goods_in_rows where meters = 35);
update incoming_stock set received_meters = 41 where id = current_setting('test.in')::uuid;
select is((select cause from ops.check_rule('incoming_received_meters')), 'unknown', 'and another sum is no receipt lost');
update incoming_stock set received_meters = 40 where id = current_setting('test.in')::uuid;
select set_config('test.one', sample.a_delivery('T-ONE', 50)::text, true);
select set_config('test.receipt', sample.a_receipt(current_setting('test.one')::uuid, current_setting('test.lot')::uuid, 12)::text, true);
insert into goods_in_rows (receipt_id, lot_id, quality, color, meters, created_at)
select receipt_id, lot_id, quality, color, 8, created_at from goods_in_rows where receipt_id = current_setting('test.receipt')::uuid;
select results_eq($$select cause, expected ->> 'received_meters' from ops.check_rule('incoming_received_meters') where message like '%T-ONE%'$$,
    $$values ('unknown', '20.00')$$, 'a receipt of two rows that was never added raced with none');
select sample.a_receipt(current_setting('test.one')::uuid, current_setting('test.lot')::uuid, 5);
update incoming_stock set received_meters = 5 where id = current_setting('test.one')::uuid;
select is((select cause from ops.check_rule('incoming_received_meters') where message like '%T-ONE%'), 'stale_read',
    'with another one it did: what is missing is both of its rows');
update incoming_stock set received_meters = 25 where id = current_setting('test.one')::uuid;

-- the status does not follow an edit of what is expected
update incoming_stock set expected_meters = 200 where id = current_setting('test.near')::uuid;
select set_config('test.born', sample.a_delivery('T-BORN', 10)::text, true);
update incoming_stock set received_meters = 5 where id = current_setting('test.born')::uuid;
update incoming_stock set status = 'pending_inbound' where id = current_setting('test.born')::uuid;
select results_eq(
    $$select message, cause, size from ops.check_rule('incoming_received_meters') order by message$$,
    $$values ('incoming T-BORN: 5.00 m, pending_inbound; booked in 0 of 10.00 m, pending_inbound', 'unknown', 5.00),
        ('incoming T-IN: 40.00 m, partially_received; booked in 75.00 of 100.00 m, partially_received', 'stale_read', 35.00),
        ('incoming T-NEAR: 100.00 m, fully_received; booked in 100.00 of 200.00 m, partially_received', 'unknown', 0.00)$$,
    'metres without goods, and a status that stayed, are reported too'
);

select results_eq(
    $$select before, after, state from ops.repair_integrity(rule => 'incoming_received_meters', keys => array[current_setting('test.near')])$$,
    $$values ('{"status": "fully_received", "received_meters": "100.00"}'::jsonb, '{"status": "partially_received", "received_meters": "100.00"}'::jsonb, 'planned')$$,
    'a plan for one delivery is for that delivery, and sets the metres to themselves so that the app derives the status');
select is((select status from incoming_stock where id = current_setting('test.near')::uuid), 'fully_received', 'and changes nothing');
select results_eq(
    $$select state, count(*) from ops.repair_integrity(dry_run => false, rule => 'incoming_received_meters', reason => 'test') group by state$$,
    $$values ('applied', 3::bigint)$$, 'a repair mends all three');
select results_eq($$select invoice_number, received_meters, status from incoming_stock where invoice_number like 'T-%' order by 1$$,
    $$values ('T-BORN', 0.00, 'pending_inbound'), ('T-IN', 75.00, 'partially_received'), ('T-NEAR', 100.00, 'partially_received'), ('T-ONE', 25.00, 'partially_received')$$,
    'to what was booked in');
select is_empty($$select * from ops.check_rule('incoming_received_meters')$$, 'the check is silent after the repair');
select is_empty($$select * from ops.repair_integrity(dry_run => false, rule => 'incoming_received_meters', reason => 'again')$$, 'a second repair does nothing');
select results_eq(
    $$select state, note, invoice_number from ops.undo((select max(run) from ops.change), 'test') as u
      join incoming_stock as i on i.id = (u.key ->> 'id')::uuid order by 3$$,
    $$values ('restored', 'stamped by the application''s triggers, not restorable: status', 'T-BORN'), ('restored', null::text, 'T-IN'), ('restored', null, 'T-NEAR')$$,
    'undo restores, and says where the app derives a status it did not have');
select results_eq($$select invoice_number, received_meters, status from incoming_stock where invoice_number like 'T-%' order by 1$$,
    $$values ('T-BORN', 5.00, 'partially_received'), ('T-IN', 40.00, 'partially_received'), ('T-NEAR', 100.00, 'fully_received'), ('T-ONE', 25.00, 'partially_received')$$,
    'every other column is as it was');

update incoming_stock set expected_meters = 75 where id = current_setting('test.in')::uuid;
select is((select expected ->> 'status' from ops.check_rule('incoming_received_meters') where message like '%T-IN%'), 'fully_received',
    'what was booked in fills a delivery whose expectation was lowered');
select sample.a_receipt(current_setting('test.in')::uuid, current_setting('test.lot')::uuid, 5, interval '30 seconds');
select results_eq($$select expected, size from ops.check_rule('incoming_received_meters') where message like '%T-IN%'$$, $$values (null::jsonb, 40.00)$$,
    'a delivery received this minute is reported, but not repaired');
select isnt((select expected from ops.check_rule('incoming_received_meters') where message like '%T-NEAR%'), null, 'another one is');
select throws_ok($$select * from ops.repair_integrity(rule => 'incoming_received_meters', keys => '{x}')$$, 'OP005', null, 'a bad key is refused');

select * from finish();
rollback;
