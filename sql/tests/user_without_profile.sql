-- People who can sign in but have no profile.
begin;
select plan(5);

select sample.a_user();
insert into auth.users (id, email, created_at) values ('00000000-0000-4000-8000-0000000000e3', 'bare@x.example', now());
select is_empty($$select * from ops.check_rule('user_without_profile')$$, 'whoever signs up gets a profile');
delete from profiles where email = 'bare@x.example';
select results_eq($$select severity, message, subject, key, size, status from ops.check_rule('user_without_profile')$$,
    $$values ('P2', 'bare@x.example can sign in but has no profile', 'auth.users', '{"id": "00000000-0000-4000-8000-0000000000e3"}'::jsonb, null::numeric, 'violation')$$,
    'one without a profile is reported');
select is((select count(*) from ops.user_without_profile(array[gen_random_uuid()::text])), 0::bigint, 'keys limit it');
select throws_ok($$select * from ops.repair_auth(rule => 'user_without_profile')$$, 'OP003', null, 'we never make a person');
update auth.users set email = null where email = 'bare@x.example';
select is((select message from ops.user_without_profile()), '00000000-0000-4000-8000-0000000000e3 can sign in but has no profile', 'without an e-mail the id must do');

select * from finish();
rollback;
