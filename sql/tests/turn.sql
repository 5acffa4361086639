-- The order of a plan: what a rule reads is repaired before it.
begin;
select plan(6);

select set_config('test.lot', sample.a_lot_of_rolls('T-LOT', 3)::text, true);
select sample.an_order_lot(sample.an_order('T-DONE', true), current_setting('test.lot')::uuid, sample.roll_of(current_setting('test.lot')::uuid, 1));
update lots set status = 'out_of_stock', meters = 31, roll_count = 1 where id = current_setting('test.lot')::uuid;
update ops.rule set severity = 'P0' where name = 'lot_status';
select results_eq($$select rule from ops.repair_integrity() where rule in ('roll_status', 'lot_meters', 'lot_status')$$,
    $$values ('roll_status'), ('lot_meters'), ('lot_status')$$, 'rules come in their turn, whatever their severity');
select results_eq($$select rule, state from ops.repair_integrity(dry_run => false, reason => 'test') where rule in ('roll_status', 'lot_meters', 'lot_status')$$,
    $$values ('roll_status', 'applied'), ('lot_meters', 'stale'), ('lot_status', 'applied')$$,
    'a lot planned by a roll that was repaired on the way is left alone');
select results_eq($$select rule, before, after, state from ops.repair_integrity(dry_run => false, reason => 'test') where rule in ('roll_status', 'lot_meters', 'lot_status')$$,
    $$values ('lot_meters', '{"meters": "31.00", "roll_count": "1"}'::jsonb, '{"meters": "20.00", "roll_count": "2"}'::jsonb, 'applied')$$,
    'and mended by the next call');
select is_empty($$select * from ops.repair_integrity() where rule in ('roll_status', 'lot_meters', 'lot_status')$$, 'until there is nothing to plan');
select is((select turn from ops.rule where name = 'lot_reserved_meters'), 100::smallint, 'a rule without a turn comes last');
select is_empty($$select * from ops.check_integrity() where rule in ('roll_status', 'lot_meters', 'lot_status')$$, 'and nothing is left');

select * from finish();
rollback;
