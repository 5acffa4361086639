-- profiles.email against the login.
begin;
select plan(13);

insert into auth.users (id, email) select ('00000000-0000-4000-8000-00000000000' || n)::uuid, 't' || n || '@x.example' from generate_series(1, 3) as n;
update auth.users set email = 'T1@X.example' where id = '00000000-0000-4000-8000-000000000001';
update auth.users set email = null where id = '00000000-0000-4000-8000-000000000003';
select is_empty($$select * from ops.check_rule('profile_email')$$, 'sound data says nothing; nor do capitals, and a login without an address');
update auth.users set email = 'new@x.example' where id = '00000000-0000-4000-8000-000000000002';
select results_eq(
    $$select severity, message, subject, key ->> 'id', expected #>> '{}', observed #>> '{}', status, size from ops.check_rule('profile_email')$$,
    $$select 'P2', 'profile t2@x.example logs in as new@x.example', 'public.profiles', id::text, 'new@x.example', 't2@x.example', 'violation', null::numeric
      from profiles where email = 't2@x.example'$$,
    'a login that moved is reported exactly'
);
select is((select count(*) from ops.profile_email(array[(select id::text from profiles where email = 't1@x.example')])), 0::bigint, 'one can be asked for alone');
alter table profiles rename column email to address;
select is((select status from ops.check_rule('profile_email')), 'skipped', 'without the column it is skipped');
alter table profiles rename column address to email;
select results_eq($$select state, action from ops.repair_integrity(rule => 'profile_email')$$, $$values ('decide', null::text)$$, 'a person must choose');
insert into auth.users (id, email, raw_user_meta_data) values ('00000000-0000-4000-8000-000000000009', 'admin@x.example', '{"role": "admin"}');
select ops.set_setting('act_as_user_id', '00000000-0000-4000-8000-000000000009');
create temporary table was as select p.* from profiles as p;
create function pg_temp.follow_login(dry_run boolean default true) returns setof ops.planned_change language sql as
    $$select * from ops.repair_integrity(dry_run => follow_login.dry_run, rule => 'profile_email', choice => 'follow_login', reason => 'test')$$;
select results_eq($$select before, after, message, state, note from pg_temp.follow_login()$$,
    $$values ('{"email": "t2@x.example"}'::jsonb, '{"email": "new@x.example"}'::jsonb, 'profile t2@x.example becomes new@x.example', 'planned',
        'in the name of user 00000000-0000-4000-8000-000000000009')$$, 'the profile can follow the login');
select results_eq($$select * from profiles order by id$$, $$select * from was order by id$$, 'the plan changes nothing');
select results_eq($$select state from pg_temp.follow_login(false)$$, $$values ('applied')$$, 'the choice makes it so');
select is_empty($$select * from ops.check_rule('profile_email')$$, 'the check is silent after the repair');
select is_empty($$select * from pg_temp.follow_login(false)$$, 'a second repair does nothing');
select ops.undo((select max(run) from ops.change), 'test');
select results_eq($$select to_jsonb(p) - 'updated_at' from profiles as p order by id$$, $$select to_jsonb(w) - 'updated_at' from was as w order by id$$, 'undo restores every column');
select set_config('request.jwt.claim.sub', '00000000-0000-4000-8000-000000000009', true);
update profiles set email = 'NEW@x.example' where email = 'admin@x.example';
select results_eq($$select distinct state from pg_temp.follow_login() where message like '%t2@%'$$, $$values ('decide')$$, 'an address that another profile has is left to a person');
select throws_ok($$select * from ops.repair_integrity(rule => 'profile_email', keys => '{x}')$$, 'OP005', null, 'a bad key is refused');

select * from finish();
rollback;
