-- QR codes that lead to another lot number.
begin;
select plan(13);

select set_config('test.lot', sample.a_lot('T-LOT')::text, true);
select set_config('test.other', sample.a_lot('T-OTHER')::text, true);
select sample.a_lot('T-NONE');
update lots set qr_code_url = 'https://wms.example/qr/' || lot_number where lot_number in ('T-LOT', 'T-OTHER');
select is_empty($$select * from ops.check_rule('lot_qr_code')$$, 'sound data says nothing, nor does a lot without a code');
update lots set qr_code_url = 'https://wms.example/qr/T%2DLOT' where id = current_setting('test.other')::uuid;
select is_empty($$select * from ops.check_rule('lot_qr_code')$$, 'a near miss says nothing: an encoded number');
update lots set qr_code_url = 'https://wms.example/lots/1' where id = current_setting('test.other')::uuid;
select is_empty($$select * from ops.check_rule('lot_qr_code')$$, 'or a code of another form');

update lots set lot_number = 'T-NEW' where id = current_setting('test.lot')::uuid;
update lots set qr_code_url = 'https://wms.example/qr/GONE' where id = current_setting('test.other')::uuid;
select results_eq(
    $$select severity, message, subject, key ->> 'id', expected, observed, status, size from ops.check_rule('lot_qr_code') where message like 'lot T-NEW%'$$,
    $$values ('P3', 'lot T-NEW: its QR code leads to T-LOT', 'public.lots', current_setting('test.lot'),
        '{"qr_code_url": "https://wms.example/qr/T-NEW"}'::jsonb, '{"qr_code_url": "https://wms.example/qr/T-LOT"}'::jsonb, 'violation', null::numeric)$$,
    'a renamed lot is reported exactly'
);
select is((select count(*) from ops.lot_qr_code(array[current_setting('test.other')])), 1::bigint, 'one can be asked for alone');
select results_eq(
    $$select after, state from ops.repair_integrity(rule => 'lot_qr_code', keys => array[current_setting('test.lot')])$$,
    $$values ('{"qr_code_url": "https://wms.example/qr/T-NEW"}'::jsonb, 'planned')$$, 'a plan keeps the origin');
select is((select count(*) from ops.check_rule('lot_qr_code')), 2::bigint, 'and changes nothing');
select is((select count(*) from ops.repair_integrity(dry_run => false, rule => 'lot_qr_code', reason => 'test') where state = 'applied'), 2::bigint, 'a repair mends both');
select is_empty($$select * from ops.check_rule('lot_qr_code')$$, 'the check is silent after the repair');
select is_empty($$select * from ops.repair_integrity(dry_run => false, rule => 'lot_qr_code', reason => 'again')$$, 'a second repair does nothing');
select is((select count(*) from ops.undo((select max(run) from ops.change), 'test') where state = 'restored'), 2::bigint, 'undo restores both');
select results_eq($$select lot_number, qr_code_url from lots where qr_code_url is not null order by 1$$,
    $$values ('T-NEW', 'https://wms.example/qr/T-LOT'), ('T-OTHER', 'https://wms.example/qr/GONE')$$, 'as they were');
select throws_ok($$select * from ops.repair_integrity(rule => 'lot_qr_code', keys => '{x}')$$, 'OP005', null, 'a bad key is refused');

select * from finish();
rollback;
