-- A mark of acknowledgment exactly when there is one.
begin;
select plan(9);

create function pg_temp.id(n integer) returns uuid language sql as $$ select ('00000000-0000-4000-8000-0000000000' || lpad(n::text, 2, '0'))::uuid $$;
insert into email_log (id, recipient, subject, status, acknowledged_at)
select pg_temp.id(n), 'm' || n || '@x.example', 'S', 'sent', case when n in (1, 3) then '2026-01-05 00:00+00'::timestamptz end from generate_series(1, 4) as n;
insert into email_acknowledgments (email_log_id, acknowledged_at) values (pg_temp.id(1), '2026-01-01 00:00+00');
delete from email_log where id = pg_temp.id(3);
select is_empty($$select * from ops.check_rule('mail_acknowledged_at')$$, 'near misses: both, at other times; neither');
insert into email_log (id, recipient, subject, status, acknowledged_at) values (pg_temp.id(3), 'm3@x.example', 'S', 'sent', '2026-01-05 00:00+00');
insert into email_acknowledgments (email_log_id, acknowledged_at) values (pg_temp.id(2), '2026-01-03 00:00+00'), (pg_temp.id(2), '2026-01-02 00:00+00');
set local timezone = 'UTC';
select results_eq($$select severity, message, subject, key ->> 'id', expected, observed, size, status, detail ->> 'acknowledgments' from ops.check_rule('mail_acknowledged_at') order by key$$,
    $$values ('P3', 'mail to m2@x.example was acknowledged, but is not marked so: S', 'public.email_log', pg_temp.id(2)::text, '{"acknowledged_at": "2026-01-02 00:00:00+00"}'::jsonb, '{"acknowledged_at": null}'::jsonb, null::numeric, 'violation', '2'),
        ('P3', 'mail to m3@x.example is marked acknowledged, but by nobody: S', 'public.email_log', pg_temp.id(3)::text, null, '{"acknowledged_at": "2026-01-05 00:00:00+00"}', null, 'violation', '0')$$, 'each side is reported');
select is((select count(*) from ops.mail_acknowledged_at(array[pg_temp.id(2)::text])), 1::bigint, 'keys limit it');
select results_eq($$select state from ops.repair_email(rule => 'mail_acknowledged_at') order by key$$, $$values ('planned'), ('decide')$$, 'only the mark can be made');
select is((select acknowledged_at from email_log where id = pg_temp.id(2)), null, 'a plan changes nothing');
select is((select count(*) from ops.repair_email(rule => 'mail_acknowledged_at', dry_run => false, reason => 'r') where state = 'applied'), 1::bigint, 'applied');
select is((select acknowledged_at from email_log where id = pg_temp.id(2)), '2026-01-02 00:00+00'::timestamptz, 'it is the first acknowledgment');
select is((select key ->> 'id' from ops.check_rule('mail_acknowledged_at')), pg_temp.id(3)::text, 'the other stays with a person');
select results_eq($$select state from ops.undo((select max(run) from ops.change), 'no')$$, $$values ('restored')$$, 'undo');

select * from finish();
rollback;
