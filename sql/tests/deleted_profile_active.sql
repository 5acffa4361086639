-- People who are deleted and active.
begin;
select plan(16);

insert into auth.users (id, email) select ('00000000-0000-4000-8000-00000000000' || n)::uuid, 't' || n || '@x.example' from generate_series(1, 3) as n;
create function pg_temp.profile(n integer) returns text language sql as $$select id::text from profiles where email = 't' || n || '@x.example'$$;
update profiles set active = false, deleted_at = '2026-02-03 12:00+00' where email = 't1@x.example';
update profiles set active = false where email = 't2@x.example';
select is_empty($$select * from ops.check_rule('deleted_profile_active')$$, 'sound data says nothing: deleted and inactive, inactive, active');
update profiles set active = true where email = 't1@x.example';
select results_eq(
    $$select severity, message, subject, key ->> 'id', expected, observed ->> 'active', status, size from ops.check_rule('deleted_profile_active')$$,
    $$values ('P2', 't1@x.example was deleted on 2026-02-03 and is active', 'public.profiles', pg_temp.profile(1), null::jsonb, 'true', 'violation', null::numeric)$$,
    'who was deleted and is active again is reported exactly'
);
update profiles set deleted_at = now() where email = 't3@x.example';
select is((select count(*) from ops.deleted_profile_active(array[pg_temp.profile(3)])), 1::bigint, 'one can be asked for alone');
select results_eq($$select state, action from ops.repair_integrity(rule => 'deleted_profile_active') group by 1, 2$$, $$values ('decide', null::text)$$, 'a person must choose');
select results_eq(
    $$select before, after, state from ops.repair_integrity(rule => 'deleted_profile_active', choice => 'deactivate', keys => array[pg_temp.profile(1)])$$,
    $$values ('{"active": "true"}'::jsonb, '{"active": "false"}'::jsonb, 'planned')$$, 'to deactivate');
select results_eq(
    $$select before ->> 'deleted_at', after, state from ops.repair_integrity(rule => 'deleted_profile_active', choice => 'restore', keys => array[pg_temp.profile(1)])$$,
    $$values ('2026-02-03 12:00:00+00', '{"deleted_at": null}'::jsonb, 'planned')$$, 'or to take the deletion back');
select is((select count(*) from profiles where active and deleted_at is not null), 2::bigint, 'a plan changes nothing');
select is((select count(*) from ops.repair_integrity(dry_run => false, rule => 'deleted_profile_active', choice => 'deactivate', reason => 'test') where state = 'applied'), 2::bigint,
    'deactivating passes the guard of profiles');
select is_empty($$select * from ops.check_rule('deleted_profile_active')$$, 'the check is silent after the repair');
select is((select count(*) from ops.undo((select max(run) from ops.change), 'test') where state = 'restored'), 2::bigint, 'undo makes them active again');
select is((select count(*) from ops.repair_integrity(dry_run => false, rule => 'deleted_profile_active', choice => 'restore', reason => 'test') where state = 'applied'), 2::bigint, 'restoring');
select is_empty($$select * from ops.check_rule('deleted_profile_active')$$, 'silences the check too');
select is_empty($$select * from ops.repair_integrity(dry_run => false, rule => 'deleted_profile_active', choice => 'restore', reason => 'again')$$, 'a second repair does nothing');
select is((select count(*) from ops.undo((select max(run) from ops.change), 'test') where state = 'restored'), 2::bigint, 'and can be undone');
select results_eq($$select email, active, deleted_at from profiles where email in ('t1@x.example', 't3@x.example') order by 1$$,
    $$values ('t1@x.example', true, '2026-02-03 12:00+00'::timestamptz), ('t3@x.example', true, now())$$, 'to the moment');
select throws_ok($$select * from ops.repair_integrity(rule => 'deleted_profile_active', keys => '{x}')$$, 'OP005', null, 'a bad key is refused');

select * from finish();
rollback;
