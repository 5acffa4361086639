-- Mails without a retry count.
begin;
select plan(8);

insert into email_log (id, recipient, subject, status, retry_count) values
    ('00000000-0000-4000-8000-000000000001', 'a@x.example', 'S', 'sent', 0), ('00000000-0000-4000-8000-000000000002', 'b@x.example', 'S', 'failed', null);
select is_empty($$select * from ops.check_rule('mail_retry_count')$$, 'near misses: a zero; a failed one, which a number would send');
insert into email_log (id, recipient, subject, status, retry_count) values ('00000000-0000-4000-8000-000000000003', 'c@x.example', 'S', 'sent', null);
select results_eq($$select severity, message, subject, key ->> 'id', expected, observed, size, status from ops.check_rule('mail_retry_count')$$,
    $$values ('P3', 'mail to c@x.example (sent) has no retry count: S', 'public.email_log', '00000000-0000-4000-8000-000000000003', '{"retry_count": "0"}'::jsonb, '{"retry_count": null}'::jsonb, null::numeric, 'violation')$$, 'one without is reported');
select is((select count(*) from ops.mail_retry_count(array[gen_random_uuid()::text])), 0::bigint, 'keys limit it');
select results_eq($$select state, after from ops.repair_email(rule => 'mail_retry_count')$$, $$values ('planned', '{"retry_count": "0"}'::jsonb)$$, 'the plan makes it 0');
select results_eq($$select state from ops.repair_email(rule => 'mail_retry_count', dry_run => false, reason => 'r')$$, $$values ('applied')$$, 'applied');
select results_eq($$select retry_count from email_log order by id$$, $$values (0), (null), (0)$$, 'to that mail alone');
select is_empty($$select * from ops.repair_email(rule => 'mail_retry_count', dry_run => false, reason => 'r')$$, 'a second repair does nothing');
select results_eq($$select state from ops.undo((select max(run) from ops.change), 'no')$$, $$values ('restored')$$, 'undo');

select * from finish();
rollback;
