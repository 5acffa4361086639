-- Positions of the rolls of a lot.
begin;
select plan(14);

select set_config('test.lot', sample.a_lot_of_rolls('T-LOT', 4)::text, true);
select set_config('test.gap', sample.a_lot_of_rolls('T-GAP', 3)::text, true);
select sample.a_lot('T-BARE');
select is_empty($$select * from ops.check_rule('lot_roll_positions')$$, 'sound data says nothing');

update rolls set created_at = created_at - interval '1 day' where id = sample.roll_of(current_setting('test.lot')::uuid, 4);
update rolls set position = 2 where id = sample.roll_of(current_setting('test.lot')::uuid, 4);
select results_eq(
    $$select severity, message, subject, key ->> 'id', expected, observed #>> '{}', status, size from ops.check_rule('lot_roll_positions')$$,
    $$values ('P3', 'lot T-LOT: its 4 rolls are numbered 1, 2, 2, 3', 'public.lots', current_setting('test.lot'), null::jsonb, '1, 2, 2, 3',
        'violation', null::numeric)$$,
    'a number used twice is reported exactly'
);
update rolls set position = 5 where id = sample.roll_of(current_setting('test.gap')::uuid, 3);
select results_eq($$select message from ops.check_rule('lot_roll_positions') order by 1$$,
    $$values ('lot T-GAP: its 3 rolls are numbered 1, 2, 5'), ('lot T-LOT: its 4 rolls are numbered 1, 2, 2, 3')$$, 'and so is a gap');
create temporary table was as select id, position from rolls;

select results_eq(
    $$select subject, action, before, after, message, state from ops.repair_integrity(rule => 'lot_roll_positions', keys => array[current_setting('test.gap')])$$,
    $$values ('public.rolls', 'update', '{"position": "5"}'::jsonb, '{"position": "3"}'::jsonb, 'lot T-GAP: roll 5 becomes roll 3', 'planned')$$,
    'a plan for one lot is for its rolls');
select set_eq($$select id, position from rolls$$, $$select id, position from was$$, 'and changes nothing');
select results_eq(
    $$select state, count(*) from ops.repair_integrity(dry_run => false, rule => 'lot_roll_positions', reason => 'test') group by state$$,
    $$values ('applied', 3::bigint)$$, 'a repair renumbers only the rolls that must move');
select results_eq(
    $$select w.position, r.position from rolls as r join was as w on w.id = r.id where r.lot_id = current_setting('test.lot')::uuid order by r.position$$,
    $$values (1, 1), (2, 2), (2, 3), (3, 4)$$, 'in the order of the old numbers');
select is((select created_at < now() from rolls where lot_id = current_setting('test.lot')::uuid and position = 2), true, 'the older roll first');
select is_empty($$select * from ops.check_rule('lot_roll_positions')$$, 'the check is silent after the repair');
select is_empty($$select * from ops.repair_integrity(dry_run => false, rule => 'lot_roll_positions', reason => 'again')$$, 'a second repair does nothing');
select results_eq(
    $$select state, count(*) from ops.undo((select max(run) from ops.change), 'test') group by state$$,
    $$values ('restored', 3::bigint)$$, 'undo restores them');
select set_eq($$select id, position from rolls$$, $$select id, position from was$$, 'as they were');
update rolls set position = 9 where position = 1 and lot_id = current_setting('test.gap')::uuid;
select is((select message from ops.lot_roll_positions(array[current_setting('test.gap')])), 'lot T-GAP: its 3 rolls are numbered 2, 5, 9', 'one lot can be asked for alone');
select throws_ok($$select * from ops.repair_integrity(rule => 'lot_roll_positions', keys => '{x}')$$, 'OP005', null, 'a bad key is refused');

select * from finish();
rollback;
