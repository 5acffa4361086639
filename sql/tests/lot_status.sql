-- lots.status against the rolls that are left.
begin;
select plan(17);

select set_config('test.lot', sample.a_lot_of_rolls('T-LOT', 2)::text, true);
select set_config('test.gone', sample.a_lot_of_rolls('T-GONE', 2)::text, true);
select set_config('test.bare', sample.a_lot('T-BARE')::text, true);
update rolls set status = 'fulfilled' where lot_id = current_setting('test.gone')::uuid;
update lots set status = 'out_of_stock' where id in (current_setting('test.gone')::uuid, current_setting('test.bare')::uuid);
update rolls set status = 'allocated' where lot_id = current_setting('test.lot')::uuid;
select is_empty($$select * from ops.check_rule('lot_status')$$, 'sound data says nothing, nor does a lot without roll rows');
update lots set status = 'partially_fulfilled' where id = current_setting('test.lot')::uuid;
select is_empty($$select * from ops.check_rule('lot_status')$$, 'a near miss says nothing: partially fulfilled is in stock');

update lots set status = 'out_of_stock' where id = current_setting('test.lot')::uuid;
select results_eq(
    $$select severity, message, cause, subject, key ->> 'id', expected, observed, status, size from ops.check_rule('lot_status')$$,
    $$values ('P2', 'lot T-LOT is out of stock, with 2 rolls of 20 m left', 'unknown', 'public.lots', current_setting('test.lot'),
        '{"status": "in_stock"}'::jsonb, '{"status": "out_of_stock"}'::jsonb, 'violation', 20::numeric)$$,
    'a lot that hides its rolls is reported exactly'
);
select set_config('test.order', sample.an_order('T-ORDER')::text, true);
select sample.an_order_lot(current_setting('test.order')::uuid, current_setting('test.lot')::uuid, sample.roll_of(current_setting('test.lot')::uuid, 1));
insert into order_queue (order_id, status, submitted_by) values (current_setting('test.order')::uuid, 'pending_approval', sample.a_user());
select is((select cause from ops.check_rule('lot_status')), 'unknown', 'a waiting order is no cause');
update order_queue set status = 'approved', approved_by = sample.a_user(), approved_at = now();
select is((select cause from ops.check_rule('lot_status')), 'order_approval', 'an approved one is');
update lots set status = 'in_stock' where id = current_setting('test.gone')::uuid;
select results_eq(
    $$select message, cause, expected, observed, size from ops.check_rule('lot_status') where key ->> 'id' = current_setting('test.gone')$$,
    $$values ('lot T-GONE is exhausted: in_stock, 20.00 m, but every roll has left', 'exhausted', '{"status": "out_of_stock"}'::jsonb,
        '{"status": "in_stock"}'::jsonb, 20.00)$$,
    'an exhausted lot is reported exactly'
);

select results_eq(
    $$select before, after, state from ops.repair_integrity(rule => 'lot_status', keys => array[current_setting('test.gone')])$$,
    $$values ('{"status": "in_stock"}'::jsonb, '{"status": "out_of_stock"}'::jsonb, 'planned')$$, 'a plan for one lot is for that lot');
select is((select status from lots where id = current_setting('test.gone')::uuid), 'in_stock', 'and changes nothing');
select results_eq(
    $$select state, count(*) from ops.repair_integrity(dry_run => false, rule => 'lot_status', reason => 'test') group by state$$,
    $$values ('applied', 2::bigint)$$, 'a repair mends both');
select results_eq($$select lot_number, status::text, meters, roll_count from lots where lot_number like 'T-%' order by 1$$,
    $$values ('T-BARE', 'out_of_stock', 100.00, 1), ('T-GONE', 'out_of_stock', 20.00, 2), ('T-LOT', 'in_stock', 20.00, 2)$$,
    'and leaves the metres of the exhausted lot, which cannot be zero');
select is_empty($$select * from ops.check_rule('lot_status')$$, 'the check is silent after the repair');
select is_empty($$select * from ops.repair_integrity(dry_run => false, rule => 'lot_status', reason => 'again')$$, 'a second repair does nothing');
select results_eq(
    $$select state, count(*) from ops.undo((select max(run) from ops.change), 'test') group by state$$,
    $$values ('restored', 2::bigint)$$, 'undo restores both');
select results_eq($$select lot_number, status::text from lots where lot_number in ('T-GONE', 'T-LOT') order by 1$$,
    $$values ('T-GONE', 'in_stock'), ('T-LOT', 'out_of_stock')$$, 'as they were');

update orders set action_required = true where id = current_setting('test.order')::uuid;
select results_eq($$select expected from ops.check_rule('lot_status') where message like '%T-LOT%'$$, $$values (null::jsonb)$$,
    'a lot of an order written this minute is not repaired');
select isnt((select expected from ops.check_rule('lot_status') where message like '%T-GONE%'), null, 'another one is');
select throws_ok($$select * from ops.repair_integrity(rule => 'lot_status', keys => '{x}')$$, 'OP005', null, 'a bad key is refused');

select * from finish();
rollback;
