-- Digests marked earlier than they were sent.
begin;
select plan(10);

create function pg_temp.id(n integer) returns uuid language sql as $$ select ('00000000-0000-4000-8000-0000000000' || lpad(n::text, 2, '0'))::uuid $$;
insert into email_digest_configs (id, digest_type, last_sent_at) values (pg_temp.id(1), 'near', '2026-01-02 05:50+00'), (pg_temp.id(2), 'late', '2026-01-01 06:00+00'), (pg_temp.id(3), 'none', null), (pg_temp.id(4), 'failed', null);
insert into email_log (digest_type, recipient, subject, status, sent_at) values
    ('near', 'a@x.example', 'S', 'sent', '2026-01-02 06:00+00'), ('late', 'a@x.example', 'S', 'sent', '2026-01-01 06:05+00'), ('failed', 'a@x.example', 'S', 'failed', '2026-01-02 06:00+00'), (null, 'a@x.example', 'S', 'sent', now());
select is_empty($$select * from ops.check_rule('digest_behind_log')$$, 'near misses: ten minutes; never sent; not sent');
insert into email_log (digest_type, recipient, subject, status, sent_at) values ('late', 'a@x.example', 'S', 'sent', '2026-01-02 06:00+00'), ('late', 'a@x.example', 'S', 'sent', '2026-01-02 05:00+00'), ('none', 'a@x.example', 'S', 'sent', '2026-01-02 06:00+00');
set local timezone = 'UTC';
select results_eq($$select severity, message, subject, key ->> 'id', expected, observed, size, status from ops.check_rule('digest_behind_log') order by key$$,
    $$values ('P3', 'digest late was sent at 2026-01-02 09:00, but is marked 2026-01-01 09:00', 'public.email_digest_configs', pg_temp.id(2)::text, '{"last_sent_at": "2026-01-02 06:00:00+00"}'::jsonb, '{"last_sent_at": "2026-01-01 06:00:00+00"}'::jsonb, null::numeric, 'violation'),
        ('P3', 'digest none was sent at 2026-01-02 09:00, but is marked never sent', 'public.email_digest_configs', pg_temp.id(3)::text, '{"last_sent_at": "2026-01-02 06:00:00+00"}', '{"last_sent_at": null}', null, 'violation')$$, 'each is reported exactly');
select is((select count(*) from ops.digest_behind_log(array[pg_temp.id(3)::text])), 1::bigint, 'keys limit it');
select is((select count(*) from ops.repair_email(rule => 'digest_behind_log') where state = 'planned'), 2::bigint, 'planned');
select is((select last_sent_at from email_digest_configs where id = pg_temp.id(3)), null, 'a plan changes nothing');
select is((select count(*) from ops.repair_email(rule => 'digest_behind_log', dry_run => false, reason => 'r') where state = 'applied'), 2::bigint, 'applied');
select results_eq($$select last_sent_at from email_digest_configs order by id$$, $$values ('2026-01-02 05:50+00'::timestamptz), ('2026-01-02 06:00+00'), ('2026-01-02 06:00+00'), (null)$$, 'to those two');
select is_empty($$select * from ops.check_rule('digest_behind_log')$$, 'the check is silent');
select is((select count(*) from ops.undo(ops.last_run(), 'no') where state = 'restored'), 2::bigint, 'undo');
update email_log set sent_at = 'infinity' where digest_type = 'none';
select is_empty($$select * from ops.check_rule('digest_behind_log') where message like '%none%'$$, 'a mail from the future is not copied');

select * from finish();
rollback;
