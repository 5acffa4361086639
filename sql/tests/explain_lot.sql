-- The screen that answers why nobody can reserve a lot.
begin;
select plan(7);

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

select * from finish();
rollback;
