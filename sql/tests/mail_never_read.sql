-- Mails in a state that the retry worker never reads, and the three ways out of it.
begin;
select plan(27);

create function pg_temp.id(n integer) returns uuid language sql as $$ select ('00000000-0000-4000-8000-0000000000' || lpad(n::text, 2, '0'))::uuid $$;
create function pg_temp.mail(n integer, status text, retries integer, minutes_ago integer default 60, body text default 'Dear all') returns void language sql as $$
    insert into email_log (id, recipient, subject, status, retry_count, created_at, metadata)
    values (pg_temp.id(n), 'm' || n || '@x.example', 'S' || n, status, retries, now() - make_interval(mins => minutes_ago), jsonb_build_object('rendered_body', body))
$$;
-- what the worker reads
create function pg_temp.due() returns setof text language sql as $$
    select recipient from email_log where status = 'failed' and retry_count < 3 and (next_retry_at is null or next_retry_at <= now()) order by 1
$$;
select pg_temp.mail(1, 'pending', 0, 10), pg_temp.mail(2, 'failed', 2), pg_temp.mail(3, 'sent', null), pg_temp.mail(4, 'permanently_failed', 3);
select is_empty($$select * from ops.check_rule('mail_never_read')$$, 'near misses: pending for 10 minutes; failed twice; sent; given up');
select pg_temp.mail(5, 'pending', 0, 11), pg_temp.mail(6, 'failed', null), pg_temp.mail(7, 'failed', 3);
select results_eq($$select severity, message, subject, key, observed, size, status, fix from ops.check_rule('mail_never_read') order by key$$,
    $$values ('P1', 'mail to m5@x.example waits for ever (pending): S5', 'public.email_log', jsonb_build_object('id', pg_temp.id(5)), '{"status": "pending", "retry_count": 0}'::jsonb, null::numeric, 'violation',
            format('select * from ops.retry_email(%L, ''why'')', pg_temp.id(5))),
        ('P1', 'mail to m6@x.example waits for ever (failed, retry count null): S6', 'public.email_log', jsonb_build_object('id', pg_temp.id(6)), '{"status": "failed", "retry_count": null}', null, 'violation',
            format('select * from ops.retry_email(%L, ''why'')', pg_temp.id(6))),
        ('P1', 'mail to m7@x.example waits for ever (failed 3 times): S7', 'public.email_log', jsonb_build_object('id', pg_temp.id(7)), '{"status": "failed", "retry_count": 3}', null, 'violation',
            format('select * from ops.retry_email(%L, ''why'')', pg_temp.id(7)))$$,
    'pending, without a count, and with it used up are reported exactly');
select results_eq('select * from pg_temp.due()', $$values ('m2@x.example')$$, 'the worker reads none of them');
select is((select count(*) from ops.mail_never_read(array[pg_temp.id(6)::text])), 1::bigint, 'keys limit it');
insert into email_settings (setting_key, setting_value) values ('retry_config_default', '{"max_retries": 2}');
select is((select count(*) from ops.check_rule('mail_never_read')), 4::bigint, 'the application''s own limit counts');
delete from email_settings;

update email_log set metadata = '{"rendered_body": "Dear {{name}}, see {{link}}"}', template_key = 'gone' where id = pg_temp.id(7);
select results_eq($$select state, count(*) from ops.repair_email(rule => 'mail_never_read') group by state$$, $$values ('decide', 3::bigint)$$, 'without a choice a person is asked');
select results_eq($$select state, message, note from ops.repair_email(rule => 'mail_never_read', choice => 'retry') order by key$$,
    $$values ('planned', 'mail to m5@x.example goes out again: S5', ops._undo_note('retry_email') || E'\nto: m5@x.example\nsubject: S5\n\nDear all'),
        ('planned', 'mail to m6@x.example goes out again: S6', ops._undo_note('retry_email') || E'\nto: m6@x.example\nsubject: S6\n\nDear all'),
        ('decide', 'mail to m7@x.example stays: S7', E'not sent again: unresolved placeholders: {{link}}, {{name}}\nto: m7@x.example\nsubject: S7\n\nDear {{name}}, see {{link}}')$$,
    'the plan shows what would go out, and what is refused');
select is((select count(*) from pg_temp.due()), 1::bigint, 'and changes nothing');
select set_config('test.plan', (select max(id)::text from ops.plan), true);
create temporary table was as select to_jsonb(e) as row from email_log as e;
select results_eq($$select state, count(*) from ops.apply(current_setting('test.plan')::bigint, 'provider is back') group by state$$, $$values ('applied', 2::bigint)$$, 'applied, two go back');
select results_eq('select * from pg_temp.due()', $$values ('m2@x.example'), ('m5@x.example'), ('m6@x.example')$$, 'and the worker reads them');
select results_eq($$select distinct status, retry_count, next_retry_at from email_log where id in (pg_temp.id(5), pg_temp.id(6))$$, $$values ('failed', 0, now())$$, 'failed, count 0, due now');
select is((select count(*) from ops.check_rule('mail_never_read')), 1::bigint, 'the check is silent about them');
select results_eq($$select state, count(*) from ops.undo(ops.last_run(), 'not yet') group by state$$, $$values ('restored', 2::bigint)$$, 'undo takes the rows back');
select set_eq($$select to_jsonb(e) from email_log as e$$, $$select row from was$$, 'every column as it was');
select results_eq($$select after ->> 'status' from ops.repair_email(rule => 'mail_never_read', choice => 'retry_anyway', keys => array[pg_temp.id(7)::text], dry_run => false, reason => 'looked at it')$$,
    $$values (null::text)$$, 'with placeholders only by the other choice: the state was failed already');
select results_eq($$select state, after from ops.repair_email(rule => 'mail_never_read', choice => 'give_up', keys => array[pg_temp.id(5)::text], dry_run => false, reason => 'too late')$$,
    $$values ('applied', '{"status": "permanently_failed"}'::jsonb)$$, 'or nobody sends it');

select pg_temp.mail(n, 'failed', null) from generate_series(20, 35) as n;
select results_eq($$select state, count(*) from ops.repair_email(rule => 'mail_never_read', choice => 'retry') group by state order by state desc$$,
    $$values ('planned', 10::bigint), ('decide', 7)$$, 'ten at a time');
select matches((select note from ops.plan_rows((select max(id) from ops.plan)) where state = 'decide' limit 1), '^not sent again: ten at a time', 'and it says so');
select results_eq($$select count(*) from ops.repair_email(rule => 'mail_never_read', choice => 'retry_anyway', max_rows => 100, dry_run => false, reason => 'r') where state = 'applied'$$,
    $$values (10::bigint)$$, 'whatever the limit and the choice');
select throws_ok($$select ops.promote('mail_never_read', 'unknown', 'r')$$, 'OP003', null, 'it cannot be promoted');
select set_config('ops.actor', 'ops:nightly', true);
select throws_ok($$select * from ops.repair_email(rule => 'mail_never_read', choice => 'retry', dry_run => false, reason => 'r')$$, 'OP015', null, 'nor done by a job');
select set_config('ops.actor', '', true);
select throws_ok($$select * from ops.repair_email(rule => 'mail_never_read', keys => '{x}')$$, 'OP005', null, 'a bad key is refused');
insert into ops.rule_setting (rule, thresholds, changed_by) values ('mail_never_read', '{"minutes": 5}', 'test');
select is((select count(*) from ops.mail_never_read(array[pg_temp.id(1)::text])), 1::bigint, 'how long pending may last can be set');
-- what was given back, and what became of it
select results_eq($$select state from ops.verify_email() where step like '%shows sent'$$, $$values ('pending')$$, 'the worker has its turn before anybody judges');
update email_log set status = 'sent', sent_at = now() where status = 'failed' and retry_count = 0 and next_retry_at = now();
select results_eq($$select state, message from ops.verify_email() where step like '%shows sent'$$, $$values ('passed', '11 of 11 mails given back were sent, 0 wait for the worker, 0 failed again')$$, 'sent is passed');
update email_log set status = 'failed', retry_count = 1, sent_at = null, error_message = 'E' where id = pg_temp.id(7);
select results_eq($$select state, evidence ->> 'error' from ops.verify_email() where step like '%shows sent'$$, $$values ('failed', 'E')$$, 'failed again is failed');
select is((select state from ops.verify_email() where step = 'New mails are sent'), 'failed', 'and so are the new ones');

select * from finish();
rollback;
