-- Counting sessions whose photos are read worse than usual.
begin;
select plan(6);

create function pg_temp.session(number text, days integer, rolls integer, score numeric) returns text language plpgsql as $$
declare
    v_session uuid := sample.a_count_session(number, now() - interval '1 day' * days);
begin
    perform sample.a_count_roll(v_session, n, 'completed', score) from generate_series(1, rolls) as n;
    return v_session;
end
$$;
select pg_temp.session('H' || n, 7 + n, 10, case when n % 2 = 0 then 80 else 0.8 end) from generate_series(1, 4) as n;
select pg_temp.session('Few', 1, 9, 0.2), pg_temp.session('Now bad', 1, 10, 0.2);
select is_empty($$select * from ops.check_rule('falling_ocr_confidence')$$, 'four earlier sessions are no history');
select pg_temp.session('H5', 20, 10, 0.8), pg_temp.session('Near', 1, 10, 0.65), pg_temp.session('Old and bad', 9, 9, 0.1);
select results_eq(
    $$select severity, regexp_replace(message, '-[0-9a-f]{8}', ''), expected, observed, size, detail -> 'usual_from_sessions' from ops.check_rule('falling_ocr_confidence')$$,
    $$values ('P2', 'session Now bad: mean confidence 20 %, usually 80 % (10 rolls)', '80.0'::jsonb, '20.0'::jsonb, null::numeric, '5'::jsonb)$$,
    'with five it is told, in percent whatever the unit; 15 points below is a near miss, nine rolls prove nothing'
);
select set_config('test.s', (select key ->> 'id' from ops.check_rule('falling_ocr_confidence')), true);
select is((select count(*) from ops.falling_ocr_confidence(array[current_setting('test.s')])), 1::bigint, 'by key');
select is_empty($$select * from ops.falling_ocr_confidence(array[gen_random_uuid()::text])$$, 'and not by another');
insert into ops.rule_setting (rule, thresholds, changed_by) values ('falling_ocr_confidence', '{"points": 14}', 't');
select is((select count(*) from ops.check_rule('falling_ocr_confidence')), 2::bigint, 'a user''s own threshold is nearer');
update count_rolls set ocr_confidence_score = 0.1 where session_id in (select id from count_sessions where session_number like 'H5-%');
update ops.rule_setting set thresholds = '{"points": 40}';
select is((select (expected #>> '{}')::numeric from ops.check_rule('falling_ocr_confidence')), 66.0, 'an old session is history, and not reported itself');

select * from finish();
rollback;
