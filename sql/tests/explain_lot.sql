-- The screen that answers why nobody can reserve a lot.
begin;
select plan(15);

select set_config('test.res', sample.a_reservation('Ayşe Tekstil')::text, true);
select set_config('test.lot', sample.a_lot('T-LOT')::text, true);
select sample.a_line(current_setting('test.res')::uuid, current_setting('test.lot')::uuid, 30);
select results_eq($$select item from ops.explain_lot('T-LOT') where topic = 'wrong'$$, $$values ('nothing')$$, 'a sound lot has nothing wrong');
select results_eq($$select value, note from ops.explain_lot('T-LOT') where topic = 'line'$$,
    $$values ('30.00 m', 'holds: active')$$, 'each line says whether it holds and why');

update reservations set status = 'released' where id = current_setting('test.res')::uuid;
update lots set reserved_meters = 90 where id = current_setting('test.lot')::uuid;
select results_eq($$select item, value from ops.explain_lot('T-LOT') where topic = 'available'$$,
    $$values ('says the app', '10.00 m'), ('really', '100.00 m')$$, 'the app''s availability stands against the real one');
select matches((select note from ops.explain_lot('T-LOT') where topic = 'line'), '^does not hold', 'the frozen line is told');
select set_eq($$select item from ops.explain_lot('T-LOT') where topic = 'wrong'$$,
    array['lot_reserved_meters', 'stale_reservation_lines'], 'every broken rule of the lot is named');
select isnt_empty($$select * from ops.explain_lot('T-LOT') where topic = 'fix' and note like '%ops.repair_reservations(rule => ''lot_reserved_meters''%'$$,
    'with the exact next call');
select sample.a_lot('T-LOT');
select is((select count(*) from ops.explain_lot('T-LOT') where topic = 'lot'), 2::bigint, 'namesakes are all shown: numbers need not be unique');

-- the same lot in trouble of several kinds
delete from lots where id <> current_setting('test.lot')::uuid;
insert into rolls (lot_id, meters, position, status) values
    (current_setting('test.lot')::uuid, 60, 1, 'allocated'), (current_setting('test.lot')::uuid, 40, 2, 'available');
update reservations set status = 'active', hold_until = ops.today() - 1 where id = current_setting('test.res')::uuid;
update lots set reserved_meters = 30 where id = current_setting('test.lot')::uuid;
update reservation_lines set roll_ids = ' ' || upper((select id::text from rolls where position = 2)) || ', x' where reserved_meters = 30;
update lots set reserved_meters = 90 where id = current_setting('test.lot')::uuid;
select results_eq($$select item, value, note from ops.explain_lot('T-LOT') where topic = 'roll'$$,
    $$select 'no. ' || r.position, to_char(r.meters, 'FM90.00') || ' m', r.status || case when r.position = 2 then ': reserved by ' || (select reservation_number from reservations) else '' end
      from rolls as r order by r.position$$, 'every roll is shown, and for whom it is, though the list holds a word');
select is((select value from ops.explain_lot('T-LOT') where item = 'really' limit 1), '10.00 m', 'what is free is the lesser of metres and rolls');
select set_eq($$select item from ops.explain_lot('T-LOT') where topic = 'wrong' and item <> 'nothing'$$,
    array['lot_reserved_meters', 'reservation_roll_ids', 'expired_reservations'], 'rules about its lines and reservations speak too');
select is((select count(*) from ops.explain_lot('T-LOT') where topic = 'when'), 1::bigint, 'the drift is dated');
insert into audit_logs (action, entity_type, entity_id, user_id, user_email, user_role, new_data, created_at)
values ('CREATE', 'lot', current_setting('test.res')::uuid, sample.a_user(), 'ayse@x', 'admin', '{"a": 1}', '2026-03-01 10:00+00');
select results_eq($$select item, value, note from ops.explain_lot('T-LOT') where topic = 'log'$$,
    $$values ('CREATE', '2026-03-01 13:00:00', 'ayse@x: {"a": 1}')$$, 'the log of its reservations, in the people''s zone');
select isnt_empty($$select * from ops.repair_reservations(dry_run => false, rule => 'lot_reserved_meters', reason => 'why not')$$, 'mended');
select matches((select note from ops.explain_lot('T-LOT') where topic = 'repair'), 'apply 90.00 to 30.00, by .*: why not', 'what we changed is told, by whom and why');
select throws_ok($$select * from ops.explain_lot('T-NO')$$, 'OP013', null, 'a number that no lot has is an error');

select * from finish();
rollback;
