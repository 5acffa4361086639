-- Whether mail goes out again, and how it stood.
begin;
select plan(5);

select results_eq($$select step, state from ops.verify_email()$$,
    $$values ('Send a test email via the admin panel', 'manual'), ('Check that email_log shows sent', 'unknown'), ('New mails are sent', 'pending'), ('Verify that the email was received in the inbox', 'manual')$$,
    'what cannot be known is not claimed');
insert into email_log (recipient, subject, status, retry_count, next_retry_at) values ('a@x.example', 'S', 'sent', 0, null), ('a@x.example', 'S', 'failed', 1, now()), ('a@x.example', 'S', 'failed', 1, now() + interval '1 hour'), ('a@x.example', 'S', 'failed', 2, null),
    ('a@x.example', 'S', 'failed', 3, null), ('a@x.example', 'S', 'pending', 0, null), ('a@x.example', 'S', 'permanently_failed', 3, null);
select results_eq($$select measure, value from ops.take_baseline('email', 'before')$$,
    $$values ('mails_sent', 1::numeric), ('mails_failed', 5), ('mails_due_for_retry', 2), ('mails_pending', 1)$$, 'a baseline keeps how it stands');
select is((select state from ops.verify_email() where step = 'New mails are sent'), 'pending', 'what was before it does not count');
insert into email_log (recipient, subject, status, created_at) values ('a@x.example', 'S', 'sent', now() + interval '1 second');
select is((select state from ops.verify_email() where step = 'New mails are sent'), 'passed', 'a mail sent since passes');
insert into email_log (recipient, subject, status, created_at) values ('a@x.example', 'S', 'permanently_failed', now() + interval '1 second');
select results_eq($$select state, evidence ->> 'failed_before' from ops.verify_email() where step = 'New mails are sent'$$, $$values ('failed', '5')$$, 'one that failed fails');

select * from finish();
rollback;
