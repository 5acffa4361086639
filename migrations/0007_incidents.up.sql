-- What is remembered between checks, what runs when, and what people do about it.
create type ops.recorded as (
    rule text, state text, rows bigint, metres numeric, appeared integer, changed integer, resolved integer, seconds numeric
);
comment on type ops.recorded is 'What recording one rule found and wrote.';
comment on column ops.recorded.rule is 'Rule.';
comment on column ops.recorded.state is 'clean, broken, unknown (could not run), lost (ran before, cannot now), skipped or disabled.';
comment on column ops.recorded.rows is 'Broken rows in all, also those beyond what is stored.';
comment on column ops.recorded.metres is 'Their metres.';
comment on column ops.recorded.appeared is 'Findings that are new, or came back.';
comment on column ops.recorded.changed is 'Findings that were rewritten because they changed.';
comment on column ops.recorded.resolved is 'Findings that are gone.';
comment on column ops.recorded.seconds is 'How long the rule took.';

create type ops.timeline_entry as (at timestamptz, kind text, actor text, text text, detail jsonb);
comment on type ops.timeline_entry is 'One line of an incident''s timeline.';
comment on column ops.timeline_entry.at is 'When.';
comment on column ops.timeline_entry.kind is 'What it was: a word of ops.incident_event, or finding, run, signal, invocation.';
comment on column ops.timeline_entry.actor is 'Who.';
comment on column ops.timeline_entry.text is 'What happened, in one sentence.';
comment on column ops.timeline_entry.detail is 'Numbers behind it.';

create type ops.affected as (kind text, number text, customer text, metres numeric, why text);
comment on type ops.affected is 'A customer''s reservation or order that an incident touches.';
comment on column ops.affected.kind is 'reservation or order.';
comment on column ops.affected.number is 'The number a person knows.';
comment on column ops.affected.customer is 'Customer''s name.';
comment on column ops.affected.metres is 'Metres reserved by the lines concerned; null for an order.';
comment on column ops.affected.why is 'Rule whose finding leads to it.';

create type ops.message as (id bigint, idempotency_key text, channel text, secret text, payload jsonb, attempt integer);
comment on type ops.message is 'A message handed out for sending.';
comment on column ops.message.id is 'Number; report it back to ops.message_sent.';
comment on column ops.message.idempotency_key is 'The same at every attempt: a receiver that knows it drops the copy.';
comment on column ops.message.channel is 'Channel.';
comment on column ops.message.secret is 'Where the address lies: env:NAME or vault:NAME.';
comment on column ops.message.payload is 'Body to post.';
comment on column ops.message.attempt is 'Which try this is.';

alter table ops.incident
    add column state text not null default 'open' check (state in ('open', 'acknowledged', 'resolved')),
    add column cause text,
    add column role text,
    add column assignee text,
    add column clock_from timestamptz,
    add column response_due timestamptz,
    add column acknowledged_at timestamptz,
    add column acknowledged_by text,
    add column escalations integer not null default 0,
    add column resolved_at timestamptz,
    add column resolved_by text,
    add column resolution text,
    add column verification jsonb,
    add column reopened integer not null default 0,
    add column root_cause text,
    add column post_mortem_due timestamptz,
    add column post_mortem_held_at timestamptz,
    add column post_mortem_notes text;
create index incident_area_cause_idx on ops.incident (area, cause, id);
create unique index incident_area_cause_open_key on ops.incident (area, cause) where state <> 'resolved' and cause is not null;
comment on column ops.incident.state is 'open (the response clock runs), acknowledged, or resolved.';
comment on column ops.incident.cause is 'What its findings have in common; one unresolved incident an area and cause. Null for one opened by hand.';
comment on column ops.incident.role is 'Contact role that has it now; escalation moves it.';
comment on column ops.incident.assignee is 'Person who works on it.';
comment on column ops.incident.clock_from is 'When the response clock last began: opening, reopening, escalation or a graver severity.';
comment on column ops.incident.response_due is 'When somebody must have answered; null once acknowledged, or when nobody is left to escalate to.';
comment on column ops.incident.acknowledged_at is 'When somebody answered.';
comment on column ops.incident.acknowledged_by is 'Who answered.';
comment on column ops.incident.escalations is 'How often it was handed up.';
comment on column ops.incident.resolved_at is 'When it was resolved; null while it is not.';
comment on column ops.incident.resolved_by is 'Who resolved it.';
comment on column ops.incident.resolution is 'What was said then.';
comment on column ops.incident.verification is 'Rows of ops.verify_<area>() at resolution, or why it was resolved without.';
comment on column ops.incident.reopened is 'How often it came back.';
comment on column ops.incident.root_cause is 'The mechanism, written by a person.';
comment on column ops.incident.post_mortem_due is '48 hours after resolution.';
comment on column ops.incident.post_mortem_held_at is 'When the post-mortem was held.';
comment on column ops.incident.post_mortem_notes is 'What came of it.';

create table ops.incident_event (
    id bigint generated always as identity primary key,
    incident bigint not null references ops.incident on delete cascade,
    at timestamptz not null,
    actor text not null,
    kind text not null check (kind in ('opened', 'acknowledged', 'assigned', 'comment', 'escalated', 'severity', 'finding',
        'resolved', 'reopened', 'root cause', 'action item', 'sign-off', 'step', 'baseline', 'post-mortem')),
    text text not null,
    detail jsonb not null default '{}'
);
create index incident_event_incident_idx on ops.incident_event (incident, id);
comment on table ops.incident_event is 'What people and jobs did about an incident. Only added to.';
comment on column ops.incident_event.id is 'Number.';
comment on column ops.incident_event.incident is 'Incident.';
comment on column ops.incident_event.at is 'When.';
comment on column ops.incident_event.actor is 'Who.';
comment on column ops.incident_event.kind is 'What it was.';
comment on column ops.incident_event.text is 'In one sentence.';
comment on column ops.incident_event.detail is 'Numbers behind it.';

create table ops.action_item (
    id bigint generated always as identity primary key,
    incident bigint not null references ops.incident on delete cascade,
    what text not null check (pg_catalog.btrim(what) <> ''),
    owner text not null check (pg_catalog.btrim(owner) <> ''),
    due date not null,
    added_at timestamptz not null,
    added_by text not null,
    done_at timestamptz,
    done_by text
);
create index action_item_incident_idx on ops.action_item (incident);
comment on table ops.action_item is 'What shall keep an incident from coming back: each with a person and a date.';
comment on column ops.action_item.id is 'Number.';
comment on column ops.action_item.incident is 'Incident it follows from.';
comment on column ops.action_item.what is 'What is to be done.';
comment on column ops.action_item.owner is 'Who does it.';
comment on column ops.action_item.due is 'Until when.';
comment on column ops.action_item.added_at is 'When it was written down.';
comment on column ops.action_item.added_by is 'By whom.';
comment on column ops.action_item.done_at is 'When it was done; null while it is open.';
comment on column ops.action_item.done_by is 'Who said so.';

create table ops.finding (
    fingerprint text primary key,
    rule text not null,
    area text not null references ops.area,
    kind text not null check (kind in ('violation', 'unknown', 'coverage', 'writer')),
    severity text not null references ops.severity,
    subject text,
    key jsonb,
    message text not null,
    cause text,
    size numeric,
    fix text,
    first_seen timestamptz not null,
    last_change timestamptz not null,
    recurred integer not null default 0,
    resolved_at timestamptz,
    resolved_by text,
    acknowledged_at timestamptz,
    acknowledged_by text,
    note text,
    incident bigint references ops.incident,
    check ((resolved_at is null) = (resolved_by is null))
);
create index finding_rule_idx on ops.finding (rule, cause) where resolved_at is null;
create index finding_rule_cause_resolved_idx on ops.finding (rule, cause, resolved_at) where resolved_at is not null;
create index finding_area_idx on ops.finding (area);
create index finding_severity_idx on ops.finding (severity);
create index finding_incident_idx on ops.finding (incident);
comment on table ops.finding is 'Violations remembered: written when they appear, change or go, not each time they are seen.';
comment on column ops.finding.fingerprint is 'That of ops.violation: hash of rule, subject and key.';
comment on column ops.finding.rule is 'Rule; kept when a release drops it.';
comment on column ops.finding.area is 'Area.';
comment on column ops.finding.kind is 'violation, unknown (the rule could not run), coverage (it ran before and cannot now) or writer (the same cause again).';
comment on column ops.finding.severity is 'Severity when last written.';
comment on column ops.finding.subject is 'Table of the row.';
comment on column ops.finding.key is 'Row.';
comment on column ops.finding.message is 'What is wrong.';
comment on column ops.finding.cause is 'Why, where the rule can prove it.';
comment on column ops.finding.size is 'Metres.';
comment on column ops.finding.fix is 'Next call.';
comment on column ops.finding.first_seen is 'When it first appeared.';
comment on column ops.finding.last_change is 'When it last appeared, changed or went.';
comment on column ops.finding.recurred is 'How often it came back after it was gone.';
comment on column ops.finding.resolved_at is 'When it was no longer found; null while it is open.';
comment on column ops.finding.resolved_by is 'itself, or the run that repaired it.';
comment on column ops.finding.acknowledged_at is 'When a person said that it is known.';
comment on column ops.finding.acknowledged_by is 'Who.';
comment on column ops.finding.note is 'What that person said.';
comment on column ops.finding.incident is 'Incident that deals with it.';

create table ops.rule_total (
    rule text not null,
    at timestamptz not null,
    state text not null check (state in ('clean', 'broken', 'unknown', 'lost', 'skipped', 'disabled')),
    rows bigint not null,
    metres numeric not null,
    seconds numeric not null,
    checked_at timestamptz not null,
    note text,
    primary key (rule, at)
);
comment on table ops.rule_total is 'How a rule stood, from one moment to the next change: its rows and metres over time.';
comment on column ops.rule_total.rule is 'Rule.';
comment on column ops.rule_total.at is 'Since when it stands like this.';
comment on column ops.rule_total.state is 'clean, broken, unknown, lost, skipped or disabled.';
comment on column ops.rule_total.rows is 'Broken rows, all of them.';
comment on column ops.rule_total.metres is 'Their metres.';
comment on column ops.rule_total.seconds is 'How long the rule took when this was written.';
comment on column ops.rule_total.checked_at is 'Last check that found it unchanged; written at most once an hour.';
comment on column ops.rule_total.note is 'Why it could not run.';

create table ops.silence (
    id bigint generated always as identity primary key,
    rule text,
    fingerprint text,
    since timestamptz not null,
    until timestamptz not null,
    owner text not null,
    reason text not null check (pg_catalog.btrim(reason) <> ''),
    ended_at timestamptz,
    ended_by text,
    check ((rule is null) <> (fingerprint is null)),
    check (until > since and until <= since + interval '30 days'),
    check ((ended_at is null) = (ended_by is null))
);
create index silence_rule_idx on ops.silence (rule, until);
create index silence_fingerprint_idx on ops.silence (fingerprint, until);
comment on table ops.silence is 'Rules or single findings that nobody wants to hear of for a while. P0 is heard all the same.';
comment on column ops.silence.id is 'Number that ops.unsilence takes.';
comment on column ops.silence.rule is 'Rule, or null.';
comment on column ops.silence.fingerprint is 'Single finding, or null.';
comment on column ops.silence.since is 'Begin.';
comment on column ops.silence.until is 'End, at most 30 days later.';
comment on column ops.silence.owner is 'Who asked for it.';
comment on column ops.silence.reason is 'Why.';
comment on column ops.silence.ended_at is 'When it was ended early.';
comment on column ops.silence.ended_by is 'Who ended it.';

create table ops.maintenance (
    id bigint generated always as identity primary key,
    since timestamptz not null,
    until timestamptz not null,
    owner text not null,
    reason text not null check (pg_catalog.btrim(reason) <> ''),
    ended_at timestamptz,
    check (until > since and until <= since + interval '24 hours')
);
create index maintenance_until_idx on ops.maintenance (until);
comment on table ops.maintenance is 'Announced work: findings are recorded, but no incident is opened for them and nothing is repaired unattended. P0 opens one all the same.';
comment on column ops.maintenance.id is 'Number.';
comment on column ops.maintenance.since is 'Begin.';
comment on column ops.maintenance.until is 'End, at most 24 hours later.';
comment on column ops.maintenance.owner is 'Who announced it.';
comment on column ops.maintenance.reason is 'What for.';
comment on column ops.maintenance.ended_at is 'When it was ended early.';

create table ops.contact_role (
    role text primary key,
    place integer not null unique,
    responsibility text not null,
    escalates_to text references ops.contact_role,
    person text,
    reach text,
    changed_at timestamptz,
    changed_by text
);
create index contact_role_escalates_to_idx on ops.contact_role (escalates_to);
comment on table ops.contact_role is 'The runbook''s contact matrix; who fills a role is the user''s to say, with ops.set_contact.';
comment on column ops.contact_role.role is 'Role.';
comment on column ops.contact_role.place is 'Order in the runbook.';
comment on column ops.contact_role.responsibility is 'What it is there for.';
comment on column ops.contact_role.escalates_to is 'Role that is called next; null at the end of the path.';
comment on column ops.contact_role.person is 'Who fills it.';
comment on column ops.contact_role.reach is 'How to reach that person.';
comment on column ops.contact_role.changed_at is 'Last change.';
comment on column ops.contact_role.changed_by is 'Actor of the last change.';

insert into ops.contact_role (role, place, responsibility, escalates_to)
values
    ('CTO', 5, 'End of the technical path', null),
    ('Management', 6, 'End of the business path', null),
    ('Tech Lead', 2, 'Technical decisions, rollbacks', 'CTO'),
    ('On-Call Engineer', 1, 'First responder, initial triage', 'Tech Lead'),
    ('Database Admin', 3, 'Supabase issues, data recovery', 'Tech Lead'),
    ('Product Owner', 4, 'Business decisions, customer communication', 'Management');

alter table ops.incident add constraint incident_role_fkey foreign key (role) references ops.contact_role;
create index incident_role_idx on ops.incident (role);

create table ops.area_setting (
    area text primary key references ops.area,
    role text not null references ops.contact_role,
    owner text,
    notes text,
    changed_at timestamptz,
    changed_by text
);
create index area_setting_role_idx on ops.area_setting (role);
comment on table ops.area_setting is 'Who is called first for an area, and what the team knows about it. No upgrade overwrites it.';
comment on column ops.area_setting.area is 'Area.';
comment on column ops.area_setting.role is 'Contact role that an incident of the area starts with.';
comment on column ops.area_setting.owner is 'Person or team to ask.';
comment on column ops.area_setting.notes is 'Team notes, shown with the area''s runbook.';
comment on column ops.area_setting.changed_at is 'Last change.';
comment on column ops.area_setting.changed_by is 'Actor of the last change.';

insert into ops.area_setting (area, role)
select a.name,
    case when a.name in ('connections', 'performance', 'integrity') then 'Database Admin' else 'On-Call Engineer' end
from ops.area as a;

create table ops.job (
    name text primary key check (name ~ '^[a-z][a-z_]{1,30}$'),
    place integer not null,
    lane text not null check (lane in ('tick', 'nightly')),
    work text not null check (work in ('check', 'incidents', 'call', 'nightly', 'purge')),
    argument text[] not null default '{}',
    every interval check (every between interval '1 minute' and interval '1 day'),
    at_time time,
    on_days integer[] not null default '{1,2,3,4,5,6,7}',
    enabled boolean not null default true,
    what text not null,
    due_at timestamptz,
    state text not null default 'idle' check (state in ('idle', 'running')),
    run bigint,
    stop_asked boolean not null default false,
    stretched interval,
    retries integer not null default 0,
    last_ok_at timestamptz,
    last_seconds numeric,
    changed_at timestamptz,
    changed_by text,
    check ((every is null) <> (at_time is null))
);
comment on table ops.job is 'What should run when. ops.tick() reads it; nothing runs until pg_cron or `lotastro-ops schedule run` calls that.';
comment on column ops.job.name is 'Name; the job acts as ops:<name>.';
comment on column ops.job.place is 'Order among jobs that are due together.';
comment on column ops.job.lane is 'Schedule that runs it: tick (short work) or nightly (long work).';
comment on column ops.job.work is 'check (areas), incidents (escalate, send), call (a function if it is there), nightly (plan and apply) or purge.';
comment on column ops.job.argument is 'Areas to check, or the function to call.';
comment on column ops.job.every is 'Interval, counted on a grid that does not move with summer time; null for a job with a time of day.';
comment on column ops.job.at_time is 'Time of day in the application''s zone; null for a job with an interval.';
comment on column ops.job.on_days is 'Days of the week it runs on, 1 Monday to 7 Sunday.';
comment on column ops.job.enabled is 'False: not run.';
comment on column ops.job.what is 'What it does.';
comment on column ops.job.due_at is 'When it is to run next; null: not planned yet.';
comment on column ops.job.state is 'idle or running.';
comment on column ops.job.run is 'Its run in ops.job_run while it runs, or that is to be carried on.';
comment on column ops.job.stop_asked is 'Somebody asked it to stop after its current step; it goes on at the next tick. Not in ops.job_run, whose row a step holds.';
comment on column ops.job.stretched is 'Interval in force instead, because a run took over 2 percent of every; null when it did not.';
comment on column ops.job.retries is 'Runs in a row that died; after two the job waits for its next regular time.';
comment on column ops.job.last_ok_at is 'End of the last run that went through.';
comment on column ops.job.last_seconds is 'How long the last run took.';
comment on column ops.job.changed_at is 'Last change by a person.';
comment on column ops.job.changed_by is 'Actor of that change.';

insert into ops.job (name, place, lane, work, argument, every, at_time, on_days, what)
values
    ('incidents', 1, 'tick', 'incidents', '{}', '1 minute', null, '{1,2,3,4,5,6,7}', 'escalates what nobody answered, sends messages'),
    ('connections', 2, 'tick', 'check', '{connections}', '1 minute', null, '{1,2,3,4,5,6,7}', 'checks connections'),
    ('services', 3, 'tick', 'check', '{auth,functions,email,ocr,rate_limits}', '5 minutes', null, '{1,2,3,4,5,6,7}', 'checks sign-in, edge functions, e-mail, OCR and API limits'),
    ('reservations', 4, 'tick', 'check', '{reservations}', '15 minutes', null, '{1,2,3,4,5,6,7}', 'checks reservations'),
    ('cron', 5, 'tick', 'check', '{cron}', '15 minutes', null, '{1,2,3,4,5,6,7}', 'checks the application''s own schedules'),
    ('integrity', 6, 'tick', 'check', '{integrity}', '1 hour', null, '{1,2,3,4,5,6,7}', 'checks integrity and the audit trail'),
    ('samples', 7, 'tick', 'call', '{sample_statements}', '1 hour', null, '{1,2,3,4,5,6,7}', 'keeps what the statements cost, for comparison later'),
    ('full', 11, 'nightly', 'check', '{connections,auth,functions,email,ocr,reservations,performance,integrity,cron,rate_limits}', null, '02:30', '{1,2,3,4,5,6,7}', 'checks everything'),
    ('seals', 12, 'nightly', 'call', '{seal}', null, '02:30', '{1,2,3,4,5,6,7}', 'seals the journal and the audit trail, where ops.seal() is there'),
    ('nightly', 13, 'nightly', 'nightly', '{}', null, '02:30', '{1,2,3,4,5,6,7}', 'plans repairs; applies what is promoted, where armed; opens incidents for the rest'),
    ('purge', 14, 'nightly', 'purge', '{}', null, '03:30', '{7}', 'removes what is older than its setting says');

create table ops.job_run (
    id bigint generated always as identity primary key,
    job text not null references ops.job on delete cascade,
    started_at timestamptz not null,
    ended_at timestamptz,
    state text not null check (state in ('running', 'done', 'failed', 'stopped', 'interrupted')),
    pid integer not null,
    todo text[] not null default '{}',
    steps integer not null default 0,
    seconds numeric not null default 0,
    failures integer not null default 0,
    note text
);
create index job_run_job_idx on ops.job_run (job, id);
comment on table ops.job_run is 'One run of a job.';
comment on column ops.job_run.id is 'Number.';
comment on column ops.job_run.job is 'Job.';
comment on column ops.job_run.started_at is 'Begin.';
comment on column ops.job_run.ended_at is 'End.';
comment on column ops.job_run.state is 'running, done, failed (a step raised an error), stopped (out of time, goes on at the next tick) or interrupted (its session died).';
comment on column ops.job_run.pid is 'Session.';
comment on column ops.job_run.todo is 'Steps left, the next one first.';
comment on column ops.job_run.steps is 'Steps done.';
comment on column ops.job_run.seconds is 'Time spent in steps.';
comment on column ops.job_run.failures is 'Steps that raised an error.';
comment on column ops.job_run.note is 'What came of it, one line a thing.';

create table ops.nightly_evidence (
    night date not null,
    rule text not null,
    cause text not null,
    planned integer not null,
    metres numeric not null,
    surprises integer not null,
    applied integer not null default 0,
    note text,
    primary key (night, rule, cause)
);
comment on table ops.nightly_evidence is 'What the nightly plan would do, and whether it was right: the ground for ops.promote.';
comment on column ops.nightly_evidence.night is 'Date in the application''s zone.';
comment on column ops.nightly_evidence.rule is 'Rule.';
comment on column ops.nightly_evidence.cause is 'Cause.';
comment on column ops.nightly_evidence.planned is 'Rows planned.';
comment on column ops.nightly_evidence.metres is 'Metres planned.';
comment on column ops.nightly_evidence.surprises is 'Rows planned the night before that had another cause or another value this night, were undone since, or did not hold when applied.';
comment on column ops.nightly_evidence.applied is 'Rows applied unattended.';
comment on column ops.nightly_evidence.note is 'What the surprises were.';

create table ops.channel (
    name text primary key check (name ~ '^[a-z][a-z0-9_-]{0,30}$'),
    secret text not null check (secret ~ '^(env|vault):[A-Za-z_][A-Za-z0-9_]*$'),
    from_severity text not null default 'P2' references ops.severity,
    enabled boolean not null default true,
    changed_at timestamptz not null,
    changed_by text not null
);
create index channel_from_severity_idx on ops.channel (from_severity);
comment on table ops.channel is 'Where messages go: a webhook that takes Slack''s JSON. Its address is a secret and is not kept here.';
comment on column ops.channel.name is 'Name.';
comment on column ops.channel.secret is 'Where the address lies: env:NAME (environment of `lotastro-ops schedule run`) or vault:NAME (Supabase Vault).';
comment on column ops.channel.from_severity is 'Mildest severity that is sent.';
comment on column ops.channel.enabled is 'False: nothing is sent.';
comment on column ops.channel.changed_at is 'Last change.';
comment on column ops.channel.changed_by is 'Actor of the last change.';

create table ops.outbox (
    id bigint generated always as identity primary key,
    idempotency_key text not null unique,
    channel text not null references ops.channel on delete cascade,
    event bigint not null references ops.incident_event on delete cascade,
    payload jsonb not null,
    created_at timestamptz not null,
    state text not null default 'waiting' check (state in ('waiting', 'sending', 'sent', 'dead')),
    attempts integer not null default 0,
    next_try_at timestamptz not null,
    leased_until timestamptz,
    request bigint,
    sent_at timestamptz,
    last_error text
);
create index outbox_channel_idx on ops.outbox (channel);
create index outbox_event_idx on ops.outbox (event);
create index outbox_next_try_at_idx on ops.outbox (next_try_at) where state in ('waiting', 'sending');
comment on table ops.outbox is 'Messages to be sent at least once: one a change of an incident and channel.';
comment on column ops.outbox.id is 'Number.';
comment on column ops.outbox.idempotency_key is 'The same at every attempt.';
comment on column ops.outbox.channel is 'Channel.';
comment on column ops.outbox.event is 'Change of an incident that it tells of.';
comment on column ops.outbox.payload is 'Body to post.';
comment on column ops.outbox.created_at is 'When it was written.';
comment on column ops.outbox.state is 'waiting, sending (handed to a sender, which may have died), sent or dead (given up).';
comment on column ops.outbox.attempts is 'How often it was handed out.';
comment on column ops.outbox.next_try_at is 'Not before.';
comment on column ops.outbox.leased_until is 'Until when a sender has it; then it is handed out again.';
comment on column ops.outbox.request is 'Request of pg_net; null for another sender.';
comment on column ops.outbox.sent_at is 'When the receiver said that it has it.';
comment on column ops.outbox.last_error is 'Why the last attempt failed.';

insert into ops.setting (name, default_value, kind, lowest, highest, words, description)
values
    ('incident_severity', 'P1', 'word', null, null, '{P0,P1,P2,P3}', 'Mildest severity of a finding that opens an incident by itself.'),
    ('recurrence_window', '7 days', 'interval', '1 hour', '90 days', null, 'Time within which the same cause again means a broken writer, and a resolved incident is opened again.'),
    ('outbox_attempts', '10', 'whole', '1', '100', null, 'Attempts to send a message before it is given up.'),
    ('finding_age', '400 days', 'interval', '30 days', null, null, 'Time for which resolved findings, totals and resolved incidents'' messages are kept.'),
    ('job_run_age', '14 days', 'interval', '2 days', null, null, 'Time for which runs of jobs are kept.'),
    ('job_share', '2', 'number', '0.1', '50', null, 'Share of its interval, in percent, that a job may take before it stretches itself.');
