-- A time of sending exactly when it was sent.
begin;
select plan(10);

create function pg_temp.id(n integer) returns uuid language sql as $$ select ('00000000-0000-4000-8000-0000000000' || lpad(n::text, 2, '0'))::uuid $$;
insert into email_log (id, recipient, subject, status, sent_at, created_at) values
    (pg_temp.id(1), 'a@x.example', 'S', 'sent', now(), now()), (pg_temp.id(2), 'b@x.example', 'S', 'failed', null, now()), (pg_temp.id(3), 'c@x.example', 'S', 'pending', null, now()),
    (pg_temp.id(4), 'd@x.example', 'S', 'permanently_failed', null, now()), (pg_temp.id(5), 'e@x.example', 'S', 'notification_created', now(), now()), (pg_temp.id(6), 'f@x.example', 'S', 'notification_created', null, now());
select is_empty($$select * from ops.check_rule('mail_sent_time')$$, 'near misses: sent with, others without; a notice either way');
insert into email_log (id, recipient, subject, status, sent_at, retry_count, created_at) values
    (pg_temp.id(11), 'k@x.example', 'S', 'sent', null, 0, '2026-01-02 03:04:05.678+00'), (pg_temp.id(12), 'l@x.example', 'S', 'sent', null, 1, now()), (pg_temp.id(13), 'm@x.example', 'S', 'pending', '2026-01-02 03:04:05+00', 0, now()),
    (pg_temp.id(14), 'n@x.example', 'S', 'failed', '2026-01-02 03:04:05+00', 0, now()), (pg_temp.id(15), 'o@x.example', 'S', 'permanently_failed', '2026-01-02 03:04:05+00', 0, now()), (pg_temp.id(16), 'p@x.example', 'S', 'sent', null, null, '2026-01-02 03:04:06+00');
set local timezone = 'UTC';
select results_eq($$select severity, message, subject, key ->> 'id', expected, observed, size, status from ops.check_rule('mail_sent_time') order by key$$,
    $$select 'P3', message, 'public.email_log', pg_temp.id(n)::text, expected, observed, null::numeric, 'violation' from (values
        (11, 'mail to k@x.example was sent, but has no time: S', '{"sent_at": "2026-01-02 03:04:05.678+00"}'::jsonb, '{"sent_at": null}'::jsonb),
        (12, 'mail to l@x.example was sent, but has no time: S', null, '{"sent_at": null}'),
        (13, 'mail to m@x.example is pending, but has a time of sending: S', null, '{"sent_at": "2026-01-02 03:04:05+00"}'),
        (14, 'mail to n@x.example is failed, but has a time of sending: S', null, '{"sent_at": "2026-01-02 03:04:05+00"}'),
        (15, 'mail to o@x.example is permanently_failed, but has a time of sending: S', null, '{"sent_at": "2026-01-02 03:04:05+00"}'),
        (16, 'mail to p@x.example was sent, but has no time: S', '{"sent_at": "2026-01-02 03:04:06+00"}', '{"sent_at": null}')) as v (n, message, expected, observed)$$, 'each is reported exactly');
select is((select count(*) from ops.mail_sent_time(array[pg_temp.id(13)::text])), 1::bigint, 'keys limit it');
select results_eq($$select state, count(*) from ops.repair_email(rule => 'mail_sent_time') group by state order by state$$, $$values ('decide', 4::bigint), ('planned', 2)$$,
    'only a mail sent at the first try has a sure time');
select is((select count(*) from email_log where status = 'sent' and sent_at is null), 3::bigint, 'a plan changes nothing');
select results_eq($$select count(*) from ops.repair_email(rule => 'mail_sent_time', dry_run => false, reason => 'r') where state = 'applied'$$, $$values (2::bigint)$$, 'those are mended');
select results_eq($$select sent_at from email_log where id in (pg_temp.id(11), pg_temp.id(16)) order by id$$, $$values ('2026-01-02 03:04:05.678+00'::timestamptz), ('2026-01-02 03:04:06+00')$$, 'to the microsecond');
select is((select count(*) from ops.check_rule('mail_sent_time')), 4::bigint, 'and no longer reported');
select is((select count(*) from ops.undo((select max(run) from ops.change), 'no') where state = 'restored'), 2::bigint, 'undo');
select is((select count(*) from email_log where status = 'sent' and sent_at is null), 3::bigint, 'as it was');

select * from finish();
rollback;
