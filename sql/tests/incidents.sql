-- Incidents: the response clock, the contact matrix, verification, coming back, the report.
begin;
select plan(62);
set local ops.actor = 'Ayşe';
create function pg_temp.go(minutes numeric) returns void language sql as $$ update ops.clock set shift = make_interval(secs => minutes * 60) $$;
create function pg_temp.note(id bigint) returns text language sql as
    $$ select e.text from ops.incident_event as e where e.incident = $1 order by e.id desc limit 1 $$;

-- opening, and the contact matrix
select results_eq($$select role, escalates_to from ops.contact_role order by place$$,
    $$values ('On-Call Engineer', 'Tech Lead'), ('Tech Lead', 'CTO'), ('Database Admin', 'Tech Lead'), ('Product Owner', 'Management'),
        ('CTO', null), ('Management', null)$$, 'the contact matrix is the runbook''s');
select is((select count(*) from ops.area_setting), 10::bigint, 'every area has somebody to call first');
select throws_ok($$select ops.open_incident('stock', 'P1', 'x')$$, 'OP001', null, 'an unknown area is refused');
select throws_ok($$select ops.open_incident('email', 'P4', 'x')$$, 'OP005', null, 'an unknown severity too');
select throws_ok($$select ops.open_incident('email', 'P1', ' ')$$, 'OP005', null, 'and an empty title');
select set_config('test.p0', ops.open_incident('connections', 'P0', 'Nobody can load data')::text, true);
select set_config('test.p3', ops.open_incident('email', 'P3', 'A translation is missing')::text, true);
select results_eq($$select area, severity, state, role, response_due - opened_at from ops.incident order by id$$,
    $$values ('connections', 'P0', 'open', 'Database Admin', interval '15 minutes'), ('email', 'P3', 'open', 'On-Call Engineer', interval '24 hours')$$,
    'the clock runs by severity, the first role by area');
select results_eq($$select id from ops.open_incident$$, $$select id from ops.incident order by severity$$, 'the most urgent is shown first');

-- escalation
select pg_temp.go(14.9);
select is(ops._escalate_due(), 0, 'within the time nothing happens');
select ops.set_contact('Tech Lead', 'Mehmet', '+90 555 000 00 00');
select pg_temp.go(15);
select is(ops._escalate_due(), 1, 'after 15 minutes without an answer it is handed up');
select is(pg_temp.note(current_setting('test.p0')::bigint), 'nobody answered within 00:15:00: Database Admin -> Tech Lead (Mehmet, +90 555 000 00 00)', 'to the next role, with the person');
select is(ops._escalate_due(), 0, 'and has its time anew');
select pg_temp.go(60);
select is(ops._escalate_due(), 1, 'a long pause hands it up once');
select is((select role from ops.incident where id = current_setting('test.p0')::bigint), 'CTO', 'as far as the CTO');
select pg_temp.go(120);
select ops._escalate_due();
select matches(pg_temp.note(current_setting('test.p0')::bigint), 'CTO is the end of the path', 'where the path ends');
select pg_temp.go(180);
select is(ops._escalate_due(), 0, 'and is not said again and again');
select is(ops.acknowledge_incident(current_setting('test.p0')::bigint, 'I have it'), format('incident %s answered after 03:00:00, late', current_setting('test.p0')), 'an answer stops the clock and is measured');
select is((select response_due from ops.incident where id = current_setting('test.p0')::bigint), null, 'no clock runs any more');
select matches(ops.acknowledge_incident(current_setting('test.p0')::bigint), 'was acknowledged by Ayşe', 'answering twice says who did');
select is(ops.acknowledge_incident(current_setting('test.p3')::bigint), format('incident %s answered after 03:00:00, in time', current_setting('test.p3')), 'P3 has a day');
select matches(ops.escalate_incident(current_setting('test.p3')::bigint, 'over my head'), 'On-Call Engineer -> Tech Lead', 'by hand it goes up too');
select lives_ok($$select ops.assign_incident(current_setting('test.p0')::bigint, 'Can')$$, 'it is assigned');
select is((select assignee from ops.incident where id = current_setting('test.p0')::bigint), 'Can', 'to a person');
select throws_ok($$select ops.acknowledge_incident(4711)$$, 'OP013', null, 'an unknown incident is refused');

-- resolution by hand needs a word and a name where nothing verifies itself
create or replace function ops.verify_email() returns setof ops.verification language sql stable as
    $$ select 'test mail', 'failed', '3 of 3 bounced', null::jsonb, 'retry' where not exists (select from ops.setting where name = 'cap_rows' and value = '7') $$;
select throws_ok($$select ops.resolve_incident(current_setting('test.p3')::bigint)$$, 'OP070',
    format('incident %s is not verified', current_setting('test.p3')), 'a failed verification keeps it open');
select throws_ok($$select ops.resolve_incident(current_setting('test.p3')::bigint, 'it works again')$$, 'OP070', null, 'a reason alone is not enough');
select matches(ops.resolve_incident(current_setting('test.p3')::bigint, 'the provider says so', 'Deniz'), '^incident \d+ resolved after', 'a reason and a name are');
select matches(pg_temp.note(current_setting('test.p3')::bigint), '^by Deniz, unverified \(test mail: 3 of 3 bounced', 'and it is written down as unverified');
select throws_ok($$select ops.resolve_incident(current_setting('test.p3')::bigint)$$, 'OP012', null, 'resolved is resolved');
create or replace function ops.verify_email() returns setof ops.verification language sql stable as
    $$ select 'test mail', 'passed', '3 of 3 arrived', null::jsonb, null union all select 'inbox', 'manual', 'look into it', null, 'ask' $$;
select ops.reopen_incident(current_setting('test.p3')::bigint, 'again');
select matches(ops.resolve_incident(current_setting('test.p3')::bigint), 'post-mortem due by', 'a passed verification needs neither');

-- from findings: one an area and cause
create function ops._measures_reservations() returns table (measure text, value numeric, unit text) language sql stable as
    $$ select 'lots', count(*)::numeric, 'rows' from public.lots $$;
select sample.a_lot('T-A'), sample.a_lot('T-B'), sample.a_lot('T-C');
select set_config('test.r', sample.a_reservation('=cmd|"Evil" Ltd')::text, true);
select set_config('test.line', sample.a_line(current_setting('test.r')::uuid, (select id from lots where lot_number = 'T-A'), 40)::text, true);
update reservation_lines set lot_id = (select id from lots where lot_number = 'T-B') where id = current_setting('test.line')::uuid;
select count(*) from ops.record_check('reservations');
select set_config('test.f', (select id::text from ops.incident where area = 'reservations'), true);
select results_eq($$select severity, cause, title from ops.incident where area = 'reservations'$$,
    $$values ('P1', 'moved_line', 'reservations: 2 findings (80.00 m), cause moved_line, by lot_reserved_meters')$$, 'findings open one incident a cause');
select results_eq($$select measure, value, incident from ops.baseline where area = 'reservations'$$, $$select 'lots', 3::numeric, current_setting('test.f')::bigint$$, 'the area''s numbers are kept when it opens');
select count(*) from ops.record_check('reservations');
select is((select count(*) from ops.incident where area = 'reservations'), 1::bigint, 'the next check opens no second one');
select throws_ok($$select ops.resolve_incident(current_setting('test.f')::bigint)$$, 'OP070', null, 'it is not over while its findings are open');
select count(*) from ops.repair_reservations(dry_run => false, reason => 'moved back');
select matches(ops.resolve_incident(current_setting('test.f')::bigint), 'resolved', 'looked at again just now, it is');
select pg_temp.go(60 * 24);
update reservation_lines set quality = 'Q-T-B' where id = current_setting('test.line')::uuid;
update reservation_lines set lot_id = (select id from lots where lot_number = 'T-C') where id = current_setting('test.line')::uuid;
select count(*) from ops.record_check('reservations');
select results_eq($$select id, state, reopened from ops.incident where area = 'reservations'$$, $$select current_setting('test.f')::bigint, 'open', 1$$,
    'when the cause comes back it is opened again');
select is((select response_due - ops.now() from ops.incident where id = current_setting('test.f')::bigint), interval '1 hour', 'with a clock anew');
select ops.acknowledge_incident(current_setting('test.f')::bigint);
select count(*) from ops.set_rule('lot_reserved_meters', severity => 'P0');
update lots set reserved_meters = 41 where lot_number = 'T-B';
update lots set reserved_meters = reserved_meters where lot_number = 'T-B';
select count(*) from ops.record_check('reservations');
select is((select max(severity) from ops.incident where area = 'reservations' and state = 'open') , 'P0', 'what became graver asks for an answer again');

-- silence, acknowledgement and maintenance open nothing
select count(*) from ops.set_rule('stale_reservation_lines', severity => 'P1');
select ops.maintenance('1 hour', 'upgrade');
update reservations set status = 'released', canceled_at = now() where id = current_setting('test.r')::uuid;
select count(*) from ops.record_check('reservations');
select is((select count(*) from ops.incident where cause = 'released'), 0::bigint, 'in maintenance nothing is opened below P0');
select is(ops.end_maintenance(), 1, 'maintenance ends');
select ops.silence('stale_reservation_lines', ops.now() + interval '1 day', 'known');
select count(*) from ops.record_check('reservations');
select is((select count(*) from ops.incident where cause = 'released'), 0::bigint, 'what is silenced opens none');
select ops.unsilence(max(id)) from ops.silence;
select count(*) from ops.record_check('reservations');
select is((select count(*) from ops.incident where cause = 'released'), 1::bigint, 'then it does');

-- afterwards
select ops.set_root_cause(current_setting('test.f')::bigint, 'the update trigger looks at metres | only');
select ops.comment_incident(current_setting('test.f')::bigint, 'called the warehouse');
select ops.sign_off(current_setting('test.f')::bigint, 'Deniz', 'counted the rolls, right');
select ops.record_step(current_setting('test.f')::bigint, 'respond 1', 'checked');
select set_config('test.item', ops.add_action_item(current_setting('test.f')::bigint, 'widen the trigger', 'Can', ops.today() + 7)::text, true);
select throws_ok($$select ops.add_action_item(current_setting('test.f')::bigint, 'x', 'y', ops.today() - 1)$$, 'OP005', null, 'an item cannot be due yesterday');
select throws_ok($$select ops.add_action_item(current_setting('test.f')::bigint, 'x', ' ', ops.today())$$, 'OP005', null, 'nor be nobody''s');
select is(ops.finish_action_item(current_setting('test.item')::bigint), true, 'an item is done');
select is(ops.finish_action_item(current_setting('test.item')::bigint), false, 'once');
select is((select bool_and(at is not null and text <> '') from ops.incident_timeline(current_setting('test.f')::bigint)), true, 'the timeline writes itself');
select is((select array_agg(distinct kind order by kind) from ops.incident_timeline(current_setting('test.f')::bigint)) @>
    array['action item', 'baseline', 'comment', 'finding', 'opened', 'reopened', 'resolved', 'root cause', 'run', 'sign-off', 'step'], true,
    'from events, findings and runs');
select matches(ops.incident_report(current_setting('test.f')::bigint), '# Incident \d+: reservations: 2 findings', 'the report has its head');
select matches(ops.incident_report(current_setting('test.f')::bigint), 'run \d+ done: 2 of 2 rows applied \(80\.00 m\)', 'its repairs with their numbers');
select matches(ops.incident_report(current_setting('test.f')::bigint), 'looks at metres \\\| only', 'and escapes what Markdown would take for a mark');
select matches(ops.incident_report(current_setting('test.f')::bigint), '\[x\] Can: widen the trigger', 'action items with owner');
select is(position('Evil' in ops.incident_report(current_setting('test.f')::bigint)), 0, 'customers are not in it');
select matches(ops.affected_csv(current_setting('test.f')::bigint), E'^kind,number,customer,metres,rule\r\nreservation,"[^"]+","''=cmd\\|""Evil"" Ltd",40.00,"lot_reserved_meters"\r\n',
    'but in the CSV, quoted, and no formula');
insert into ops.finding (fingerprint, rule, area, kind, severity, subject, key, message, incident, first_seen, last_change)
select md5(f.fingerprint), 'lot_meters', f.area, f.kind, f.severity, f.subject, f.key, f.message, f.incident, f.first_seen, f.last_change
from ops.finding as f where f.incident = current_setting('test.f')::bigint and f.subject = 'public.lots';
select results_eq($$select kind, metres, why from ops.affected(current_setting('test.f')::bigint)$$, $$values ('reservation', 40.00, 'lot_meters')$$,
    'a line behind two findings counts once');
delete from ops.finding where rule = 'lot_meters';
select matches(ops.incident_message(current_setting('test.f')::bigint), 'Some reserved quantities were shown wrongly\.\nNoticed: ', 'the text for stakeholders has no technical word');
select is((select bool_and(octet_length(l) <= 75) from regexp_split_to_table(ops.post_mortem_ics(current_setting('test.f')::bigint), E'\r\n') as l), true, 'the calendar entry keeps to 75 bytes a line');
select matches(replace(ops.post_mortem_ics(current_setting('test.f')::bigint), E'\r\n ', ''), E'^BEGIN:VCALENDAR\r\n.*SUMMARY:Post-mortem of incident \\d+: reservations: 2 findings \\(80.00 m\\)\\\\, cause', 'and escapes commas');
select is((select post_mortem ~ '^post-mortem due by' from ops.open_incident where id = current_setting('test.p3')::bigint), true, 'a resolved incident waits for its post-mortem');
select pg_temp.go(60 * 51 + 1);
select matches((select post_mortem from ops.open_incident where id = current_setting('test.p3')::bigint), '^post-mortem overdue since', 'and says when it is overdue');
select is((select state from ops.status() where item = 'incident ' || current_setting('test.p3')), 'warn', 'on the status screen too');
select ops.hold_post_mortem(current_setting('test.p3')::bigint, 'a test caught it next time');
select is((select count(*) from ops.open_incident where id = current_setting('test.p3')::bigint), 0::bigint, 'when it was held it is off the list');
select is((select notes from ops.set_area('email', notes => 'Resend: ask Elif')), 'Resend: ask Elif', 'a team keeps notes on an area');

select * from finish();
rollback;
