-- profiles.email against the login.
begin;
select plan(5);

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
select throws_ok($$select * from ops.repair_integrity(rule => 'profile_email')$$, 'OP003', null, 'which address is right, the person knows');

select * from finish();
rollback;
