-- How far damage reaches.
begin;
select plan(17);

select set_config('test.lot', sample.a_lot_of_rolls('T-LOT', 4)::text, true);
select set_config('test.res', sample.a_reservation('Reserver')::text, true);
select sample.a_line(current_setting('test.res')::uuid, current_setting('test.lot')::uuid, 10);
select set_config('test.open', sample.an_order('T-OPEN')::text, true);
select set_config('test.done', sample.an_order('T-DONE', true)::text, true);
select sample.an_order_lot(current_setting('test.open')::uuid, current_setting('test.lot')::uuid, sample.roll_of(current_setting('test.lot')::uuid, 1));
select sample.an_order_lot(current_setting('test.done')::uuid, current_setting('test.lot')::uuid, sample.roll_of(current_setting('test.lot')::uuid, 2));
update rolls set status = 'allocated' where id = sample.roll_of(current_setting('test.lot')::uuid, 1);
update rolls set status = 'fulfilled' where id = sample.roll_of(current_setting('test.lot')::uuid, 2);
select sample.a_ledger_row(sample.roll_of(current_setting('test.lot')::uuid, 2), current_setting('test.done')::uuid);
update lots set meters = 30, roll_count = 3 where id = current_setting('test.lot')::uuid;
create function pg_temp.line(rule text) returns setof ops.scope_line language sql as $$select s.* from ops.scope('integrity') as s where s.rule = $1$$;

select results_eq($$select state, rows, metres, lots, orders, customers from pg_temp.line('all')$$,
    $$values ('clean', 0::bigint, null::numeric, 0::bigint, 0::bigint, 0::bigint)$$, 'sound data touches nobody');
select set_eq($$select rule from ops.scope('integrity')$$,
    $$select rule from ops.coverage('integrity') union all values ('all'), ('checksums'), ('amcheck')$$, 'every rule has its line');

update lots set meters = 70 where id = current_setting('test.lot')::uuid;
select results_eq(
    $$select severity, state, rows, metres, lots, orders, customers from pg_temp.line('lot_meters')$$,
    $$values ('P1', 'violation', 1::bigint, 40.00, 1::bigint, 1::bigint, 2::bigint)$$,
    'a lot touches its open order and the customers of order and reservation; a shipped order is history'
);
select set_config('test.again', sample.an_order('T-AGAIN')::text, true);
update orders set customer_name = 'Another' where id = current_setting('test.again')::uuid;
update order_lots set selected_roll_meters = '1' where order_id = current_setting('test.open')::uuid;
update orders set created_at = now() - interval '2 days' where id = current_setting('test.again')::uuid;
select results_eq(
    $$select rule, state, rows, lots, orders, customers from ops.scope('integrity') where state = 'violation'$$,
    $$values ('all', 'violation', 3::bigint, 1::bigint, 2::bigint, 3::bigint), ('lot_meters', 'violation', 1, 1, 1, 2),
        ('order_without_lots', 'violation', 1, 0, 1, 1), ('order_lot_lists', 'violation', 1, 1, 1, 2)$$,
    'the whole counts each row, lot, order and customer once, and comes first; rules by severity'
);
select is((select metres from pg_temp.line('all')), 50.00, 'metres add up over different rows');
update lots set status = 'out_of_stock' where id = current_setting('test.lot')::uuid;
select results_eq($$select rows, metres from pg_temp.line('all')$$, $$values (3::bigint, 50.00)$$,
    'a lot that two rules speak of is one row, with the larger of its metres');
select results_eq($$select written_from = now(), written_to = now() from pg_temp.line('lot_meters')$$, $$values (true, true)$$,
    'the last writes of the broken rows say when');
select results_eq($$select first_seen, last_seen from pg_temp.line('lot_meters') where first_seen is not null$$,
    $$select null::timestamptz, null::timestamptz where false$$, 'nothing was remembered yet');
-- rows that are told apart otherwise than by their table's key
select sample.an_entry('CREATE', 'order', current_setting('test.open')::uuid, at => '2026-10-01 12:00+03');
update orders set created_at = '2026-10-02 12:00+03' where id = current_setting('test.again')::uuid;
select results_eq($$select state, rows > 0, lots, orders from pg_temp.line('audit_silent_days')$$, $$values ('violation', true, null::bigint, null::bigint)$$,
    'a day is no row of the table, and touches nothing by itself');
alter table order_lots drop constraint order_lots_order_id_fkey;
update order_lots set order_id = gen_random_uuid() where order_id = current_setting('test.done')::uuid;
alter table order_lots add constraint order_lots_order_id_fkey foreign key (order_id) references orders not valid;
select results_eq($$select state, rows, lots, orders from pg_temp.line('orphan_rows')$$, $$values ('violation', 1::bigint, 1::bigint, 2::bigint)$$,
    'a row without its order touches the lot that it names, and who waits for that');
update order_lots as c set order_id = current_setting('test.done')::uuid where not exists (select from orders as o where o.id = c.order_id);
alter table order_lots validate constraint order_lots_order_id_fkey;
delete from audit_logs;
update orders set created_at = now() - interval '2 days' where id = current_setting('test.again')::uuid;
alter table public.inventory_transactions rename to inventory_moves;
select results_eq($$select state, note from pg_temp.line('ledger_rows')$$,
    $$values ('skipped', 'skipped: table public.inventory_transactions is absent')$$, 'a rule that cannot run says why');
alter table public.reservation_lines rename column reservation_id to reservation;
select results_eq($$select rows, lots, note like 'lots, orders%' from pg_temp.line('all')$$, $$values (3::bigint, null::bigint, true)$$,
    'without the application''s tables the rows are still counted');
select results_eq($$select state, rows, note like 'data checksums are off%' from pg_temp.line('checksums') where current_setting('data_checksums') = 'off'$$,
    $$select 'unknown', null::bigint, true where current_setting('data_checksums') = 'off'$$, 'checksums that are off are said to be');
select results_eq($$select state, rows from pg_temp.line('checksums') where current_setting('data_checksums') = 'on'$$,
    $$select 'clean', 0::bigint where current_setting('data_checksums') = 'on'$$, 'and those that are on have not failed');
select matches((select note from pg_temp.line('amcheck')), '^(installed in|available, not installed|not available)', 'amcheck is there, could be, or cannot');
select is_empty($$select * from ops.scope('ocr') where state = 'violation'$$, 'any area can be asked for');
select throws_ok($$select * from ops.scope('stock')$$, 'OP001', null, 'an unknown one is refused');

select * from finish();
rollback;
