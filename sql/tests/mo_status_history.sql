-- Histories of manufacturing orders against their status.
begin;
select plan(16);

create function pg_temp.mo(n integer) returns uuid language sql as $$select ('00000000-0000-4000-8000-00000000000' || n)::uuid$$;
insert into manufacturing_orders (id, mo_number, supplier_id, quality, color, ordered_amount, order_date, status, created_by)
select pg_temp.mo(n), 'T-' || n, sample.a_supplier(), 'Q', 'ecru', 100, current_date, 'ORDERED', sample.a_user() from generate_series(1, 3) as n;
update manufacturing_orders set status = 'CONFIRMED' where id in (pg_temp.mo(1), pg_temp.mo(2));
update mo_status_history set changed_at = changed_at - interval '1 day';
select is_empty($$select * from ops.check_rule('mo_status_history')$$, 'sound data says nothing, nor does an order that was never moved');
update manufacturing_orders set status = 'IN_PRODUCTION' where id = pg_temp.mo(2);
update manufacturing_orders set status = 'CONFIRMED' where id = pg_temp.mo(2);
select is_empty($$select * from ops.check_rule('mo_status_history')$$, 'a near miss says nothing: two changes of one moment');

alter table manufacturing_orders disable trigger manufacturing_order_status_changed;
update manufacturing_orders set status = 'SHIPPED' where id = pg_temp.mo(1);
update manufacturing_orders set status = 'CANCELLED', updated_by = sample.a_user() where id = pg_temp.mo(2);
update manufacturing_orders set status = 'CONFIRMED' where id = pg_temp.mo(3);
alter table manufacturing_orders enable trigger manufacturing_order_status_changed;
select results_eq(
    $$select severity, message, subject, key ->> 'id', expected #>> '{}', observed #>> '{}', status, size from ops.check_rule('mo_status_history') where message like '%T-1%'$$,
    $$values ('P3', 'order T-1 is SHIPPED, its history ends with CONFIRMED', 'public.manufacturing_orders', pg_temp.mo(1)::text, 'SHIPPED', 'CONFIRMED', 'violation', null::numeric)$$,
    'a status without its row is reported exactly'
);
update mo_status_history set changed_at = changed_at - interval '2 days' where manufacturing_order_id = pg_temp.mo(2) and new_status = 'CONFIRMED';
select is((select message from ops.check_rule('mo_status_history') where message like '%T-2%'), 'order T-2 is CANCELLED, its history ends with IN_PRODUCTION', 'the newest row counts');
insert into mo_status_history (manufacturing_order_id, old_status, new_status, changed_by, changed_at) values (pg_temp.mo(1), 'X', 'SHIPPED', sample.a_user(), now() - interval '9 days');
select is((select count(*) from ops.check_rule('mo_status_history')), 2::bigint, 'an older row with the status does not');
insert into mo_status_history (manufacturing_order_id, old_status, new_status, changed_by, changed_at) values (pg_temp.mo(3), 'X', 'CONFIRMED', sample.a_user(), now() - interval '9 days');
select is((select count(*) from ops.mo_status_history(array[pg_temp.mo(2)::text])), 1::bigint, 'one can be asked for alone');

select results_eq(
    $$select subject, action, after ->> 'old_status', after ->> 'new_status', message, state from ops.repair_integrity(rule => 'mo_status_history', keys => array[pg_temp.mo(1)::text])$$,
    $$values ('public.mo_status_history', 'insert', 'CONFIRMED', 'SHIPPED', 'history of order T-1: CONFIRMED to SHIPPED', 'planned')$$, 'a plan appends');
select is((select count(*) from mo_status_history), 6::bigint, 'and changes nothing');
update mo_status_history set changed_at = now() + interval '1 hour' where manufacturing_order_id = pg_temp.mo(2) and new_status = 'IN_PRODUCTION';
select is((select count(*) from ops.repair_integrity(dry_run => false, rule => 'mo_status_history', reason => 'test') where state = 'applied'), 2::bigint, 'a repair appends both');
select results_eq(
    $$select h.old_status, h.new_status, h.changed_by, h.changed_at from mo_status_history as h where h.new_status in ('SHIPPED', 'CANCELLED') and h.old_status <> 'X' order by 2$$,
    $$select 'IN_PRODUCTION', 'CANCELLED', sample.a_user(), now() + interval '1 hour' union all select 'CONFIRMED', 'SHIPPED', sample.a_user(), now()$$,
    'by who wrote the order, when it was written, and never before what is known');
select is_empty($$select * from ops.check_rule('mo_status_history')$$, 'the check is silent after the repair');
select is_empty($$select * from ops.repair_integrity(dry_run => false, rule => 'mo_status_history', reason => 'again')$$, 'a second repair does nothing');
select is((select count(*) from ops.undo((select max(run) from ops.change), 'test') where state = 'restored'), 2::bigint, 'undo takes both out');
select is((select count(*) from mo_status_history), 6::bigint, 'and no other');
select is((select count(*) from ops.check_rule('mo_status_history')), 2::bigint, 'they are reported again');
select throws_ok($$select * from ops.repair_integrity(rule => 'mo_status_history', keys => '{x}')$$, 'OP005', null, 'a bad key is refused');

select * from finish();
rollback;
