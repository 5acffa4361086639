-- Counting sessions in which most rolls were typed in.
begin;
select plan(5);

create function pg_temp.session(number text, days integer, typed integer, read integer) returns text language plpgsql as $$
declare
    v_session uuid := sample.a_count_session(number, now() - interval '1 day' * days);
begin
    perform sample.a_count_roll(v_session, n, case when n <= typed then 'skipped' else 'failed' end) from generate_series(1, typed + read) as n;
    return v_session;
end
$$;
select pg_temp.session('Half', 1, 5, 5), pg_temp.session('Few', 1, 9, 0), pg_temp.session('Old', 8, 10, 0);
select is_empty($$select * from ops.check_rule('manual_count_sessions')$$, 'half of them, nine rolls, or long ago: nothing');
select set_config('test.s', pg_temp.session('Typed', 1, 6, 5), true), set_config('test.t', pg_temp.session('Ten', 7, 10, 0), true);
select results_eq(
    $$select severity, regexp_replace(message, '-[0-9a-f]{8}', ''), observed, size, detail -> 'failed' from ops.check_rule('manual_count_sessions') order by message$$,
    $$values ('P2', 'session Ten: 10 of 10 rolls entered by hand', '10'::jsonb, null::numeric, '0'::jsonb),
        ('P2', 'session Typed: 6 of 11 rolls entered by hand', '6', null, '5')$$, 'more than half of ten or more, within seven days'
);
select results_eq($$select h.key ->> 'id' from ops.manual_count_sessions(array[current_setting('test.s')]) as h$$, $$values (current_setting('test.s'))$$, 'by key');
insert into ops.rule_setting (rule, thresholds, changed_by) values ('manual_count_sessions', '{"percent": 40}', 't');
select is((select count(*) from ops.check_rule('manual_count_sessions')), 3::bigint, 'a user''s own threshold is lower');
select throws_ok($$select * from ops.repair_ocr(rule => 'manual_count_sessions')$$, 'OP003', null, 'never repaired by us');

select * from finish();
rollback;
