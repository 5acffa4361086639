-- The number of a person's last synchronisation against their grants.
begin;
select plan(8);

insert into auth.users (id, email) select ('00000000-0000-4000-8000-00000000000' || n)::uuid, 't' || n || '@x.example' from generate_series(1, 3) as n;
select public.replace_user_org_grants_snapshot(('00000000-0000-4000-8000-00000000000' || n)::uuid, 4 + n, case when n < 3 then
    '[{"crm_organization_id": "a", "role_in_org": "pricing"}, {"crm_organization_id": "b", "role_in_org": "admin"}]'::jsonb else '[]' end)
from generate_series(1, 3) as n;
create function pg_temp.told() returns setof text language sql as $$select message from ops.check_rule('org_sync_state') order by message$$;
select is_empty($$select * from ops.check_rule('org_sync_state')$$, 'sound data says nothing; nor does somebody who lost all grants');
update user_org_grants_sync_state set last_org_access_seq = 4, last_synced_at = '2026-10-01' where user_id = '00000000-0000-4000-8000-000000000001';
select results_eq(
    $$select severity, message, subject, key, expected, observed, detail, status, size from ops.check_rule('org_sync_state')$$,
    $$values ('P2', 'grants of t1@x.example: newest has number 5, the last synchronisation 4', 'public.user_org_grants_sync_state',
        '{"user_id": "00000000-0000-4000-8000-000000000001"}'::jsonb, '5'::jsonb, '4'::jsonb,
        jsonb_build_object('last_synced_at', '2026-10-01'::timestamptz, 'grants', 2), 'violation', null::numeric)$$,
    'a number that is behind is reported exactly');
select is((select count(*) from ops.org_sync_state(array['00000000-0000-4000-8000-000000000001'])), 1::bigint, 'one can be asked for alone');
select is((select count(*) from ops.org_sync_state(array['00000000-0000-4000-8000-000000000002'])), 0::bigint, 'and another is not it');
update user_org_grants_sync_state set last_org_access_seq = 9 where user_id = '00000000-0000-4000-8000-000000000001';
select results_eq($$select * from pg_temp.told()$$, $$values ('grants of t1@x.example: newest has number 5, the last synchronisation 9')$$, 'so is one that is ahead');
delete from user_org_grants_sync_state where user_id = '00000000-0000-4000-8000-000000000001';
select results_eq($$select * from pg_temp.told()$$, $$values ('grants of t1@x.example: newest has number 5, the last synchronisation none')$$, 'and none at all');
delete from profiles where user_id = '00000000-0000-4000-8000-000000000001';
select results_eq($$select * from pg_temp.told()$$,
    $$values ('grants of 00000000-0000-4000-8000-000000000001: newest has number 5, the last synchronisation none')$$, 'a person without a profile too');
select throws_ok($$select * from ops.repair_integrity(rule => 'org_sync_state')$$, 'OP003', null, 'what the CRM granted last, it knows');

select * from finish();
rollback;
