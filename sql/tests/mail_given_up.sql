-- Mails that the worker gave up.
begin;
select plan(7);

insert into email_log (id, recipient, subject, status, retry_count, metadata, created_at) values
    ('00000000-0000-4000-8000-000000000001', 'a@x.example', 'S', 'permanently_failed', 3, '{"rendered_body": "B"}', now() - interval '7 days'),
    ('00000000-0000-4000-8000-000000000002', 'b@x.example', 'S', 'failed', 3, '{"rendered_body": "B"}', now());
select is_empty($$select * from ops.check_rule('mail_given_up')$$, 'near misses: a week ago; not given up yet');
insert into email_log (id, recipient, subject, status, retry_count, metadata) values
    ('00000000-0000-4000-8000-000000000003', 'c@x.example', 'S', 'permanently_failed', 3, '{"rendered_body": "B"}');
select results_eq($$select severity, message, subject, key ->> 'id', observed, size, status, fix from ops.check_rule('mail_given_up')$$,
    $$values ('P1', 'mail to c@x.example was given up after 3 failures: S', 'public.email_log', '00000000-0000-4000-8000-000000000003', '{"status": "permanently_failed", "retry_count": 3}'::jsonb, null::numeric, 'violation',
        'select * from ops.retry_email(''00000000-0000-4000-8000-000000000003'', ''why'')')$$, 'one of this week is reported');
select is((select count(*) from ops.mail_given_up(array[gen_random_uuid()::text])), 0::bigint, 'keys limit it');
select results_eq($$select state, split_part(note, E'\n', 5) from ops.repair_email(rule => 'mail_given_up', choice => 'retry', dry_run => false, reason => 'back')$$, $$values ('applied', 'B')$$, 'it goes back to the worker');
select is_empty($$select * from ops.check_rule('mail_given_up')$$, 'the check is silent');
select results_eq($$select state from ops.undo(ops.last_run(), 'no')$$, $$values ('restored')$$, 'undo');
insert into ops.rule_setting (rule, thresholds, changed_by) values ('mail_given_up', '{"days": 8}', 'test');
select is((select count(*) from ops.check_rule('mail_given_up')), 2::bigint, 'how far back can be set');

select * from finish();
rollback;
