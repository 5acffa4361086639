-- The nine counters of a counting session against its rolls.
begin;
select plan(16);

insert into count_sessions (id, session_number, started_by)
select ('00000000-0000-4000-8000-00000000000' || n)::uuid, 'T-' || n, sample.a_user() from generate_series(1, 3) as n;
create function pg_temp.session(n integer) returns uuid language sql as $$select ('00000000-0000-4000-8000-00000000000' || n)::uuid$$;
-- one of each: five states of review, three levels, two entered by hand
insert into count_rolls (session_id, capture_sequence, status, counter_meters, ocr_confidence_level, is_manual_entry, captured_by)
select pg_temp.session(1), n, (array['pending_review', 'approved', 'rejected', 'recount_requested', 'void_pending_admin'])[n]::stock_take_roll_status,
    20, (array['high', 'medium', 'low', null, null])[n]::ocr_confidence_level, n > 3, sample.a_user()
from generate_series(1, 5) as n;
select is_empty($$select * from ops.check_rule('count_session_counters')$$, 'sound data says nothing; a voided roll is in the total only');

-- a roll that moves is counted where it goes, and still where it was
update count_rolls set session_id = pg_temp.session(2) where capture_sequence = 2;
select results_eq(
    $$select severity, message, subject, key ->> 'id', expected, observed, status, size from ops.check_rule('count_session_counters')$$,
    $$values ('P2', 'session T-1: total rolls counted 5, should be 4, and 2 more', 'public.count_sessions',
        pg_temp.session(1)::text, '{"total_rolls_counted": "4", "rolls_approved": "0", "ocr_medium_confidence_count": "0"}'::jsonb,
        '{"total_rolls_counted": "5", "rolls_approved": "1", "ocr_medium_confidence_count": "1"}'::jsonb, 'violation', null::numeric)$$,
    'the session that a roll has left is reported exactly'
);
update count_rolls set session_id = pg_temp.session(2) where capture_sequence in (1, 3, 4, 5);
select is(
    (select expected from ops.check_rule('count_session_counters')),
    '{"total_rolls_counted": "0", "rolls_approved": "0", "rolls_rejected": "0", "rolls_pending_review": "0", "rolls_recount_requested": "0",
      "ocr_high_confidence_count": "0", "ocr_medium_confidence_count": "0", "ocr_low_confidence_count": "0", "manual_entry_count": "0"}'::jsonb,
    'all nine are zero where no roll is left');
update count_sessions set manual_entry_count = 1 where id = pg_temp.session(2);
select is((select message from ops.check_rule('count_session_counters') where message like '%T-2%'), 'session T-2: manual entry count 1, should be 2',
    'one counter is named alone');
update count_sessions set ocr_low_confidence_count = 4 where id = pg_temp.session(2);
select results_eq($$select message from ops.check_rule('count_session_counters') where message like '%T-2%'$$,
    $$values ('session T-2: ocr low confidence count 4, should be 1, and 1 more')$$, 'too few are reported like too many');
select is((select detail ->> 'rolls' from ops.check_rule('count_session_counters') where message like '%T-2%'), '5', 'with the rolls there are');
select set_config('test.activity', (select last_activity_at::text from count_sessions where id = pg_temp.session(2)), true);

select results_eq(
    $$select before, after, state from ops.repair_integrity(rule => 'count_session_counters', keys => array[pg_temp.session(2)::text])$$,
    $$values ('{"manual_entry_count": "1", "ocr_low_confidence_count": "4"}'::jsonb, '{"manual_entry_count": "2", "ocr_low_confidence_count": "1"}'::jsonb, 'planned')$$,
    'a plan for one session is for that session');
select is((select manual_entry_count from count_sessions where id = pg_temp.session(2)), 1, 'and changes nothing');
select results_eq(
    $$select state, count(*) from ops.repair_integrity(dry_run => false, rule => 'count_session_counters', reason => 'test') group by state$$,
    $$values ('applied', 2::bigint)$$, 'a repair mends both');
select results_eq($$select session_number, total_rolls_counted, rolls_approved, ocr_low_confidence_count, manual_entry_count from count_sessions order by 1$$,
    $$values ('T-1', 0, 0, 0, 0), ('T-2', 5, 1, 1, 2), ('T-3', 0, 0, 0, 0)$$, 'to what was counted');
select is((select last_activity_at::text from count_sessions where id = pg_temp.session(2)), current_setting('test.activity'), 'and does not keep a session awake');
select is_empty($$select * from ops.check_rule('count_session_counters')$$, 'the check is silent after the repair');
select is_empty($$select * from ops.repair_integrity(dry_run => false, rule => 'count_session_counters', reason => 'again')$$, 'a second repair does nothing');
select results_eq(
    $$select state, count(*) from ops.undo((select max(run) from ops.change), 'test') group by state$$,
    $$values ('restored', 2::bigint)$$, 'undo restores both');
select results_eq($$select session_number, total_rolls_counted, rolls_approved, ocr_low_confidence_count, manual_entry_count from count_sessions order by 1$$,
    $$values ('T-1', 5, 1, 1, 2), ('T-2', 5, 1, 4, 1), ('T-3', 0, 0, 0, 0)$$, 'as they were');
select throws_ok($$select * from ops.repair_integrity(rule => 'count_session_counters', keys => '{x}')$$, 'OP005', null, 'a bad key is refused');

select * from finish();
rollback;
