-- Profiles whose user is gone: a load without foreign keys.
begin;
select plan(4);

select sample.a_user();
select is_empty($$select * from ops.check_rule('profile_without_user')$$, 'a profile with its user says nothing');
select set_config('test.profile', (select id::text from profiles where user_id = sample.a_user()), true);
alter table profiles drop constraint profiles_user_id_fkey;
insert into auth.users (id, email) values ('00000000-0000-4000-8000-0000000000e2', 'stays@x.example');
delete from user_roles;
-- a_user() would make the user again
delete from auth.users where email = 'fixture@lotastro.example';
select results_eq($$select severity, message, subject, key ->> 'id', observed, size, status from ops.check_rule('profile_without_user')$$,
    $$values ('P2', 'fixture@lotastro.example has a profile as warehouse_staff, but no user to sign in with', 'public.profiles', current_setting('test.profile'),
        '"00000000-0000-4000-8000-00000000f00d"'::jsonb, null::numeric, 'violation')$$, 'one without is reported');
select is((select count(*) from ops.profile_without_user(array[gen_random_uuid()::text])), 0::bigint, 'keys limit it');
select is((select count(*) from ops.profile_without_user(array[current_setting('test.profile')])), 1::bigint, 'to the rows they name');

select * from finish();
rollback;
