-- Chosen organisations against grants.
begin;
select plan(12);

insert into auth.users (id, email) select ('00000000-0000-4000-8000-00000000000' || n)::uuid, 't' || n || '@x.example' from generate_series(1, 3) as n;
create function pg_temp.person(n integer) returns uuid language sql as $$select ('00000000-0000-4000-8000-00000000000' || n)::uuid$$;
insert into user_org_grants_mirror (user_id, crm_organization_id, role_in_org)
select pg_temp.person(n), 'org-' || n, 'pricing' from generate_series(1, 3) as n;
insert into user_active_org_preferences (user_id, active_org_id) select pg_temp.person(n), 'org-' || n from generate_series(1, 2) as n;
select is_empty($$select * from ops.check_rule('active_org_preference')$$, 'sound data says nothing, nor does who has not chosen');
update user_org_grants_mirror set is_active = false where user_id = pg_temp.person(1);
select results_eq(
    $$select severity, message, subject, key, expected, observed #>> '{}', status, size from ops.check_rule('active_org_preference')$$,
    $$values ('P3', 'user ' || pg_temp.person(1) || ' has chosen org-1, without a grant for it', 'public.user_active_org_preferences',
        jsonb_build_object('user_id', pg_temp.person(1)), null::jsonb, 'org-1', 'violation', null::numeric)$$,
    'a choice whose grant was withdrawn is reported exactly'
);
-- a grant of another person, and another grant of the same one
update user_active_org_preferences set active_org_id = 'org-3' where user_id = pg_temp.person(2);
select is((select count(*) from ops.check_rule('active_org_preference')), 2::bigint, 'and so is one that was never granted');
select is((select count(*) from ops.active_org_preference(array[pg_temp.person(2)::text])), 1::bigint, 'one can be asked for alone');
select results_eq(
    $$select action, before ->> 'active_org_id', after, state from ops.repair_integrity(rule => 'active_org_preference', keys => array[pg_temp.person(1)::text])$$,
    $$values ('delete', 'org-1', null::jsonb, 'planned')$$, 'the plan clears the choice');
select is((select count(*) from user_active_org_preferences), 2::bigint, 'and changes nothing');
create temporary table was as select to_jsonb(p) as row from user_active_org_preferences as p;
select is((select count(*) from ops.repair_integrity(dry_run => false, rule => 'active_org_preference', reason => 'test') where state = 'applied'), 2::bigint, 'a repair clears both');
select is_empty($$select * from ops.check_rule('active_org_preference')$$, 'the check is silent after the repair');
select is_empty($$select * from ops.repair_integrity(dry_run => false, rule => 'active_org_preference', reason => 'again')$$, 'a second repair does nothing');
select is((select count(*) from ops.undo((select max(run) from ops.change), 'test') where state = 'restored'), 2::bigint, 'undo brings both back');
select set_eq($$select to_jsonb(p) from user_active_org_preferences as p$$, $$select row from was$$, 'in every column');
select throws_ok($$select * from ops.repair_integrity(rule => 'active_org_preference', keys => '{x}')$$, 'OP005', null, 'a bad key is refused');

select * from finish();
rollback;
