-- Stamps of counting sessions against their state.
begin;
select plan(8);

create function pg_temp.session(n integer, status text, stamps jsonb) returns void language sql as $$
    insert into count_sessions (id, session_number, status, started_by, started_at, completed_at, reconciled_at, closed_at, cancelled_at)
    select ('00000000-0000-4000-8000-0000000000' || lpad(n::text, 2, '0'))::uuid, 'T-' || lpad(n::text, 2, '0'), status::count_session_status, sample.a_user(), now() - interval '9 hours',
        now() - (stamps ->> 'completed')::interval, now() - (stamps ->> 'reconciled')::interval, now() - (stamps ->> 'closed')::interval, now() - (stamps ->> 'cancelled')::interval
$$;
select pg_temp.session(1, 'draft', '{}'), pg_temp.session(2, 'active', '{}'), pg_temp.session(3, 'counting_complete', '{"completed": "3 h"}'),
    pg_temp.session(4, 'reviewing', '{"completed": "9 h"}'), pg_temp.session(5, 'reconciled', '{"completed": "3 h", "reconciled": "3 h"}'),
    pg_temp.session(6, 'closed', '{"completed": "3 h", "reconciled": "2 h", "closed": "1 h"}'), pg_temp.session(7, 'closed', '{"completed": "3 h", "closed": "3 h"}'),
    pg_temp.session(8, 'cancelled', '{"completed": "3 h", "cancelled": "1 h"}');
select is_empty($$select * from ops.check_rule('count_session_stamps')$$, 'sound data says nothing; a session may be closed without being reconciled');
select pg_temp.session(11, 'reconciled', '{"completed": "3 h"}');
select results_eq(
    $$select severity, message, subject, key ->> 'id', expected, observed #>> '{}', status, size from ops.check_rule('count_session_stamps')$$,
    $$values ('P3', 'session T-11 is reconciled, and never', 'public.count_sessions', '00000000-0000-4000-8000-000000000011', null::jsonb, 'reconciled', 'violation', null::numeric)$$,
    'a session that was never reconciled is reported exactly'
);
select pg_temp.session(12, 'cancelled', '{}'), pg_temp.session(13, 'active', '{"cancelled": "1 h"}'), pg_temp.session(14, 'counting_complete', '{}'),
    pg_temp.session(15, 'draft', '{"completed": "1 h"}'), pg_temp.session(16, 'reviewing', '{"completed": "3 h", "reconciled": "1 h"}'),
    pg_temp.session(17, 'closed', '{"completed": "3 h"}'), pg_temp.session(18, 'reconciled', '{"completed": "3 h", "reconciled": "2 h", "closed": "1 h"}'),
    pg_temp.session(19, 'counting_complete', '{"completed": "10 h"}'), pg_temp.session(20, 'reconciled', '{"completed": "3 h", "reconciled": "4 h"}'),
    pg_temp.session(21, 'closed', '{"completed": "3 h", "closed": "4 h"}');
select results_eq($$select message from ops.check_rule('count_session_stamps') order by 1$$,
    $$values ('session T-11 is reconciled, and never'), ('session T-12 is cancelled, and never'), ('session T-13 is active, and was cancelled'),
        ('session T-14 is counting_complete, and was never completed'), ('session T-15 is draft, and was completed'),
        ('session T-16 is reviewing, and was reconciled'), ('session T-17 is closed, and never'), ('session T-18 is reconciled, and was closed'),
        ('session T-19: its stamps are out of order'), ('session T-20: its stamps are out of order'), ('session T-21: its stamps are out of order')$$,
    'and so is every other contradiction');
select is((select count(*) from ops.count_session_stamps(array['00000000-0000-4000-8000-000000000012'])), 1::bigint, 'one can be asked for alone');
delete from count_sessions where session_number > 'T-09';
update count_sessions set reviewed_at = completed_at where status in ('reviewing', 'reconciled', 'closed', 'cancelled');
select is_empty($$select * from ops.check_rule('count_session_stamps')$$, 'a review at the moment of counting is fine, and of reconciling');
update count_sessions set reviewed_at = now() - interval '9 h' where session_number in ('T-01', 'T-02');
select results_eq($$select message from ops.check_rule('count_session_stamps') order by 1$$,
    $$values ('session T-01 is draft, and was reviewed'), ('session T-02 is active, and was reviewed')$$, 'nothing to review yet');
update count_sessions set reviewed_at = null where session_number in ('T-01', 'T-02');
update count_sessions set reviewed_at = now() where session_number in ('T-05', 'T-07');
update count_sessions set reviewed_at = completed_at - interval '1 s' where session_number = 'T-04';
select results_eq($$select message from ops.check_rule('count_session_stamps') order by 1$$,
    $$values ('session T-04: its review is out of order'), ('session T-05: its review is out of order'), ('session T-07: its review is out of order')$$,
    'reviewed before it was counted, or after it was reconciled or closed');
select throws_ok($$select * from ops.repair_integrity(rule => 'count_session_stamps')$$, 'OP003', null, 'when it was, nobody wrote down');

select * from finish();
rollback;
