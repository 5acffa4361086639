-- Whether people can sign in again, and how it stood.
begin;
select plan(7);

select sample.a_user();
select is((select message from ops.verify_auth() limit 1), '0 locked out, 0 failures within 15 minutes', 'no baseline, no comparison');
select results_eq($$select step, state from ops.verify_auth()$$,
    $$values ('Nobody is locked out', 'passed'), ('Test login with known good credentials', 'pending'), ('Verify session creation', 'pending'),
        ('Check that the user can access protected routes', 'manual')$$, 'the runbook''s lines, none claimed that was not seen');
insert into login_attempts (email) select 'fixture@lotastro.example' from generate_series(1, 5);
select results_eq($$select measure, value, unit from ops.take_baseline('auth', 'before')$$,
    $$values ('failed_logins', 5::numeric, 'in 15 minutes'), ('people_signed_in', 0, 'in 15 minutes'), ('people_locked_out', 1, 'now'), ('new_sessions', 0, 'in a day')$$,
    'a baseline keeps how it stands');
select results_eq($$select state, message from ops.verify_auth() limit 1$$,
    $$values ('failed', '1 locked out, 5 failures within 15 minutes; 1 locked out when the baseline was taken')$$, 'a lockout fails');
select ops.clear_login_lockout('fixture@lotastro.example', 'known', false);
insert into login_attempts (email, success, attempted_at) values ('fixture@lotastro.example', true, now() + interval '1 second');
select results_eq($$select state from ops.verify_auth() limit 3$$, $$values ('passed'), ('passed'), ('failed')$$, 'a login without a session fails');
insert into auth.sessions (id, user_id, created_at) values (gen_random_uuid(), sample.a_user(), now());
select is((select state from ops.verify_auth() where step like '%session%'), 'passed', 'with its session it passes');
select is((select value from ops.take_baseline('auth', 'after') where measure = 'new_sessions'), 1::numeric, 'and the next baseline counts it');

select * from finish();
rollback;
