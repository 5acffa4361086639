-- Roles of people who left.
begin;
select plan(12);

select sample.a_user();
select set_config('test.role', (select id::text from user_roles where user_id = sample.a_user()), true);
select is_empty($$select * from ops.check_rule('inactive_user_role')$$, 'an active person has a role');
update profiles set active = false where user_id = sample.a_user();
select results_eq($$select severity, message, subject, key ->> 'id', observed, size, status from ops.check_rule('inactive_user_role')$$,
    $$values ('P1', 'fixture@lotastro.example is deactivated and still has role warehouse_staff', 'public.user_roles', current_setting('test.role'), '"warehouse_staff"'::jsonb, null::numeric, 'violation')$$,
    'a deactivated person still has it');
select is(has_role(sample.a_user(), 'warehouse_staff'), true, 'and row security still says yes');
update profiles set active = true, deleted_at = now() where user_id = sample.a_user();
select is((select message from ops.check_rule('inactive_user_role')), 'fixture@lotastro.example is deleted and still has role warehouse_staff', 'so does a deleted one');
update profiles set active = false where user_id = sample.a_user();
select is((select count(*) from ops.inactive_user_role(array[gen_random_uuid()::text])), 0::bigint, 'keys limit it');
select results_eq($$select state, note like '%choice => ''remove''%' from ops.repair_auth(rule => 'inactive_user_role')$$, $$values ('decide', true)$$, 'a person must choose');
select is((select count(*) from user_roles where id::text = current_setting('test.role')), 1::bigint, 'a plan changes nothing');
create temporary table was as select to_jsonb(r) as row from user_roles as r;
select results_eq($$select state from ops.repair_auth(rule => 'inactive_user_role', choice => 'remove', dry_run => false, reason => 'left')$$, $$values ('applied')$$, 'the role goes');
select is(has_role(sample.a_user(), 'warehouse_staff'), false, 'and with it the rights');
select is_empty($$select * from ops.check_rule('inactive_user_role')$$, 'the check is silent');
select results_eq($$select state from ops.undo(ops.last_run(), 'back')$$, $$values ('restored')$$, 'undo gives it back');
select results_eq($$select to_jsonb(r) from user_roles as r$$, $$select row from was$$, 'as it was');

select * from finish();
rollback;
