-- Invitations: their state and their time of acceptance.
begin;
select plan(13);

insert into user_invitations (id, email, status, accepted_at)
select ('00000000-0000-4000-8000-00000000000' || s.n)::uuid, 't' || s.n || '@x.example', s.status, s.at::timestamptz
from (values (1, 'pending', null), (2, 'accepted', '2026-10-01 12:00+00'), (3, 'expired', null), (4, 'revoked', null)) as s (n, status, at);
select is_empty($$select * from ops.check_rule('invitation_stamps')$$, 'sound data says nothing');
update user_invitations set accepted_at = '2026-10-01 12:00+00' where email like 't1@%';
select results_eq(
    $$select severity, message, subject, key ->> 'id', expected, observed, status, size from ops.check_rule('invitation_stamps')$$,
    $$values ('P3', 'invitation of t1@x.example is pending, but was accepted', 'public.user_invitations', '00000000-0000-4000-8000-000000000001',
        '{"status": "accepted"}'::jsonb, '{"status": "pending"}'::jsonb, 'violation', null::numeric)$$,
    'one that waits although it was accepted is reported exactly');
select is((select count(*) from ops.invitation_stamps(array['00000000-0000-4000-8000-000000000001'])), 1::bigint, 'one can be asked for alone');
select is((select count(*) from ops.invitation_stamps(array['00000000-0000-4000-8000-000000000002'])), 0::bigint, 'and another is not it');
update user_invitations set accepted_at = null where email like 't2@%';
update user_invitations set accepted_at = now() where email like 't3@%';
select results_eq($$select message, expected from ops.check_rule('invitation_stamps') where message not like '%t1@%' order by 1$$,
    $$values ('invitation of t2@x.example is accepted, but has no time of it', null::jsonb), ('invitation of t3@x.example is expired, but was accepted', null)$$,
    'so are the others, of which nothing is proposed');
create temporary table was as select i.* from user_invitations as i;
select results_eq($$select state from ops.repair('auth', rule => 'invitation_stamps') order by 1$$, $$values ('decide'), ('decide'), ('planned')$$, 'a plan');
select results_eq($$select * from user_invitations order by id$$, $$select * from was order by id$$, 'changes nothing');
select is((select count(*) from ops.repair('auth', dry_run => false, rule => 'invitation_stamps', reason => 'test') where state = 'applied'), 1::bigint, 'a repair closes the one');
select is((select status from user_invitations where email like 't1@%'), 'accepted', 'it is accepted');
select is((select count(*) from ops.check_rule('invitation_stamps')), 2::bigint, 'the check speaks of the others only');
select is((select count(*) from ops.repair('auth', dry_run => false, rule => 'invitation_stamps', reason => 'again') where state = 'applied'), 0::bigint, 'a second repair does nothing');
select ops.undo((select max(run) from ops.change), 'test');
select results_eq($$select to_jsonb(i) - 'updated_at' from user_invitations as i order by id$$, $$select to_jsonb(w) - 'updated_at' from was as w order by id$$, 'undo restores every column');
select throws_ok($$select * from ops.repair('auth', rule => 'invitation_stamps', keys => '{x}')$$, 'OP005', null, 'a bad key is refused');

select * from finish();
rollback;
