-- Totals of daily snapshots against their breakdowns.
begin;
select plan(10);

select sample.a_lot('T-LOT');
insert into inventory_snapshots (id, snapshot_date, total_lots, total_meters, total_reserved_meters, total_available_meters, by_status, by_quality, by_color, lot_details)
values ('00000000-0000-4000-8000-000000000001', '2026-02-03', 1000, 100.5, 20, 80.5, '{"in_stock": 100.5}', '{"V1": {"meters": 60.5, "lots": 9}, "V2": {"total_meters": 40}}', '{}',
    '[{"meters": 100}, {"meters": 0.5}]');
insert into order_snapshots (id, snapshot_date, total_orders, by_status) values ('00000000-0000-4000-8000-000000000002', '2026-02-03', 7, '{"confirmed": 4, "fulfilled": {"count": 3}}');
insert into reservation_snapshots (id, snapshot_date, total_reservations, by_status) values ('00000000-0000-4000-8000-000000000003', '2026-02-03', 5, '{"active": 5}');
select is_empty($$select * from ops.check_rule('snapshot_totals')$$, 'sound data says nothing: numbers, objects, an empty breakdown, and a thousand lots that were all');
update inventory_snapshots set by_color = '{"ecru": "many"}', total_meters = 100.51, total_available_meters = 80.51;
select is_empty($$select * from ops.check_rule('snapshot_totals')$$, 'nor do a centimetre and an unknown shape');

update inventory_snapshots set total_meters = 100.5, total_available_meters = 85;
select results_eq(
    $$select severity, message, subject, key ->> 'id', expected, observed, status, size from ops.check_rule('snapshot_totals')$$,
    $$values ('P3', 'snapshot of 2026-02-03, stock: total_available_meters 85, should be 80.5', 'public.inventory_snapshots', '00000000-0000-4000-8000-000000000001',
        '{"total_available_meters": "80.5"}'::jsonb, '{"total_available_meters": "85"}'::jsonb, 'violation', null::numeric)$$,
    'a day that does not add up is reported exactly'
);
update inventory_snapshots set total_available_meters = 80.5, by_status = '{"in_stock": 90}', by_quality = '{"V1": 1}', by_color = '{"ecru": 2}', lot_details = '[{"meters": 3}]';
select results_eq($$select k, expected ->> k, observed ->> k from ops.check_rule('snapshot_totals') cross join lateral jsonb_object_keys(expected) as k order by 1$$,
    $$values ('total_meters by color', '2', '100.5'), ('total_meters by lot', '3', '100.5'), ('total_meters by quality', '1', '100.5'), ('total_meters by status', '90', '100.5')$$,
    'every breakdown is looked at, and a day is one row');
update inventory_snapshots set by_status = '{}', by_quality = '{}', by_color = '{}', lot_details = '[]';
insert into lots (lot_number, quality, color, meters, supplier_id, created_at)
select 'T-' || n, 'Q', 'ecru', 1, sample.a_supplier(), now() - interval '1 day' from generate_series(1, 1000) as n;
select is_empty($$select * from ops.check_rule('snapshot_totals')$$, 'a thousand lots are all there were');
update lots set created_at = now() - interval '1 day' where lot_number = 'T-LOT';
select is((select message from ops.check_rule('snapshot_totals')), 'snapshot of 2026-02-03, stock: total_lots 1000, should be 1001', 'until there was one more: the reader stopped');
update inventory_snapshots set total_lots = 999;
select is_empty($$select * from ops.check_rule('snapshot_totals')$$, 'any other number is the day''s own');
update order_snapshots set total_orders = 8;
update reservation_snapshots set by_status = '{"active": 1, "released": 2}';
select results_eq($$select message, subject from ops.check_rule('snapshot_totals') order by 1$$,
    $$values ('snapshot of 2026-02-03, orders: total_orders by status 8, should be 7', 'public.order_snapshots'),
        ('snapshot of 2026-02-03, reservations: total_reservations by status 5, should be 3', 'public.reservation_snapshots')$$, 'orders and reservations too');
select is((select count(*) from ops.snapshot_totals(array['00000000-0000-4000-8000-000000000002'])), 1::bigint, 'one can be asked for alone');
select throws_ok($$select * from ops.repair_integrity(rule => 'snapshot_totals')$$, 'OP003', null, 'a day cannot be taken again');

select * from finish();
rollback;
