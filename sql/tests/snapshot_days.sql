-- Days without a snapshot of stock, orders or reservations.
begin;
select plan(12);

select is_empty($$select * from ops.check_rule('snapshot_days')$$, 'without any snapshot nothing is missing');
insert into inventory_snapshots (snapshot_date) select '2026-10-01'::date + n from generate_series(0, 9) as n;
insert into order_snapshots (snapshot_date) select '2026-10-01'::date + n from generate_series(0, 9) as n;
insert into reservation_snapshots (snapshot_date) select '2026-10-01'::date + n from generate_series(0, 9) as n;
create function pg_temp.told() returns setof text language sql as $$select message from ops.check_rule('snapshot_days') order by message$$;
select is_empty($$select * from ops.check_rule('snapshot_days')$$, 'sound data says nothing: what comes after the last day is no gap');
delete from order_snapshots where snapshot_date in ('2026-10-03', '2026-10-05', '2026-10-06');
select results_eq(
    $$select severity, message, subject, key, expected, observed, detail, status, size from ops.check_rule('snapshot_days') order by message$$,
    $$values ('P3', 'no snapshot of orders from 2026-10-05 to 2026-10-06 (days: 2)', 'public.order_snapshots', '{"day": "2026-10-05"}'::jsonb, null::jsonb, null::jsonb,
        '{"from": "2026-10-05", "to": "2026-10-06", "days": 2}'::jsonb, 'violation', null::numeric),
        ('P3', 'no snapshot of orders on 2026-10-03 (days: 1)', 'public.order_snapshots', '{"day": "2026-10-03"}', null, null,
        '{"from": "2026-10-03", "to": "2026-10-03", "days": 1}', 'violation', null)$$,
    'each stretch of missing days is reported exactly');
select is((select count(*) from ops.snapshot_days(array['2026-10-05'])), 1::bigint, 'one can be asked for alone');
select is((select count(*) from ops.snapshot_days(array['2026-10-06'])), 0::bigint, 'by its first day');
delete from order_snapshots;
delete from reservation_snapshots where snapshot_date > '2026-10-08';
select results_eq($$select * from pg_temp.told()$$,
    $$values ('no snapshot of orders from 2026-10-01 to 2026-10-10 (days: 10)'), ('no snapshot of reservations from 2026-10-09 to 2026-10-10 (days: 2)')$$,
    'a table that was never filled, and one that stopped before the others');
delete from inventory_snapshots where snapshot_date <> '2026-10-04';
select results_eq($$select message from ops.check_rule('snapshot_days') where subject = 'public.inventory_snapshots' order by 1$$,
    $$values ('no snapshot of stock from 2026-10-01 to 2026-10-03 (days: 3)'), ('no snapshot of stock from 2026-10-05 to 2026-10-08 (days: 4)')$$,
    'the first and last day are those of any table');
insert into order_snapshots (snapshot_date) values ('2026-09-30');
select is((select message from ops.check_rule('snapshot_days') where subject = 'public.reservation_snapshots'), 'no snapshot of reservations on 2026-09-30 (days: 1)', 'of orders too');
select is((select count(*) from ops.scope('integrity') where rule = 'snapshot_days' and rows = 4), 1::bigint, 'its scope can be told');
select throws_ok($$select * from ops.repair_integrity(rule => 'snapshot_days')$$, 'OP003', null, 'no day can be taken again');
insert into order_snapshots (snapshot_date) values ('infinity'), ('5874897-12-31');
select is((select count(*) from ops.check_rule('snapshot_days')), 4::bigint, 'up to a snapshot from the future no day is missing yet');
insert into order_snapshots (snapshot_date) values ('-infinity'), ('4714-11-24 BC');
select is((select message from ops.check_rule('snapshot_days') where subject = 'public.reservation_snapshots' order by message limit 1),
    'no snapshot of reservations from 4714-11-24 BC to 2026-09-30 (days: 2461315)', 'a stretch of millennia is told and not walked');

select * from finish();
rollback;
