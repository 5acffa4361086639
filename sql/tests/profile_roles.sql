-- profiles.role against user_roles.
begin;
select plan(29);

insert into auth.users (id, email, raw_user_meta_data)
select ('00000000-0000-4000-8000-00000000000' || n)::uuid, 't' || n || '@x.example', '{"role": "accounting"}' from generate_series(1, 4) as n;
create function pg_temp.profile(n integer) returns text language sql as $$select id::text from profiles where email = 't' || n || '@x.example'$$;
create function pg_temp.rights() returns table (person text, role text) language sql as
    $$select p.email, u.role::text from user_roles as u join profiles as p on p.user_id = u.user_id where p.email like 't_@x.example'$$;
select is_empty($$select * from ops.check_rule('profile_roles')$$, 'sound data says nothing');

update user_roles set role = 'senior_manager' where user_id = '00000000-0000-4000-8000-000000000001';
select results_eq(
    $$select severity, message, subject, key ->> 'id', expected, observed, status, size from ops.check_rule('profile_roles')$$,
    $$values ('P2', 't1@x.example: profile accounting, rights senior_manager', 'public.profiles', pg_temp.profile(1), '["accounting"]'::jsonb,
        '["senior_manager"]'::jsonb, 'violation', null::numeric)$$,
    'rights of another role are reported exactly'
);
delete from user_roles where user_id = '00000000-0000-4000-8000-000000000002';
insert into user_roles (user_id, role) values ('00000000-0000-4000-8000-000000000003', 'admin'), ('00000000-0000-4000-8000-000000000003', 'warehouse_staff');
delete from user_roles where user_id = '00000000-0000-4000-8000-000000000004';
update profiles set active = false where user_id = '00000000-0000-4000-8000-000000000004';
select results_eq($$select message from ops.check_rule('profile_roles') order by 1$$,
    $$values ('t1@x.example: profile accounting, rights senior_manager'), ('t2@x.example: profile accounting, rights none'),
        ('t3@x.example: profile accounting, rights warehouse_staff, accounting, admin')$$, 'so are none, and more than one; who is inactive has no say');
select is((select count(*) from ops.profile_roles(array[pg_temp.profile(2)])), 1::bigint, 'one can be asked for alone');
select results_eq($$select state, action from ops.repair_integrity(rule => 'profile_roles') group by 1, 2$$, $$values ('decide', null::text)$$, 'a person must choose');
create temporary table was as select * from pg_temp.rights();
select results_eq(
    $$select action, message, state from ops.repair_integrity(rule => 'profile_roles', choice => 'follow_profile') order by message$$,
    $$values ('update', 't1@x.example: right senior_manager becomes accounting', 'planned'), ('insert', 't2@x.example: gets the right accounting', 'planned'),
        ('delete', 't3@x.example: right admin is withdrawn', 'planned'), ('delete', 't3@x.example: right warehouse_staff is withdrawn', 'planned')$$,
    'the plan says which rights come and go');
select set_eq($$select * from pg_temp.rights()$$, $$select * from was$$, 'and changes nothing');
select is((select count(*) from ops.repair_integrity(dry_run => false, rule => 'profile_roles', choice => 'follow_profile', reason => 'test') where state = 'applied'), 4::bigint, 'the choice makes them so');
select results_eq($$select * from pg_temp.rights() order by 1$$, $$select 't' || n || '@x.example', 'accounting' from generate_series(1, 3) as n$$, 'one right each');
select is_empty($$select * from ops.check_rule('profile_roles')$$, 'the check is silent after the repair');
select is_empty($$select * from ops.repair_integrity(dry_run => false, rule => 'profile_roles', choice => 'follow_profile', reason => 'again')$$, 'a second repair does nothing');
select is((select count(*) from ops.undo((select max(run) from ops.change), 'test') where state = 'restored'), 4::bigint, 'undo takes all of it back');
select set_eq($$select * from pg_temp.rights()$$, $$select * from was$$, 'as it was');

-- the other direction: the profile follows the rights, which the application lets only an administrator write
create temporary table profile_was as select p.* from profiles as p;
create function pg_temp.follow_rights(dry_run boolean default true) returns setof ops.planned_change language sql as
    $$select * from ops.repair_integrity(dry_run => follow_rights.dry_run, rule => 'profile_roles', choice => 'follow_rights', reason => 'test')$$;
create function pg_temp.changed() returns table (email text, role text) language sql as
    $$select p.email, p.role::text from profiles as p join profile_was as w using (id) where p.role <> w.role$$;
select results_eq($$select action, before, after, message, state, note from pg_temp.follow_rights() where action is not null$$,
    $$values ('update', '{"role": "accounting"}'::jsonb, '{"role": "senior_manager"}'::jsonb, 't1@x.example: profile accounting becomes senior_manager',
        'planned', 'refused until act_as_user_id names an administrator')$$, 'the profile can follow the one right; several or none are left to a person');
select results_eq($$select state, note like '%act_as_user_id names no administrator%' from pg_temp.follow_rights(false) where action is not null$$,
    $$values ('refused', true)$$, 'in nobody''s name nothing is changed, and the row says why');
select ops.set_setting('act_as_user_id', '00000000-0000-4000-8000-000000000002');
select results_eq($$select state, note like '%act_as_user_id is no active administrator%' from pg_temp.follow_rights(false) where action is not null$$,
    $$values ('refused', true)$$, 'nor in the name of somebody who is none');
insert into auth.users (id, email, raw_user_meta_data) values ('00000000-0000-4000-8000-000000000009', 'admin@x.example', '{"role": "admin"}');
select ops.set_setting('act_as_user_id', '00000000-0000-4000-8000-000000000009');
update profiles set active = false where email = 'admin@x.example';
select results_eq($$select state from pg_temp.follow_rights(false) where action is not null$$, $$values ('refused')$$, 'or is one no longer');
update profiles set active = true, deleted_at = now() where email = 'admin@x.example';
select results_eq($$select state from pg_temp.follow_rights(false) where action is not null$$, $$values ('refused')$$, 'or was deleted');
update profiles set deleted_at = null where email = 'admin@x.example';
select is_empty($$select * from pg_temp.changed()$$, 'nothing has changed yet');
select set_config('request.jwt.claim.sub', '', true), set_config('request.jwt.claims', '{"sub": "00000000-0000-4000-8000-000000000002"}', true);
select results_eq($$select state, note from pg_temp.follow_rights(false) where action is not null$$,
    $$values ('applied', 'in the name of user 00000000-0000-4000-8000-000000000009')$$, 'in an administrator''s name it is');
select results_eq($$select * from pg_temp.changed()$$, $$values ('t1@x.example', 'senior_manager')$$, 'only that profile is another');
select is(auth.uid()::text, '00000000-0000-4000-8000-000000000002', 'the session is whom it was');
select results_eq($$select acted_as::text, subject from ops.change where run = ops.last_run()$$, $$values ('00000000-0000-4000-8000-000000000009', 'public.profiles')$$,
    'the journal says in whose name');
select is_empty($$select * from ops.check_rule('profile_roles') where message like 't1@%'$$, 'and the check is silent about it');
select is_empty($$select * from pg_temp.follow_rights(false) where action is not null$$, 'a second repair does nothing');
select ops.set_setting('act_as_user_id', null);
select throws_ok($$update profiles set role = 'accounting' where email = 't1@x.example'$$, 'P0001', null, 'others are refused as before');
select ops.set_setting('act_as_user_id', '00000000-0000-4000-8000-000000000009');
select ops.undo((select max(run) from ops.change where subject = 'public.profiles'), 'test');
select is_empty($$select * from pg_temp.changed()$$, 'undo gives it back, in the same name');
select is((select acted_as::text from ops.change where undoes is not null and subject = 'public.profiles'), '00000000-0000-4000-8000-000000000009', 'and says so');
select throws_ok($$select * from ops.repair_integrity(rule => 'profile_roles', keys => '{x}')$$, 'OP005', null, 'a bad key is refused');

select * from finish();
rollback;
