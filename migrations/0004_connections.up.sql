-- What was done to sessions and jobs that no undo can take back, and what is kept before a restart.
create table ops.signal (
    id bigint generated always as identity primary key,
    signalled_at timestamptz not null,
    actor text not null,
    reason text not null check (pg_catalog.btrim(reason) <> ''),
    unattended boolean not null default false,
    action text not null check (action in ('cancel', 'terminate')),
    pid integer not null,
    backend_start timestamptz not null,
    query_start timestamptz,
    session jsonb not null,
    outcome text not null check (outcome in ('ended', 'signalled', 'gone', 'changed', 'refused')),
    note text
);
create index signal_pid_backend_start_idx on ops.signal (pid, backend_start);
create index signal_signalled_at_idx on ops.signal (signalled_at);
comment on table ops.signal is 'Every session that was cancelled or ended, or could not be: who, why, what it was doing. Nothing takes a signal back.';
comment on column ops.signal.id is 'Number.';
comment on column ops.signal.signalled_at is 'When.';
comment on column ops.signal.actor is 'Who.';
comment on column ops.signal.reason is 'Why.';
comment on column ops.signal.unattended is 'By a job.';
comment on column ops.signal.action is 'cancel (its statement) or terminate (its session).';
comment on column ops.signal.pid is 'Process of the session.';
comment on column ops.signal.backend_start is 'Start of the session; with pid it is the session''s identity.';
comment on column ops.signal.query_start is 'Start of the statement it ran; a cancel is known again by it.';
comment on column ops.signal.session is 'Its row of activity at the moment of the signal.';
comment on column ops.signal.outcome is 'ended, signalled (sent, not yet ended), gone (ended by itself), changed (had gone on to something else, so left alone) or refused.';
comment on column ops.signal.note is 'Error of a refused signal.';

create table ops.capture (
    id bigint generated always as identity primary key,
    taken_at timestamptz not null,
    actor text not null,
    reason text not null check (pg_catalog.btrim(reason) <> '')
);
create index capture_taken_at_idx on ops.capture (taken_at);
comment on table ops.capture is 'How the server stood at a moment, kept because a restart or a kill erases it.';
comment on column ops.capture.id is 'Number.';
comment on column ops.capture.taken_at is 'When.';
comment on column ops.capture.actor is 'Who.';
comment on column ops.capture.reason is 'Why.';

create table ops.capture_part (
    capture bigint not null references ops.capture on delete cascade,
    part text not null,
    row_count integer not null,
    body jsonb,
    note text,
    primary key (capture, part)
);
comment on table ops.capture_part is 'What a capture holds: activity, locks, settings, statistics. May hold statements with personal data; ops.purge_captures removes it.';
comment on column ops.capture_part.capture is 'Capture.';
comment on column ops.capture_part.part is 'What was read.';
comment on column ops.capture_part.row_count is 'Rows kept.';
comment on column ops.capture_part.body is 'Array of rows; null when it could not be read.';
comment on column ops.capture_part.note is 'Why it could not be read.';

create table ops.job_start (
    id bigint generated always as identity primary key,
    job text not null,
    command_md5 text not null,
    cron_job bigint not null,
    due_at timestamptz not null,
    asked_at timestamptz not null,
    actor text not null,
    reason text not null check (pg_catalog.btrim(reason) <> '')
);
create index job_start_cron_job_idx on ops.job_start (cron_job);
comment on table ops.job_start is 'Jobs of pg_cron that a person started by hand. What a job did, no undo takes back.';
comment on column ops.job_start.id is 'Number that ops.run_job_result takes.';
comment on column ops.job_start.job is 'Name of the job.';
comment on column ops.job_start.command_md5 is 'Of the command as it was started.';
comment on column ops.job_start.cron_job is 'Number of the single entry of pg_cron that runs it.';
comment on column ops.job_start.due_at is 'Minute in which it runs.';
comment on column ops.job_start.asked_at is 'When it was asked for.';
comment on column ops.job_start.actor is 'Who.';
comment on column ops.job_start.reason is 'Why.';

create type ops.signal_row as (
    pid integer, role text, application text, kind text, state text, lasted interval, action text, outcome text,
    note text, query text, backend_start timestamptz, signal bigint
);
comment on type ops.signal_row is 'One session that a signal would reach, reached, or leaves alone.';
comment on column ops.signal_row.pid is 'Process.';
comment on column ops.signal_row.role is 'Its role.';
comment on column ops.signal_row.application is 'What it calls itself.';
comment on column ops.signal_row.kind is 'Kind of ops.sessions().';
comment on column ops.signal_row.state is 'State of the session.';
comment on column ops.signal_row.lasted is 'How long it has been so.';
comment on column ops.signal_row.action is 'cancel or terminate; null for an exempt one.';
comment on column ops.signal_row.outcome is 'planned, exempt, waiting, over the limit; or ended, signalled, gone, changed, refused.';
comment on column ops.signal_row.note is 'Why it is exempt or was refused.';
comment on column ops.signal_row.query is 'Its last statement.';
comment on column ops.signal_row.backend_start is 'Start of the session.';
comment on column ops.signal_row.signal is 'Row of ops.signal; null while nothing was sent.';
