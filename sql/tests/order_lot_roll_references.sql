-- Lists of rolls on order lines that name rolls of another lot or none at all, or hold what is no id.
begin;
select plan(15);

select set_config('test.lot', sample.a_lot('T-LOT')::text, true), set_config('test.next', sample.a_lot('T-NEXT')::text, true);
create function pg_temp.roll(lot text, place integer) returns text language sql as $$
    insert into rolls (lot_id, meters, position) values (current_setting('test.' || lot)::uuid, 10 * place, place) returning id::text$$;
select set_config('test.a', pg_temp.roll('lot', 1), true), set_config('test.b', pg_temp.roll('lot', 2), true), set_config('test.x', pg_temp.roll('next', 1), true);
select sample.a_user();
insert into orders (order_number, customer_name, created_by) values ('T-ORDER', 'C', sample.a_user());
insert into order_lots (order_id, lot_id, quality, color, roll_count, selected_roll_ids, selected_roll_meters)
select o.id, current_setting('test.lot')::uuid, 'Q', 'ecru', 2, current_setting('test.a') || ', ' || upper(current_setting('test.b')), '10,20' from orders as o;
insert into order_lots (order_id, lot_id, quality, color, roll_count, selected_roll_ids)
select o.id, current_setting('test.next')::uuid, 'Q', 'ecru', 1, v from orders as o, unnest(array['']) as v;
create function pg_temp.listed(list text) returns table (tokens text, what text) language plpgsql as $$
begin
    update order_lots set selected_roll_ids = list where roll_count = 2;
    return query select substring(c.message from '[0-9]+ of'), substring(c.message from '[(](.*)[)]') from ops.check_rule('order_lot_roll_references') as c;
end
$$;
select is_empty($$select * from ops.check_rule('order_lot_roll_references')$$, 'two rolls of the lot, spaces and capitals, and an empty list say nothing');
select results_eq(format('select * from pg_temp.listed(%L)', current_setting('test.a') || ',' || current_setting('test.x')),
    $$values ('1 of', 'a roll of another lot')$$, 'a roll of another lot cannot be shipped from this one');
select results_eq(format('select * from pg_temp.listed(%L)', l.list), format('values (%L, %L)', l.tokens, l.what), l.what || ': ' || l.list) from (values
    (current_setting('test.a') || ', ,' || current_setting('test.b'), '1 of', 'a blank'),
    (current_setting('test.a') || ',roll-7', '1 of', 'no id'),
    (current_setting('test.a') || ',00000000-0000-4000-8000-00000000dead', '1 of', 'no roll'),
    (current_setting('test.a') || ',' || current_setting('test.a'), '1 of', 'twice the same roll'),
    ('x,,' || current_setting('test.a'), '2 of', 'a blank, no id')
) as l (list, tokens, what);
update order_lots set selected_roll_meters = '1,2,10';
select results_eq(
    $$select severity, message, subject, key ->> 'id', observed #>> '{}', detail -> 'tokens' -> 0 from ops.check_rule('order_lot_roll_references')$$,
    $$select 'P1', 'order T-ORDER, Q ecru: 2 of its roll ids are wrong (a blank, no id)', 'public.order_lots', o.id::text, o.selected_roll_ids,
        '{"place": 1, "token": "x", "what": "no id"}'::jsonb from order_lots as o where o.roll_count = 2$$, 'the line is reported exactly');
select is((select count(*) from ops.order_lot_roll_references(array(select o.id::text from order_lots as o where o.roll_count = 1))), 0::bigint, 'one key asks for one line');
create temporary table was as select o.* from order_lots as o;
select results_eq($$select action, after from ops.repair('integrity', rule => 'order_lot_roll_references', choice => 'drop')$$,
    format('values (''update'', %L::jsonb)', jsonb_build_object('selected_roll_ids', current_setting('test.a'), 'selected_roll_meters', '10')),
    'what is no roll leaves both lists');
select results_eq('select * from order_lots order by id', 'select * from was order by id', 'the plan changes nothing');
select results_eq($$select state from ops.repair('integrity', dry_run => false, rule => 'order_lot_roll_references', choice => 'drop', reason => 'garbage')$$,
    array['applied'], 'it is applied');
select is_empty($$select * from ops.check_rule('order_lot_roll_references')$$, 'and the list is sound');
select ops.undo(ops.last_run(), 'taken back');
select results_eq('select * from order_lots order by id', 'select * from was order by id', 'undo restores every column');
update order_lots set selected_roll_ids = 'x', selected_roll_meters = '7,8' where roll_count = 2;
select results_eq($$select state, action from ops.repair('integrity', rule => 'order_lot_roll_references', choice => 'drop')$$,
    $$values ('decide', null::text)$$, 'a line of which nothing would be left is for a person');

select * from finish();
rollback;
