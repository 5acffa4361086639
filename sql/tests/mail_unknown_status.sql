-- Mails in a state that nothing knows.
begin;
select plan(4);

insert into email_log (recipient, subject, status) select 'a@x.example', 'S', s from unnest(array['pending', 'sent', 'failed', 'permanently_failed', 'notification_created']) as s;
select is_empty($$select * from ops.check_rule('mail_unknown_status')$$, 'the five known states say nothing');
insert into email_log (id, recipient, subject, status) values ('00000000-0000-4000-8000-000000000001', 'b@x.example', 'S', 'Failed');
select results_eq($$select severity, message, subject, key ->> 'id', observed, size, status, fix from ops.check_rule('mail_unknown_status')$$,
    $$values ('P2', 'mail to b@x.example has unknown status ''Failed'': S', 'public.email_log', '00000000-0000-4000-8000-000000000001', '"Failed"'::jsonb, null::numeric, 'violation',
        'select * from ops.retry_email(''00000000-0000-4000-8000-000000000001'', ''why'')')$$, 'another spelling is unknown');
select is((select count(*) from ops.mail_unknown_status(array[gen_random_uuid()::text])), 0::bigint, 'keys limit it');
select throws_ok($$select * from ops.repair_email(rule => 'mail_unknown_status')$$, 'OP003', null, 'what it should be nobody knows');

select * from finish();
rollback;
