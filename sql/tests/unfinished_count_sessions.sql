-- Counting sessions left open, or finished with rolls that nobody decided about.
begin;
select plan(5);

create function pg_temp.session(number text, status text, review text, touched timestamptz) returns text language plpgsql as $$
declare
    v_session uuid := sample.a_count_session(number);
begin
    perform sample.a_count_roll(v_session, 1, 'completed', 0.9, 'high', review => review);
    update count_sessions set status = session.status::count_session_status, last_activity_at = touched where id = v_session;
    return v_session;
end
$$;
select pg_temp.session('Young', 'active', 'pending_review', now() - interval '59 minutes'), pg_temp.session('Review', 'reviewing', 'pending_review', now() - interval '9 days'),
    pg_temp.session('Done', 'reconciled', 'approved', now() - interval '9 days'), pg_temp.session('Rejected', 'closed', 'rejected', now() - interval '9 days'),
    pg_temp.session('Off', 'cancelled', 'pending_review', now() - interval '9 days');
select is_empty($$select * from ops.check_rule('unfinished_count_sessions')$$, 'touched within the hour, in review, decided, or cancelled: nothing');
select set_config('test.a', pg_temp.session('A', 'active', 'approved', '2026-01-02 03:04+00'), true), pg_temp.session('D', 'draft', 'approved', '2026-01-02 03:04+00'),
    pg_temp.session('P', 'reconciled', 'pending_review', now()), pg_temp.session('R', 'closed', 'recount_requested', now());
select results_eq(
    $$select severity, regexp_replace(message, '-[0-9a-f]{8}', ''), observed #>> '{}', size from ops.check_rule('unfinished_count_sessions') order by message$$,
    $$values ('P3', 'session A is active, last touched 2026-01-02 06:04', 'active', null::numeric),
        ('P3', 'session D is draft, last touched 2026-01-02 06:04', 'draft', null),
        ('P3', 'session P is reconciled with 1 rolls undecided', 'reconciled', null),
        ('P3', 'session R is closed with 1 rolls undecided', 'closed', null)$$, 'reported exactly'
);
select results_eq($$select h.key ->> 'id' from ops.unfinished_count_sessions(array[current_setting('test.a')]) as h$$, $$values (current_setting('test.a'))$$, 'by key');
insert into ops.rule_setting (rule, thresholds, changed_by) values ('unfinished_count_sessions', '{"minutes": 30}', 't');
select is((select count(*) from ops.check_rule('unfinished_count_sessions')), 5::bigint, 'a user''s own threshold is sooner');
select throws_ok($$select * from ops.repair_ocr(rule => 'unfinished_count_sessions')$$, 'OP003', null, 'never repaired by us');

select * from finish();
rollback;
