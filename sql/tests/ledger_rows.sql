-- Ledger rows that cannot all be true.
begin;
select plan(7);

select set_config('test.lot', sample.a_lot_of_rolls('T-LOT', 3)::text, true);
create function pg_temp.roll(place integer) returns uuid language sql as
    $$select sample.roll_of(current_setting('test.lot')::uuid, place)$$;
select set_config('test.order', sample.an_order('T-DONE', true)::text, true);
select sample.a_ledger_row(pg_temp.roll(n), current_setting('test.order')::uuid) from generate_series(1, 3) as n;
select is_empty($$select * from ops.check_rule('ledger_rows')$$, 'sound data says nothing');
insert into inventory_transactions (roll_id, transaction_type, quantity_change, source_type)
values (pg_temp.roll(1), 'STOCK_ADJUSTMENT', 3, 'count'), (null, 'ORDER_FULFILLMENT', -1, 'order'), (null, 'ORDER_FULFILLMENT', -1, 'order');
select is_empty($$select * from ops.check_rule('ledger_rows')$$, 'a near miss says nothing: another kind of row, and rows of no roll');

select set_config('test.twice', sample.a_ledger_row(pg_temp.roll(2), current_setting('test.order')::uuid)::text, true);
update inventory_transactions set created_at = created_at + interval '1 second', source_identifier = 'T-DONE' where id = current_setting('test.twice')::uuid;
select results_eq(
    $$select severity, message, subject, key ->> 'id', expected, observed #>> '{}', status, size, detail ->> 'source' from ops.check_rule('ledger_rows')$$,
    $$values ('P3', 'roll 2 of lot T-LOT left 2 times by the ledger, -10 m in row 2', 'public.inventory_transactions',
        current_setting('test.twice'), null::jsonb, '-10', 'violation', 10::numeric, 'T-DONE')$$,
    'the second row of a double click is reported exactly'
);
update inventory_transactions set quantity_change = 10 where roll_id = pg_temp.roll(3);
select results_eq(
    $$select message, expected #>> '{}', observed #>> '{}', size from ops.check_rule('ledger_rows') where message like '%roll 3%'$$,
    $$values ('roll 3 of lot T-LOT: its ledger row says 10 m, should be -10 m', '-10', '10', 20::numeric)$$, 'and so is the wrong sign');
update inventory_transactions set quantity_change = -9 where roll_id = pg_temp.roll(3);
select results_eq($$select size from ops.check_rule('ledger_rows') where message like '%roll 3%'$$, $$values (1::numeric)$$, 'with the metres that are missing');
select is((select count(*) from ops.ledger_rows(array[current_setting('test.twice')])), 1::bigint, 'one can be asked for alone');
select throws_ok($$select * from ops.repair_integrity(rule => 'ledger_rows')$$, 'OP003', null, 'the ledger is never rewritten');

select * from finish();
rollback;
