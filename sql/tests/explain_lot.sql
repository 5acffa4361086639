-- The screen that answers why nobody can reserve a lot.
begin;
select plan(21);

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

-- recorded checks bound the moment closer than stamps can
create function pg_temp.moment() returns text language sql as
    $$ select value || ' ' || note from ops.explain_lot('T-MOVE') where topic = 'when' $$;
select sample.a_lot('T-MOVE'), sample.a_lot('T-TO');
select sample.a_line(current_setting('test.res')::uuid, (select id from lots where lot_number = 'T-MOVE'), 20);
update ops.clock set shift = '2030-03-01 09:00+00' - now();
select count(*) from ops.record_check('reservations');
update reservation_lines set lot_id = (select id from lots where lot_number = 'T-TO') where reserved_meters = 20;
select matches(pg_temp.moment(), 'after the line came; lines carry no time of change', 'until a check recorded it, a move is dated by its line');
update ops.clock set shift = '2030-03-01 09:15+00' - now();
select count(*) from ops.record_check('reservations');
select is(pg_temp.moment(), '2030-03-01 12:15:00 between 2030-03-01 12:00:00, the last check that found nothing of it, and this moment, when a check first saw it',
    'between the last check that found nothing and the one that first saw it');
update ops.clock set shift = '2030-03-01 14:00+00' - now();
select count(*) from ops.record_check('reservations');
select matches(pg_temp.moment(), '^2030-03-01 12:15:00 between 2030-03-01 12:00:00', 'later checks move neither bound');

-- a stamp that comes later is of something else
select sample.a_lot('T-HAND');
update lots set reserved_meters = 7 where lot_number = 'T-HAND';
select matches((select note from ops.explain_lot('T-HAND') where topic = 'when'), 'the write itself', 'a write is dated by its stamp');
insert into ops.finding (fingerprint, rule, area, kind, severity, subject, key, message, first_seen, last_change)
select 'hand', 'lot_reserved_meters', 'reservations', 'violation', 'P1', 'public.lots', jsonb_build_object('id', id), 'x', updated_at + interval '1 s', updated_at + interval '1 s'
from lots where lot_number = 'T-HAND';
select matches((select note from ops.explain_lot('T-HAND') where topic = 'when'), 'the write itself', 'also once it was recorded');
update ops.finding set first_seen = first_seen - interval '1 hour' where fingerprint = 'hand';
select matches((select note from ops.explain_lot('T-HAND') where topic = 'when'), 'this moment, when a check first saw it', 'unless it was seen before the stamp');
select throws_ok($$select * from ops.explain_lot('T-NO')$$, 'OP013', null, 'a number that no lot has is an error');

select * from finish();
rollback;
