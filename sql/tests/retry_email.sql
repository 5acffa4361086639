-- One mail back to the worker: what goes out is shown, what should not is refused.
begin;
select plan(21);

create function pg_temp.id(n integer) returns uuid language sql as $$ select ('00000000-0000-4000-8000-0000000000' || lpad(n::text, 2, '0'))::uuid $$;
insert into email_templates (id, template_key, name, subject, body) values (pg_temp.id(90), 'tk', 'T', 'S', 'Hello {{name}} and {{name}}, {{ link }}'), (pg_temp.id(91), 'plain', 'P', 'S', 'Plain');
insert into email_digest_configs (digest_type) values ('weekly');
insert into email_log (id, recipient, subject, status, retry_count, template_id, template_key, metadata, digest_type, created_at) values
    (pg_temp.id(1), 'a@x.example', E'Two\nlines', 'permanently_failed', 3, pg_temp.id(90), 'tk', '{"rendered_body": "Hello Ada"}', null, now()),
    (pg_temp.id(2), 'b@x.example', 'S', 'permanently_failed', 3, pg_temp.id(90), 'tk', null, null, now()),
    (pg_temp.id(3), 'c@x.example', 'S', 'failed', 3, null, 'nowhere', '[1]', null, now()),
    (pg_temp.id(4), 'd@x.example', 'S', 'pending', 0, pg_temp.id(91), null, '{}', null, now() - interval '25 hours'),
    (pg_temp.id(5), 'e@x.example', 'S', 'failed', null, null, 'plain', null, 'overdue', now()),
    (pg_temp.id(6), 'f@x.example', 'S', 'sent', 0, null, 'plain', null, null, now()),
    (pg_temp.id(7), 'g@x.example', 'S {{x}}', 'failed', null, null, 'plain', null, null, now()),
    (pg_temp.id(8), 'h@x.example', 'S', 'failed', null, null, 'plain', null, null, now() - interval '24 hours'),
    (pg_temp.id(9), 'i@x.example', 'S', 'failed', 1, null, 'weekly', '{"rendered_body": "B"}', null, now());

select results_eq($$select (m.id, m.body, m.refusals)::text from ops._mail_to_send(array(select pg_temp.id(n) from generate_series(1, 9) as n)) as m order by m.id$$,
    $$select (pg_temp.id(n), body, refusals)::text from (values
        (1, 'Hello Ada', array[]::text[]),
        (2, 'Hello {{name}} and {{name}}, {{ link }}', array['unresolved placeholders: {{ link }}, {{name}}']),
        (3, null, array['there is no template and no rendered body']),
        (4, 'Plain', array['it is older than 24 hours']),
        (5, 'Plain', array['it is a digest: invoke the digest again']),
        (6, 'Plain', array[]::text[]),
        (7, 'Plain', array['unresolved placeholders: {{x}}']),
        (8, 'Plain', array[]::text[]),
        (9, 'B', array['it is a digest: invoke the digest again'])) as v (n, body, refusals)$$,
    'what would go out, and what speaks against it');

select results_eq($$select state, message, note, before, after from ops.retry_email(pg_temp.id(1), 'provider is back')$$,
    $$values ('planned', 'mail to a@x.example goes out again: Two lines', ops._undo_note('retry_email') || E'\nto: a@x.example\nsubject: Two\nlines\n\nHello Ada',
        '{"status": "permanently_failed", "retry_count": "3", "next_retry_at": null}'::jsonb, '{"status": "failed", "retry_count": "0", "next_retry_at": "now"}'::jsonb)$$,
    'the plan shows the body that would go out');
select is((select status from email_log where id = pg_temp.id(1)), 'permanently_failed', 'and changes nothing');
select throws_ok($$select * from ops.retry_email(pg_temp.id(2), 'r')$$, 'OP003', 'mail 00000000-0000-4000-8000-000000000002 is not sent again as it is', 'placeholders are refused');
select throws_ok($$select * from ops.retry_email(pg_temp.id(3), 'r')$$, 'OP003', null, 'so is a mail without a body');
select throws_ok($$select * from ops.retry_email(pg_temp.id(4), 'r')$$, 'OP003', null, 'so is an old one');
select throws_ok($$select * from ops.retry_email(pg_temp.id(5), 'r')$$, 'OP003', null, 'so is a digest');
select throws_ok($$select * from ops.retry_email(pg_temp.id(9), 'r', dry_run => false)$$, 'OP003', null, 'by its template too');
select throws_ok($$select * from ops.retry_email(pg_temp.id(6), 'r', force => true)$$, 'OP003', 'mail 00000000-0000-4000-8000-000000000006 is not to be sent again', 'what was sent is never sent again');
select throws_ok($$select * from ops.retry_email(pg_temp.id(99), 'r')$$, 'OP013', 'no mail has id ''00000000-0000-4000-8000-000000000099''', 'an unknown id is an error');
select throws_ok($$select * from ops.retry_email(null, 'r')$$, 'OP013', null, 'and so is none');
select throws_ok($$select * from ops.retry_email(pg_temp.id(1), '')$$, 'OP009', null, 'a reason is needed');
select throws_ok($$select * from ops.retry_email(pg_temp.id(2), 'r', force => null)$$, 'OP003', null, 'null is no force');
select set_config('ops.actor', 'ops:nightly', true);
select throws_ok($$select * from ops.retry_email(pg_temp.id(1), 'r')$$, 'OP003', 'mails are never sent again unattended', 'a job cannot');
select set_config('ops.actor', '', true);
select results_eq($$select state, count(*) from (select r.state from generate_series(2, 5) as n cross join lateral ops.retry_email(pg_temp.id(n), 'looked at it', force => true, dry_run => false) as r) as w group by state$$,
    $$values ('applied', 4::bigint)$$, 'force overrules each');
create temporary table was as select to_jsonb(e) as row from email_log as e;
set local datestyle = 'German, DMY';
set local timezone = 'Asia/Kathmandu';
select results_eq($$select state from ops.retry_email(pg_temp.id(1), 'provider is back', dry_run => false)$$, $$values ('applied')$$, 'it is done, whatever the session''s formats');
reset datestyle;
reset timezone;
select results_eq($$select status, retry_count, next_retry_at = now() from email_log where id = pg_temp.id(1)$$, $$values ('failed', 0, true)$$, 'failed, count 0, due now');
select results_eq($$select state from ops.undo(ops.last_run(), 'no')$$, $$values ('restored')$$, 'undo takes the row back');
select set_eq($$select to_jsonb(e) from email_log as e$$, $$select row from was$$, 'as it was');
grant ops_reader to postgres;
set local role ops_reader;
select throws_ok($$select * from ops.retry_email('00000000-0000-4000-8000-000000000001', 'r')$$, '42501', null, 'a reader cannot');
select throws_ok($$select * from ops.repair_email()$$, '42501', null, 'nor repair');

select * from finish();
rollback;
