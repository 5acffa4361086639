-- Invitations that wait although their time is over.
begin;
select plan(12);

insert into user_invitations (email, role, status, expires_at) values
    ('waits@x.example', 'admin', 'pending', now()), ('done@x.example', 'admin', 'accepted', now() - interval '1 day'),
    ('gone@x.example', 'admin', 'expired', now() - interval '1 day');
select is_empty($$select * from ops.check_rule('expired_invitation')$$, 'near misses: ends this moment; accepted; already marked');
insert into user_invitations (id, email, role, expires_at) values ('00000000-0000-4000-8000-0000000000e1', 'over@x.example', 'accounting', '2026-01-02 21:30+00');
select results_eq($$select severity, message, subject, expected, observed, size, status from ops.check_rule('expired_invitation')$$,
    $$values ('P3', 'invitation of over@x.example as accounting is pending, but ended on 2026-01-03', 'public.user_invitations', '{"status": "expired"}'::jsonb, '{"status": "pending"}'::jsonb, null::numeric, 'violation')$$,
    'one past its time is reported');
select is((select count(*) from ops.expired_invitation(array[gen_random_uuid()::text])), 0::bigint, 'keys limit it');
select results_eq($$select state, before, after from ops.repair_auth(rule => 'expired_invitation')$$,
    $$values ('planned', '{"status": "pending"}'::jsonb, '{"status": "expired"}'::jsonb)$$, 'the plan marks it');
select is((select status from user_invitations where email like 'over%'), 'pending', 'and changes nothing');
select results_eq($$select state from ops.repair_auth(dry_run => false, rule => 'expired_invitation', reason => 'tidy')$$, $$values ('applied')$$, 'it is marked');
select results_eq($$select email, status from user_invitations where status <> 'accepted' order by email$$,
    $$values ('gone@x.example', 'expired'), ('over@x.example', 'expired'), ('waits@x.example', 'pending')$$, 'and no other');
select is_empty($$select * from ops.check_rule('expired_invitation')$$, 'the check is silent');
select is_empty($$select * from ops.repair_auth(dry_run => false, rule => 'expired_invitation', reason => 'again')$$, 'a second repair does nothing');
select results_eq($$select state from ops.undo((select max(run) from ops.change), 'no')$$, $$values ('restored')$$, 'undo restores it');
select is((select status from user_invitations where email like 'over%'), 'pending', 'as it was');
select throws_ok($$select * from ops.repair_auth(rule => 'expired_invitation', keys => '{x}')$$, 'OP005', null, 'a bad key is refused');

select * from finish();
rollback;
