-- Rolls that left without a row in the ledger.
begin;
select plan(16);

select set_config('test.lot', sample.a_lot_of_rolls('T-LOT', 5)::text, true);
create function pg_temp.roll(place integer) returns uuid language sql as
    $$select sample.roll_of(current_setting('test.lot')::uuid, place)$$;
select set_config('test.done', sample.an_order('T-DONE', true)::text, true);
select sample.an_order_lot(current_setting('test.done')::uuid, current_setting('test.lot')::uuid, pg_temp.roll(1), pg_temp.roll(2));
update rolls set status = 'fulfilled' where id in (pg_temp.roll(1), pg_temp.roll(2));
select sample.a_ledger_row(pg_temp.roll(1), current_setting('test.done')::uuid), sample.a_ledger_row(pg_temp.roll(2), current_setting('test.done')::uuid);
select is_empty($$select * from ops.check_rule('fulfilled_without_ledger')$$, 'sound data says nothing');
select sample.an_order_lot(sample.an_order('T-OPEN'), current_setting('test.lot')::uuid, pg_temp.roll(3));
update rolls set status = 'allocated' where id = pg_temp.roll(3);
select is_empty($$select * from ops.check_rule('fulfilled_without_ledger')$$, 'a near miss says nothing: a roll that has not left');

update inventory_transactions set transaction_type = 'MANUAL_CORRECTION' where roll_id = pg_temp.roll(2);
select results_eq(
    $$select severity, message, subject, key ->> 'id', expected, observed #>> '{}', status, size from ops.check_rule('fulfilled_without_ledger')$$,
    $$values ('P1', 'lot T-LOT, roll 2 of 10 m has left, and the ledger does not know', 'public.rolls', pg_temp.roll(2)::text,
        null::jsonb, 'fulfilled', 'violation', 10::numeric)$$,
    'a roll without its row is reported exactly; another kind of row is none'
);
-- roll 3 in no fulfilled order, roll 4 in two, roll 5 in one that was cancelled afterwards
update rolls set status = 'fulfilled' where position > 2 and lot_id = current_setting('test.lot')::uuid;
select sample.an_order_lot(sample.an_order('T-TWO', true), current_setting('test.lot')::uuid, pg_temp.roll(4));
select sample.an_order_lot(sample.an_order('T-TOO', true), current_setting('test.lot')::uuid, pg_temp.roll(4));
select sample.an_order_lot(sample.an_order('T-BACK', true, 'cancelled'), current_setting('test.lot')::uuid, pg_temp.roll(5));
select is((select count(*) from ops.check_rule('fulfilled_without_ledger')), 4::bigint, 'every one is');
select results_eq($$select state, note from ops.repair_integrity(rule => 'fulfilled_without_ledger') limit 1$$,
    $$select 'decide', 'choice => ''back_fill'': ' || what from ops.rule_choice where rule = 'fulfilled_without_ledger'$$, 'a person must choose');
select results_eq(
    $$select action, after ->> 'quantity_change', after ->> 'roll_id', message, state
      from ops.repair_integrity(rule => 'fulfilled_without_ledger', choice => 'back_fill') order by action nulls last, message$$,
    $$values ('insert', '-10', pg_temp.roll(2)::text,
            'ledger: -10 m by order T-DONE, dated ' || ((now() - interval '1 day') at time zone 'UTC')::date, 'planned'),
        (null, null, null, 'lot T-LOT, roll 3 of 10 m has left, and the ledger does not know', 'decide'),
        (null, null, null, 'lot T-LOT, roll 4 of 10 m has left, and the ledger does not know', 'decide'),
        (null, null, null, 'lot T-LOT, roll 5 of 10 m has left, and the ledger does not know', 'decide')$$,
    'only the roll of exactly one fulfilled order is planned'
);
select is((select count(*) from inventory_transactions), 2::bigint, 'and nothing is written yet');
select results_eq(
    $$select state, count(*) from ops.repair_integrity(dry_run => false, rule => 'fulfilled_without_ledger', choice => 'back_fill', reason => 'test') group by state order by state$$,
    $$values ('applied', 1::bigint), ('decide', 3::bigint)$$, 'the choice enters it');
select results_eq(
    $$select t.quantity_change, t.unit, t.source_type, t.source_id, t.source_identifier, t.created_at, t.created_by
      from inventory_transactions as t where t.roll_id = pg_temp.roll(2) and t.transaction_type = 'ORDER_FULFILLMENT'$$,
    $$select -10::numeric, 'meters', 'order', o.id, o.order_number, o.fulfilled_at, o.fulfilled_by from orders as o where o.order_number = 'T-DONE'$$,
    'as the fulfilment would have'
);
select is((select count(*) from ops.check_rule('fulfilled_without_ledger')), 3::bigint, 'the roll is no longer reported');
select is((select count(*) from ops.repair_integrity(dry_run => false, rule => 'fulfilled_without_ledger', choice => 'back_fill', reason => 'again') where state = 'applied'),
    0::bigint, 'a second repair does nothing');
select results_eq($$select subject, state, after from ops.undo((select max(run) from ops.change), 'test')$$,
    $$values ('public.inventory_transactions', 'restored', null::jsonb)$$, 'undo takes the row out');
select is((select count(*) from inventory_transactions), 2::bigint, 'and no other');
select is((select count(*) from ops.check_rule('fulfilled_without_ledger')), 4::bigint, 'the roll is reported again');
select results_eq(
    $$select count(*), count(distinct key) from ops._ledger_back_fill(array[pg_temp.roll(1)::text, pg_temp.roll(2)::text])$$,
    $$values (2::bigint, 2::bigint)$$, 'every row gets an id of its own');
select throws_ok($$select * from ops.repair_integrity(rule => 'fulfilled_without_ledger', keys => '{x}')$$, 'OP005', null, 'a bad key is refused');

select * from finish();
rollback;
