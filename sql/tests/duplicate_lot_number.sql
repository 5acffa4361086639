-- Lots in stock that share a number.
begin;
select plan(5);

select set_config('test.one', sample.a_lot('T-LOT', 100)::text, true);
select set_config('test.two', sample.a_lot('T-LOT', 60, 'OTHER')::text, true);
update lots set status = 'out_of_stock' where id = current_setting('test.two')::uuid;
select sample.a_lot('T-LOT ');
select is_empty($$select * from ops.check_rule('duplicate_lot_number')$$, 'sound data says nothing; nor does a namesake that is gone, or a blank');
update lots set status = 'in_stock' where id = current_setting('test.two')::uuid;
select results_eq(
    $$select severity, message, subject, key ->> 'id', expected, observed #>> '{}', status, size, detail ->> 'lots' from ops.check_rule('duplicate_lot_number')$$,
    $$values ('P1', 'lot T-LOT: 2 lots in stock carry this number; this one is Q-T-LOT ecru, 100.00 m', 'public.lots',
            current_setting('test.one'), null::jsonb, 'T-LOT', 'violation', 100.00, '2'),
        ('P1', 'lot T-LOT: 2 lots in stock carry this number; this one is OTHER ecru, 60.00 m', 'public.lots',
            current_setting('test.two'), null, 'T-LOT', 'violation', 60.00, '2')$$,
    'both namesakes are reported exactly'
);
select is((select count(*) from ops.duplicate_lot_number(array[current_setting('test.two')])), 1::bigint, 'one can be asked for alone');
update lots set status = 'partially_fulfilled' where id = current_setting('test.two')::uuid;
select is_empty($$select * from ops.check_rule('duplicate_lot_number')$$, 'only lots in stock count');
select throws_ok($$select * from ops.repair_integrity(rule => 'duplicate_lot_number')$$, 'OP003', null, 'which one keeps the number, the labels on the rolls say');

select * from finish();
rollback;
