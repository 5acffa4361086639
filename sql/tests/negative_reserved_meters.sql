-- Reserved metres below zero, on lots and deliveries.
begin;
select plan(6);

select set_config('test.lot', sample.a_lot('T-LOT')::text, true);
select set_config('test.in', sample.a_delivery('T-IN')::text, true);
select is_empty($$select * from ops.check_rule('negative_reserved_meters')$$, 'sound data says nothing');
update lots set reserved_meters = 0.01 where id = current_setting('test.lot')::uuid;
select is_empty($$select * from ops.check_rule('negative_reserved_meters')$$, 'a near miss says nothing: wrong, but not below zero');
update lots set reserved_meters = -40 where id = current_setting('test.lot')::uuid;
update incoming_stock set reserved_meters = -0.01 where id = current_setting('test.in')::uuid;
select results_eq(
    $$select message, subject, size from ops.check_rule('negative_reserved_meters')$$,
    $$values ('lot T-LOT: reserved meters -40.00 m, which is below zero', 'public.lots', 40.00),
        ('incoming T-IN: reserved meters -0.01 m, which is below zero', 'public.incoming_stock', 0.01)$$,
    'both are reported exactly'
);
select throws_ok($$select * from ops.repair_reservations(rule => 'negative_reserved_meters')$$, 'OP003', null,
    'it is evidence and is never repaired itself');
select is((select count(*) from ops.repair_reservations(dry_run => false, reason => 'test') where state = 'applied'), 2::bigint,
    'the counters'' own rules mend it');
select is_empty($$select * from ops.check_rule('negative_reserved_meters')$$, 'and then it is silent');

select * from finish();
rollback;
