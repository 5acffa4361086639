-- Counters of templates that are below the log.
begin;
select plan(12);

create function pg_temp.id(n integer) returns uuid language sql as $$ select ('00000000-0000-4000-8000-0000000000' || lpad(n::text, 2, '0'))::uuid $$;
create function pg_temp.mails(template integer, status text, times integer, minutes_ago integer) returns void language sql as $$
    insert into email_log (template_id, recipient, subject, status, sent_at, created_at)
    select pg_temp.id(template), 'a@x.example', 'S', status, case when status = 'sent' then now() - make_interval(mins => minutes_ago) end, now() - make_interval(mins => minutes_ago) from generate_series(1, times)
$$;
insert into email_templates (id, template_key, name, subject, body, send_count, error_count, version, last_sent_at) values
    (pg_temp.id(1), 'near', 'N', 'S', 'B', 2, 1, 2, now() - interval '12 minutes'), (pg_temp.id(2), 'behind', 'B', 'S', 'B', 1, 0, 1, null), (pg_temp.id(3), 'ahead', 'A', 'S', 'B', 9, 9, 9, now()), (pg_temp.id(4), 'empty', 'E', 'S', 'B', 0, 0, 1, null);
insert into email_template_versions (template_id, version, subject, body) values (pg_temp.id(1), 1, 'S', 'B'), (pg_temp.id(1), 2, 'S', 'B'), (pg_temp.id(3), 1, 'S', 'B');
select pg_temp.mails(1, 'sent', 2, 30), pg_temp.mails(1, 'sent', 1, 4), pg_temp.mails(1, 'failed', 1, 30), pg_temp.mails(1, 'failed', 1, 3), pg_temp.mails(3, 'sent', 1, 30);
select is_empty($$select * from ops.check_rule('template_behind_log')$$, 'near misses: a mail of this moment; a stamp a little early; ahead; nothing sent');
select pg_temp.mails(2, 'sent', 3, 30), pg_temp.mails(2, 'sent', 1, 1), pg_temp.mails(2, 'failed', 1, 30), pg_temp.mails(2, 'permanently_failed', 1, 30), pg_temp.mails(2, 'pending', 5, 30);
insert into email_template_versions (template_id, version, subject, body) values (pg_temp.id(2), 3, 'S', 'B'), (pg_temp.id(2), 4, 'S', 'B');
select results_eq($$select severity, message, subject, key ->> 'id', expected - 'last_sent_at', (expected ->> 'last_sent_at')::timestamptz, observed, size, status from ops.check_rule('template_behind_log')$$,
    $$values ('P3', 'template behind: send_count 1, log 4; error_count 0, log 2; version 1, log 4; last_sent_at too earl…', 'public.email_templates', pg_temp.id(2)::text,
        '{"send_count": "4", "error_count": "2", "version": "4"}'::jsonb, now() - interval '1 minute', '{"send_count": "1", "error_count": "0", "version": "1", "last_sent_at": null}'::jsonb, null::numeric, 'violation')$$, 'each counter is reported');
update email_templates set send_count = 4, version = 4, last_sent_at = now() where id = pg_temp.id(2);
select results_eq($$select message, expected from ops.check_rule('template_behind_log')$$, $$values ('template behind: error_count 0, log 2', '{"error_count": "2"}'::jsonb)$$, 'and only what is wrong');
update email_templates set send_count = 3, last_sent_at = now() - interval '11.5 minutes' where id = pg_temp.id(2);
select is((select expected - 'error_count' - 'last_sent_at' from ops.check_rule('template_behind_log')), '{}'::jsonb, 'a sender that has not counted yet is no drift');
select is((select count(*) from ops.template_behind_log(array[pg_temp.id(1)::text])), 0::bigint, 'keys limit it');
select results_eq($$select state, (before - 'last_sent_at') from ops.repair_email(rule => 'template_behind_log')$$, $$values ('planned', '{"error_count": "0"}'::jsonb)$$, 'planned');
select is((select error_count from email_templates where id = pg_temp.id(2)), 0, 'a plan changes nothing');
select results_eq($$select state from ops.repair_email(rule => 'template_behind_log', dry_run => false, reason => 'r')$$, $$values ('applied')$$, 'applied');
select results_eq($$select error_count, last_sent_at, send_count from email_templates where id = pg_temp.id(2)$$, $$values (2, now() - interval '1 minute', 3)$$, 'exactly that');
select is_empty($$select * from ops.check_rule('template_behind_log')$$, 'the check is silent');
select is((select count(*) from ops.undo(ops.last_run(), 'no') where state = 'restored'), 1::bigint, 'undo');
select results_eq($$select error_count, last_sent_at from email_templates where id = pg_temp.id(2)$$, $$values (0, now() - interval '11.5 minutes')$$, 'as it was');

select * from finish();
rollback;
