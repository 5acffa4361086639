-- Sessions of people who left.
begin;
select plan(6);

select sample.a_user();
select set_config('test.session', gen_random_uuid()::text, true);
insert into auth.sessions (id, user_id, created_at) values (current_setting('test.session')::uuid, sample.a_user(), '2026-01-02 21:30+00');
insert into auth.sessions (id, user_id, not_after) values (gen_random_uuid(), sample.a_user(), now());
select is_empty($$select * from ops.check_rule('inactive_user_session')$$, 'an active person is signed in');
update profiles set active = false where user_id = sample.a_user();
select results_eq($$select severity, message, subject, key ->> 'id', size, status from ops.check_rule('inactive_user_session')$$,
    $$values ('P1', 'fixture@lotastro.example is deactivated and still signed in since 2026-01-03 00:30', 'auth.sessions', current_setting('test.session'), null::numeric, 'violation')$$,
    'a deactivated one still is; an expired session does not count');
insert into auth.sessions (id, user_id, not_after) values (gen_random_uuid(), sample.a_user(), now() + interval '1 hour');
update profiles set active = true, deleted_at = now() where user_id = sample.a_user();
select is((select count(*) from ops.check_rule('inactive_user_session')), 2::bigint, 'nor one that ends later; a deleted person counts too');
select is((select count(*) from ops.inactive_user_session(array[current_setting('test.session')])), 1::bigint, 'keys limit it');
select throws_ok($$select * from ops.repair_auth(rule => 'inactive_user_session')$$, 'OP003', null, 'the sign-in service''s rows are never changed by us');
select results_eq($$select email, live, expired from ops.login_session$$, $$values ('fixture@lotastro.example', 2::bigint, 1::bigint)$$, 'the view counts live and expired');

select * from finish();
rollback;
