-- Confidence levels against their scores, whatever the unit.
begin;
select plan(16);

select set_config('test.s', sample.a_count_session('T')::text, true);
create function pg_temp.roll(place integer, score numeric, level text) returns text language sql as $$
    select sample.a_count_roll(current_setting('test.s')::uuid, place, 'completed', score, level)::text
$$;
select pg_temp.roll(1, 0.85, 'high'), pg_temp.roll(2, 0.8499, 'medium'), pg_temp.roll(3, 0.60, 'medium'), pg_temp.roll(4, 0.5999, 'low'),
    pg_temp.roll(5, 85, 'high'), pg_temp.roll(6, 84.9, 'medium'), pg_temp.roll(7, 60, 'medium'), pg_temp.roll(8, 59.9, 'low'),
    pg_temp.roll(9, 1, 'high'), pg_temp.roll(10, 1.5, 'low'), pg_temp.roll(11, null, null), pg_temp.roll(12, null, 'low');
select is_empty($$select * from ops.check_rule('ocr_confidence_level')$$, 'right levels in both units say nothing, nor does a level without a score');
select set_config('test.a', pg_temp.roll(21, 0.72, 'low'), true), set_config('test.b', pg_temp.roll(22, 90, 'medium'), true),
    set_config('test.c', pg_temp.roll(23, 0.9, null), true), set_config('test.d', pg_temp.roll(24, 0.5, 'high'), true),
    set_config('test.e', pg_temp.roll(25, 1, 'low'), true), set_config('test.f', pg_temp.roll(26, 90, 'low'), true);
select results_eq(
    $$select severity, cause, regexp_replace(message, 'T-[0-9a-f]+', 'T'), expected ->> 'ocr_confidence_level', observed ->> 'ocr_confidence_level', size
      from ops.check_rule('ocr_confidence_level') order by message$$,
    $$values ('P2', 'mixed_units', 'roll T no. 21: level low, but score 0.72 is medium', 'medium', 'low', null::numeric),
        ('P2', 'unknown', 'roll T no. 22: level medium, but score 90 is high', 'high', 'medium', null),
        ('P2', 'unknown', 'roll T no. 23: level null, but score 0.9 is high', 'high', null, null),
        ('P2', 'unknown', 'roll T no. 24: level high, but score 0.5 is low', 'low', 'high', null),
        ('P2', 'mixed_units', 'roll T no. 25: level low, but score 1 is high', 'high', 'low', null),
        ('P2', 'unknown', 'roll T no. 26: level low, but score 90 is high', 'high', 'low', null)$$,
    'a fraction called low is the units mixed up; anything else is unknown'
);
select results_eq($$select count(*) filter (where detail ? 'proof'), count(*) from ops.check_rule('ocr_confidence_level')$$, $$values (2::bigint, 6::bigint)$$,
    'only a named cause carries a proof');
select results_eq($$select h.key ->> 'id' from ops.ocr_confidence_level(array[current_setting('test.a')]) as h$$, $$values (current_setting('test.a'))$$, 'by key');
select throws_ok($$select * from ops.repair_ocr(rule => 'ocr_confidence_level', keys => '{x}')$$, 'OP005', null, 'a bad key is refused');
select is((select ocr_low_confidence_count from count_sessions where id = current_setting('test.s')::uuid), 7, 'the session counts seven low ones');
-- wrong before us, and counted anew by the application when we write the rolls
update count_sessions set total_rolls_counted = 99, ocr_low_confidence_count = 5 where id = current_setting('test.s')::uuid;
select is((select count(*) from ops.repair_ocr(false, 'ocr_confidence_level', reason => 'units') where state = 'applied'), 6::bigint, 'six levels are recomputed');
select is((select ocr_low_confidence_count from count_sessions where id = current_setting('test.s')::uuid), 5, 'it counts five now');
select is((select total_rolls_counted from count_sessions where id = current_setting('test.s')::uuid), 18, 'and all of them right');
select is_empty($$select * from ops.repair_ocr(rule => 'ocr_confidence_level')$$, 'a second repair has nothing to do');
select is((select count(*) from ops.undo(ops.last_run(), 'back') where state = 'restored'), 7::bigint,
    'undo brings back six levels and the session that the application had counted anew');
select results_eq($$select ocr_confidence_level::text from count_rolls where capture_sequence > 20 order by capture_sequence$$,
    $$values ('low'), ('medium'), (null), ('high'), ('low'), ('low')$$, 'brings the levels back');
select is((select total_rolls_counted from count_sessions where id = current_setting('test.s')::uuid), 99, 'and the count that was wrong before');
select is((select ocr_low_confidence_count from count_sessions where id = current_setting('test.s')::uuid), 5,
    'and one that was wrong before and right in between, so that the repair did not change it');
select * from ops.repair_ocr(false, 'ocr_confidence_level', reason => 'units');
update count_sessions set total_rolls_counted = 50 where id = current_setting('test.s')::uuid;
select * from ops.undo(ops.last_run(), 'back');
select is((select total_rolls_counted from count_sessions where id = current_setting('test.s')::uuid), 18,
    'but not where somebody has written it since: there the application''s own count stands');
update count_rolls set ocr_confidence_score = 'NaN', ocr_confidence_level = 'low';
select is_empty($$select * from ops.check_rule('ocr_confidence_level')$$, 'NaN is no confidence, least of all a high one');

select * from finish();
rollback;
