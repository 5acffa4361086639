-- purchase_recommendations.total_stock_position against its parts.
begin;
select plan(9);

insert into purchase_recommendations (id, quality_code, color_code, available_stock, incoming_stock, in_production_stock, total_stock_position)
select ('00000000-0000-4000-8000-00000000000' || n)::uuid, 'T-' || n, 'ecru', 100, 20.5, 3, 123.50 from generate_series(1, 2) as n;
select is_empty($$select * from ops.check_rule('recommendation_stock_position')$$, 'sound data says nothing');
update purchase_recommendations set in_production_stock = 13 where quality_code = 'T-1';
select results_eq(
    $$select severity, message, subject, key ->> 'id', expected #>> '{}', observed #>> '{}', status, size from ops.check_rule('recommendation_stock_position')$$,
    $$values ('P3', 'recommendation T-1 ecru: total stock position 123.50 m, should be 133.5 m (-10.00)', 'public.purchase_recommendations',
        '00000000-0000-4000-8000-000000000001', '133.5', '123.50', 'violation', 10.00)$$,
    'another sum is reported exactly'
);
select results_eq($$select after, state from ops.repair_integrity(rule => 'recommendation_stock_position')$$, $$values ('{"total_stock_position": "133.5"}'::jsonb, 'planned')$$, 'a plan');
select is((select total_stock_position from purchase_recommendations where quality_code = 'T-1'), 123.50, 'changes nothing');
update purchase_recommendations set available_stock = 0 where quality_code = 'T-2';
select results_eq($$select key ->> 'id', state from ops.repair_integrity(dry_run => false, rule => 'recommendation_stock_position', keys => array['00000000-0000-4000-8000-000000000001'], reason => 'test')$$,
    $$values ('00000000-0000-4000-8000-000000000001', 'applied')$$, 'a repair of one mends that one');
select is((select count(*) from ops.check_rule('recommendation_stock_position')), 1::bigint, 'the check is silent on it');
select is((select count(*) from ops.undo((select max(run) from ops.change), 'test') where state = 'restored'), 1::bigint, 'undo takes it back');
select is((select total_stock_position from purchase_recommendations where quality_code = 'T-1'), 123.50, 'exactly');
select throws_ok($$select * from ops.repair_integrity(rule => 'recommendation_stock_position', keys => '{x}')$$, 'OP005', null, 'a bad key is refused');

select * from finish();
rollback;
