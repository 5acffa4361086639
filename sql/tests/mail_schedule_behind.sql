-- Schedules whose last run is before their last mail.
begin;
select plan(4);

create function pg_temp.id(n integer) returns uuid language sql as $$ select ('00000000-0000-4000-8000-0000000000' || lpad(n::text, 2, '0'))::uuid $$;
insert into email_schedules (id, name, schedule_type, last_run_at) values (pg_temp.id(1), 'near', 'x', '2026-01-02 05:50+00'), (pg_temp.id(2), 'late', 'x', '2026-01-01 06:00+00'), (pg_temp.id(3), 'never', 'x', null), (pg_temp.id(4), 'unused', 'x', null);
insert into email_log (schedule_id, recipient, subject, status, sent_at) values (pg_temp.id(1), 'a@x.example', 'S', 'sent', '2026-01-02 06:00+00'), (pg_temp.id(2), 'a@x.example', 'S', 'sent', '2026-01-01 06:05+00'), (null, 'a@x.example', 'S', 'sent', now());
select is_empty($$select * from ops.check_rule('mail_schedule_behind')$$, 'near misses: ten minutes; nothing sent; never run');
insert into email_log (schedule_id, recipient, subject, status, sent_at) values (pg_temp.id(2), 'a@x.example', 'S', 'sent', '2026-01-02 06:00+00'), (pg_temp.id(3), 'a@x.example', 'S', 'sent', '2026-01-02 06:00+00');
select results_eq($$select severity, message, subject, key ->> 'id', size, status from ops.check_rule('mail_schedule_behind') order by key$$,
    $$values ('P3', 'schedule late sent mail at 2026-01-02 09:00, but last ran 2026-01-01 09:00', 'public.email_schedules', pg_temp.id(2)::text, null::numeric, 'violation'),
        ('P3', 'schedule never sent mail at 2026-01-02 09:00, but last ran never', 'public.email_schedules', pg_temp.id(3)::text, null, 'violation')$$, 'each is reported exactly');
select is((select count(*) from ops.mail_schedule_behind(array[pg_temp.id(3)::text])), 1::bigint, 'keys limit it');
select throws_ok($$select * from ops.repair_email(rule => 'mail_schedule_behind')$$, 'OP003', null, 'what the run did not do cannot be made up');

select * from finish();
rollback;
