-- Articles of received lots.
begin;
select plan(13);

insert into catalog_items (id, code, quality, color)
select ('00000000-0000-4000-8000-00000000000' || n)::uuid, 'T-' || n, 'Q', 'ecru' from generate_series(1, 2) as n;
select set_config('test.lot', sample.a_lot('T-LOT')::text, true), set_config('test.other', sample.a_lot('T-OTHER')::text, true),
    set_config('test.in', sample.a_delivery('T-IN')::text, true), set_config('test.plain', sample.a_delivery('T-PLAIN')::text, true);
update incoming_stock set catalog_item_id = '00000000-0000-4000-8000-000000000001' where invoice_number = 'T-IN';
select sample.a_receipt(current_setting('test.in')::uuid, current_setting('test.lot')::uuid, 10), sample.a_receipt(current_setting('test.plain')::uuid, current_setting('test.other')::uuid, 10);
update lots set catalog_item_id = '00000000-0000-4000-8000-000000000002' where id = current_setting('test.lot')::uuid;
select is_empty($$select * from ops.check_rule('lot_catalog_item')$$, 'sound data says nothing: a lot with an article of its own, a delivery without one');
update lots set catalog_item_id = null where id = current_setting('test.lot')::uuid;
select results_eq(
    $$select severity, message, subject, key ->> 'id', expected, observed, status, size from ops.check_rule('lot_catalog_item')$$,
    $$values ('P3', 'lot T-LOT has no article, its delivery is T-1', 'public.lots', current_setting('test.lot'),
        '{"catalog_item_id": "00000000-0000-4000-8000-000000000001"}'::jsonb, '{"catalog_item_id": null}'::jsonb, 'violation', null::numeric)$$,
    'a lot that lost its article on receipt is reported exactly'
);
update incoming_stock set catalog_item_id = '00000000-0000-4000-8000-000000000002' where invoice_number = 'T-PLAIN';
select sample.a_receipt(current_setting('test.in')::uuid, current_setting('test.other')::uuid, 5);
select results_eq($$select message, expected from ops.check_rule('lot_catalog_item') where message like '%T-OTHER%'$$,
    $$values ('lot T-OTHER has no article, its delivery is T-1, T-2', null::jsonb)$$, 'deliveries of two articles are left to a person');
select is((select count(*) from ops.lot_catalog_item(array[current_setting('test.lot')])), 1::bigint, 'one can be asked for alone');
select results_eq($$select after, state from ops.repair_integrity(rule => 'lot_catalog_item', keys => array[current_setting('test.lot')])$$,
    $$values ('{"catalog_item_id": "00000000-0000-4000-8000-000000000001"}'::jsonb, 'planned')$$, 'a plan');
select is((select catalog_item_id from lots where id = current_setting('test.lot')::uuid), null, 'changes nothing');
select results_eq($$select state, count(*) from ops.repair_integrity(dry_run => false, rule => 'lot_catalog_item', reason => 'test') group by 1 order by 1$$,
    $$values ('applied', 1::bigint), ('decide', 1::bigint)$$, 'a repair passes the article on');
select is((select c.code from lots as l join catalog_items as c on c.id = l.catalog_item_id where l.id = current_setting('test.lot')::uuid), 'T-1', 'to the lot');
select is((select count(*) from ops.check_rule('lot_catalog_item')), 1::bigint, 'the check is silent on it');
select is((select count(*) from ops.repair_integrity(dry_run => false, rule => 'lot_catalog_item', reason => 'again') where state = 'applied'), 0::bigint, 'a second repair does nothing');
select is((select count(*) from ops.undo((select max(run) from ops.change), 'test') where state = 'restored'), 1::bigint, 'undo takes it back');
select is((select catalog_item_id from lots where id = current_setting('test.lot')::uuid), null, 'exactly');
select throws_ok($$select * from ops.repair_integrity(rule => 'lot_catalog_item', keys => '{x}')$$, 'OP005', null, 'a bad key is refused');

select * from finish();
rollback;
