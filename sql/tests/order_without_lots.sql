-- Orders without a lot.
begin;
select plan(8);

select set_config('test.lot', sample.a_lot_of_rolls('T-LOT', 2)::text, true);
select set_config('test.order', sample.an_order('T-ORDER')::text, true);
select sample.an_order_lot(current_setting('test.order')::uuid, current_setting('test.lot')::uuid, sample.roll_of(current_setting('test.lot')::uuid, 1));
select is_empty($$select * from ops.check_rule('order_without_lots')$$, 'sound data says nothing');
select sample.an_order('T-DRAFT', status => 'draft'), sample.an_order('T-VOID', status => 'cancelled'),
    sample.an_order('T-NEW', age => '299 seconds');
select is_empty($$select * from ops.check_rule('order_without_lots')$$,
    'a near miss says nothing: a draft, a cancelled order, and one that is still being written');
delete from lots where id = current_setting('test.lot')::uuid;
select results_eq(
    $$select severity, message, subject, key ->> 'id', expected, observed, status, size from ops.check_rule('order_without_lots')$$,
    $$values ('P1', 'order T-ORDER of Fixture customer, open, has no lots', 'public.orders', current_setting('test.order'),
        null::jsonb, null::jsonb, 'violation', null::numeric)$$,
    'an order whose lot was deleted is reported exactly'
);
select sample.an_order('T-DONE', true), sample.an_order('T-NULL', status => null);
select results_eq($$select message from ops.check_rule('order_without_lots') order by 1$$,
    $$values ('order T-DONE of Fixture customer, fulfilled, has no lots'), ('order T-NULL of Fixture customer, open, has no lots'),
        ('order T-ORDER of Fixture customer, open, has no lots')$$,
    'so is one that was shipped, and one without a status');
select is((select count(*) from ops.order_without_lots(array[current_setting('test.order')])), 1::bigint, 'one can be asked for alone');
update ops.clock set shift = '2 seconds';
select is((select count(*) from ops.check_rule('order_without_lots')), 4::bigint, 'after five minutes the new one is reported too');
insert into ops.rule_setting (rule, thresholds, changed_by) values ('order_without_lots', '{"grace_seconds": 3600}', 'test');
select is((select count(*) from ops.check_rule('order_without_lots')), 3::bigint, 'and the five minutes are a threshold');
select throws_ok($$select * from ops.repair_integrity(rule => 'order_without_lots')$$, 'OP003', null, 'there is nothing to repair it with');

select * from finish();
rollback;
