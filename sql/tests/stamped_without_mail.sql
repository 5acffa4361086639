-- Marked as sent, and not in the log.
begin;
select plan(5);

create function pg_temp.id(n integer) returns uuid language sql as $$ select ('00000000-0000-4000-8000-0000000000' || lpad(n::text, 2, '0'))::uuid $$;
insert into email_templates (id, template_key, name, subject, body, send_count, last_sent_at) values
    (pg_temp.id(1), 'near', 'N', 'S', 'B', 1, '2026-01-02 06:10+00'), (pg_temp.id(2), 'many', 'M', 'S', 'B', 2, '2026-01-02 06:00+00'), (pg_temp.id(3), 'late', 'L', 'S', 'B', 1, '2026-01-02 06:11+00'), (pg_temp.id(4), 'none', 'E', 'S', 'B', 0, null), (pg_temp.id(5), 'ghost', 'G', 'S', 'B', 1, null), (pg_temp.id(6), 'stamp', 'G', 'S', 'B', 0, '2026-01-02 06:11+00');
insert into email_digest_configs (id, digest_type, last_sent_at) values (pg_temp.id(11), 'near', '2026-01-02 06:10+00'), (pg_temp.id(12), 'late', '2026-01-02 06:11+00'), (pg_temp.id(13), 'none', null), (pg_temp.id(14), 'ghost', '2026-01-02 06:11+00');
insert into email_log (template_id, digest_type, recipient, subject, status, sent_at) values
    (pg_temp.id(1), 'near', 'a@x.example', 'S', 'sent', '2026-01-02 06:00+00'), (pg_temp.id(2), null, 'a@x.example', 'S', 'sent', '2026-01-02 06:00+00'), (pg_temp.id(2), null, 'a@x.example', 'S', 'failed', null),
    (pg_temp.id(3), 'late', 'a@x.example', 'S', 'sent', '2026-01-02 06:00+00'), (null, 'ghost', 'a@x.example', 'S', 'failed', '2026-01-02 06:11+00'), (null, 'late', 'a@x.example', 'S', 'pending', '2026-01-02 06:11+00');
select results_eq($$select severity, message, subject, key ->> 'id', detail ->> 'logged', size, status from ops.check_rule('stamped_without_mail') order by key$$,
    $$select 'P2', message, subject, pg_temp.id(n)::text, logged, null::numeric, 'violation' from (values
        (2, 'public.email_templates', 'template many counts 2 mails, last 2026-01-02; the log has 1, last 2026-01-02', '1'), (3, 'public.email_templates', 'template late counts 1 mails, last 2026-01-02; the log has 1, last 2026-01-02', '1'),
        (5, 'public.email_templates', 'template ghost counts 1 mails, last never; the log has 0, last never', '0'), (6, 'public.email_templates', 'template stamp counts 0 mails, last 2026-01-02; the log has 0, last never', '0'),
        (12, 'public.email_digest_configs', 'digest late is marked sent at 2026-01-02 09:11, the log has none since 2026-01-02 09:00', '1'), (14, 'public.email_digest_configs', 'digest ghost is marked sent at 2026-01-02 09:11, the log has none', '0')) as v (n, subject, message, logged)$$,
    'what counts more or is stamped later is reported; ten minutes, and nothing at all, are not');
select is((select count(*) from ops.stamped_without_mail(array[pg_temp.id(3)::text])), 1::bigint, 'keys limit it');
select is((select count(*) from ops.stamped_without_mail(array[pg_temp.id(4)::text])), 0::bigint, 'to the rows they name');
select throws_ok($$select * from ops.repair_email(rule => 'stamped_without_mail')$$, 'OP003', null, 'nothing is ever lowered');
delete from email_log where status = 'failed' or status = 'pending';
select is((select count(*) from ops.check_rule('stamped_without_mail')), 6::bigint, 'mails that were not sent never counted');

select * from finish();
rollback;
