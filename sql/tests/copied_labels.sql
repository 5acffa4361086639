-- Labels that were copied from a lot.
begin;
select plan(16);

insert into qualities (code) values ('V701');
insert into quality_aliases (quality_code, alias) values ('V701', 'V701 EXTRA');
select set_config('test.lot', sample.a_lot_of_rolls('T-LOT', 1)::text, true);
update lots set quality = 'V701' where id = current_setting('test.lot')::uuid;
select set_config('test.line', sample.an_order_lot(sample.an_order('T-ORDER'), current_setting('test.lot')::uuid, sample.roll_of(current_setting('test.lot')::uuid, 1))::text, true);
select sample.a_receipt(null, current_setting('test.lot')::uuid, 10);
select is_empty($$select * from ops.check_rule('copied_labels')$$, 'sound data says nothing');
update order_lots set quality = ' v701 extra', color = 'ECRU ' where id = current_setting('test.line')::uuid;
update lots set quality = 'V701 ', color = 'Ecru' where id = current_setting('test.lot')::uuid;
select is_empty($$select * from ops.check_rule('copied_labels')$$, 'a near miss says nothing: an alias, capitals and blanks');

update order_lots set quality = 'V9' where id = current_setting('test.line')::uuid;
select results_eq(
    $$select severity, message, subject, key ->> 'id', expected, observed, status, size from ops.check_rule('copied_labels')$$,
    $$values ('P3', 'order line of lot T-LOT: labelled V9 ECRU , the lot is V701  Ecru', 'public.order_lots', current_setting('test.line'),
        '{"color": "Ecru", "quality": "V701 "}'::jsonb, '{"color": "ECRU ", "quality": "V9"}'::jsonb, 'violation', null::numeric)$$,
    'an order line under another quality is reported exactly'
);
update order_lots set quality = 'V701', color = 'ecru';
update lots set color = 'plum';
select results_eq($$select message, subject, size from ops.check_rule('copied_labels') order by 1$$,
    $$values ('goods received of lot T-LOT: labelled V701 ecru, the lot is V701  plum', 'public.goods_in_rows', 10.00),
        ('order line of lot T-LOT: labelled V701 ecru, the lot is V701  plum', 'public.order_lots', null)$$,
    'a lot that is renamed leaves its old colour on both');
update lots set quality = 'V9', color = 'ecru';
select is((select count(*) from ops.check_rule('copied_labels')), 2::bigint, 'or its quality');
update goods_in_rows set quality = 'v9';
select is((select subject from ops.check_rule('copied_labels')), 'public.order_lots', 'names that nobody registered are compared as they are');
update goods_in_rows set quality = 'V701';
select results_eq($$select state, action from ops.repair_integrity(rule => 'copied_labels') group by 1, 2$$, $$values ('decide', null::text)$$, 'a person must choose');
select is((select count(*) from ops.copied_labels(array[current_setting('test.line')])), 1::bigint, 'a line can be asked for alone');
select is((select count(*) from ops.copied_labels(array[(select id::text from goods_in_rows)])), 1::bigint, 'and a row');
select results_eq(
    $$select after, state from ops.repair_integrity(rule => 'copied_labels', choice => 'mirror', keys => array[current_setting('test.line')])$$,
    $$values ('{"color": "ecru", "quality": "V9"}'::jsonb, 'planned')$$, 'a plan takes the lot''s label');
select is((select count(*) from ops.repair_integrity(dry_run => false, rule => 'copied_labels', choice => 'mirror', reason => 'test') where state = 'applied'), 2::bigint, 'a repair mends both tables');
select is_empty($$select * from ops.check_rule('copied_labels')$$, 'the check is silent after the repair');
select is_empty($$select * from ops.repair_integrity(dry_run => false, rule => 'copied_labels', choice => 'mirror', reason => 'again')$$, 'a second repair does nothing');
select is((select count(*) from ops.undo((select max(run) from ops.change), 'test') where state = 'restored'), 2::bigint, 'undo restores both');
select results_eq($$select quality from order_lots union all select quality from goods_in_rows$$, $$values ('V701'), ('V701')$$, 'as they were');
select throws_ok($$select * from ops.repair_integrity(rule => 'copied_labels', keys => '{x}')$$, 'OP005', null, 'a bad key is refused');

select * from finish();
rollback;
