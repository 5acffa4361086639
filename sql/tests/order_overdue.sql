-- Orders open for more than a week.
begin;
select plan(6);

select sample.an_order('T-NEW', age => '7 days'), sample.an_order('T-DONE', true, age => '9 days'), sample.an_order('T-VOID', status => 'cancelled', age => '9 days'),
    sample.an_order('T-SHIPPED', status => 'shipped', age => '9 days'), sample.an_order('T-DRAFT', status => 'draft', age => '9 days');
select is_empty($$select * from ops.check_rule('order_overdue')$$, 'sound data says nothing: a week is not over, and the others wait for nothing');
select set_config('test.old', sample.an_order('T-OLD', age => '9 days 1 hour')::text, true);
update orders set fulfillment_blocker_status = 'backordered' where order_number = 'T-OLD';
select results_eq(
    $$select severity, message, subject, key ->> 'id', status, size, detail ->> 'blocker' from ops.check_rule('order_overdue')$$,
    $$values ('P3', 'order T-OLD of Fixture customer is open for 9 days', 'public.orders', current_setting('test.old'), 'violation', null::numeric, 'backordered')$$,
    'an old open order is reported exactly'
);
select sample.an_order('T-NULL', status => null, age => '8 days');
update ops.clock set shift = '1 second';
select results_eq($$select substr(message, 7, 6) from ops.check_rule('order_overdue') order by 1$$, $$values ('T-NEW '), ('T-NULL'), ('T-OLD ')$$, 'a second later the week is over');
insert into ops.rule_setting (rule, thresholds, changed_by) values ('order_overdue', '{"days": 9}', 'test');
select is((select count(*) from ops.check_rule('order_overdue')), 1::bigint, 'the week is a threshold');
select is((select count(*) from ops.order_overdue(array[(select id::text from orders where order_number = 'T-NEW')])), 0::bigint, 'one can be asked for alone');
select throws_ok($$select * from ops.repair_integrity(rule => 'order_overdue')$$, 'OP003', null, 'it is for the warehouse to ship it');

select * from finish();
rollback;
