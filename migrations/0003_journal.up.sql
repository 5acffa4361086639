-- Plans, runs, and every change with its before and after: the one way forward and the one way back.
create table ops.plan (
    id bigint generated always as identity primary key,
    area text not null references ops.area,
    rule text,
    created_at timestamptz not null,
    actor text not null,
    changes integer not null default 0,
    left_alone integer not null default 0,
    size numeric not null default 0,
    unattended boolean not null default false
);
create index plan_area_idx on ops.plan (area);
comment on table ops.plan is 'Changes that a repair would make. Applying it makes those and no others.';
comment on column ops.plan.id is 'Number that ops.apply takes.';
comment on column ops.plan.area is 'Area it was made for.';
comment on column ops.plan.rule is 'Rule it was limited to; null for all of the area.';
comment on column ops.plan.created_at is 'By ops.now(); an old plan is refused.';
comment on column ops.plan.actor is 'Who made it.';
comment on column ops.plan.changes is 'Rows it would change.';
comment on column ops.plan.left_alone is 'Rows it leaves to a person.';
comment on column ops.plan.size is 'Metres it would move.';
comment on column ops.plan.unattended is 'Made by a job.';

create table ops.plan_change (
    plan bigint not null references ops.plan on delete cascade,
    "position" integer not null,
    rule text not null,
    cause text,
    message text not null,
    subject text not null,
    key jsonb not null,
    action text check (action in ('update', 'delete', 'insert')),
    before jsonb,
    after jsonb,
    size numeric,
    state text not null check (state in ('planned', 'decide', 'held', 'refused')),
    note text,
    detail jsonb not null default '{}',
    choice text,
    about text,
    together text,
    primary key (plan, "position")
);
comment on table ops.plan_change is 'One row a plan would change, or leaves to a person.';
comment on column ops.plan_change.plan is 'Plan it belongs to.';
comment on column ops.plan_change."position" is 'Order of locking and applying.';
comment on column ops.plan_change.rule is 'Rule that asks for it.';
comment on column ops.plan_change.cause is 'Cause when planned.';
comment on column ops.plan_change.message is 'What is wrong.';
comment on column ops.plan_change.subject is 'Table.';
comment on column ops.plan_change.key is 'Row.';
comment on column ops.plan_change.action is 'What would be done; null where a person must decide.';
comment on column ops.plan_change.before is 'Columns as they are, as text.';
comment on column ops.plan_change.after is 'Columns as they would be, as text.';
comment on column ops.plan_change.size is 'Metres.';
comment on column ops.plan_change.state is 'planned, decide, held or refused.';
comment on column ops.plan_change.note is 'Why it is not planned.';
comment on column ops.plan_change.detail is 'Arithmetic and witnesses of the cause; "with" lists the keys it rests on.';
comment on column ops.plan_change.choice is 'What a person chose, for class decide.';
comment on column ops.plan_change.about is 'Key of the violation that it mends; null for an action.';
comment on column ops.plan_change.together is 'Changes of one plan with the same word are made together or not at all; null stands alone.';

create table ops.run (
    id bigint generated always as identity primary key,
    kind text not null check (kind in ('apply', 'undo')),
    plan bigint references ops.plan,
    undoes bigint references ops.run,
    area text not null references ops.area,
    actor text not null,
    reason text not null check (pg_catalog.btrim(reason) <> ''),
    unattended boolean not null default false,
    state text not null check (state in ('running', 'done', 'refused', 'interrupted', 'failed')),
    started_at timestamptz not null,
    heartbeat_at timestamptz not null,
    ended_at timestamptz,
    pid integer not null,
    backend_start timestamptz not null,
    planned integer not null default 0,
    done integer not null default 0,
    left_alone integer not null default 0,
    reached integer not null default 0,
    retried integer not null default 0,
    note text,
    check ((kind = 'undo') = (undoes is not null))
);
create index run_plan_idx on ops.run (plan);
create index run_undoes_idx on ops.run (undoes);
create index run_area_idx on ops.run (area);
create unique index run_state_running_key on ops.run (state) where state = 'running';
comment on table ops.run is 'One execution of a plan, or of the way back.';
comment on column ops.run.id is 'Number that ops.undo takes.';
comment on column ops.run.kind is 'apply or undo.';
comment on column ops.run.plan is 'Plan applied; null for an undo.';
comment on column ops.run.undoes is 'Run taken back; null for an apply.';
comment on column ops.run.area is 'Area.';
comment on column ops.run.actor is 'Who.';
comment on column ops.run.reason is 'Why.';
comment on column ops.run.unattended is 'By a job.';
comment on column ops.run.state is 'running, done, refused (over a cap; nothing changed), interrupted (its session died) or failed.';
comment on column ops.run.started_at is 'Begin.';
comment on column ops.run.heartbeat_at is 'Last batch.';
comment on column ops.run.ended_at is 'End; null while running.';
comment on column ops.run.pid is 'Session that runs it.';
comment on column ops.run.backend_start is 'Start of that session; with pid it tells whether the owner lives.';
comment on column ops.run.planned is 'Rows to do.';
comment on column ops.run.done is 'Rows changed.';
comment on column ops.run.left_alone is 'Rows skipped; ops.run_skip names them.';
comment on column ops.run.reached is 'Last position of the plan that was looked at.';
comment on column ops.run.retried is 'Last position tried alone, after its batch could not have it.';
comment on column ops.run.note is 'Why it was refused or failed.';

create table ops.change (
    id bigint generated always as identity primary key,
    run bigint not null references ops.run,
    "position" integer not null,
    rule text not null,
    cause text,
    message text not null,
    subject text not null,
    key jsonb not null,
    action text not null check (action in ('update', 'delete', 'insert')),
    before jsonb,
    after jsonb,
    stamped text[] not null default '{}',
    size numeric,
    changed_at timestamptz not null,
    undoes bigint references ops.change,
    caused_by bigint references ops.change,
    together text,
    redacted_at timestamptz,
    check ((before is null) = (action = 'insert')),
    check ((after is null) = (action = 'delete'))
);
create unique index change_run_position_key on ops.change (run, "position") where caused_by is null;
create index change_caused_by_idx on ops.change (caused_by) where caused_by is not null;
create unique index change_undoes_key on ops.change (undoes) where undoes is not null;
create index change_subject_key_idx on ops.change (subject, key);
comment on table ops.change is 'The journal: one row of the application altered by us, as it was and as it became. Never updated but to remove personal data.';
comment on column ops.change.id is 'Number of the change.';
comment on column ops.change.run is 'Run that made it.';
comment on column ops.change."position" is 'Order within the run.';
comment on column ops.change.rule is 'Rule that asked for it.';
comment on column ops.change.cause is 'Cause.';
comment on column ops.change.message is 'What was done.';
comment on column ops.change.subject is 'Table.';
comment on column ops.change.key is 'Row.';
comment on column ops.change.action is 'update, delete (after is null) or insert (before is null).';
comment on column ops.change.before is 'Columns that changed as they were, each as text under pinned formats.';
comment on column ops.change.after is 'Columns that changed as they became.';
comment on column ops.change.stamped is 'Columns that the application''s own triggers stamped; they cannot be restored.';
comment on column ops.change.size is 'Metres.';
comment on column ops.change.changed_at is 'When.';
comment on column ops.change.undoes is 'Change taken back by this one.';
comment on column ops.change.caused_by is 'Change at which the application''s own trigger altered this row; it is taken back with that one.';
comment on column ops.change.redacted_at is 'When personal data was removed from it; it can then no longer be undone.';
comment on column ops.change.together is 'Changes of one run with the same word were made together, and are taken back together.';

create table ops.run_skip (
    run bigint not null references ops.run,
    "position" integer not null,
    rule text not null,
    cause text,
    message text not null,
    subject text not null,
    key jsonb not null,
    size numeric,
    state text not null check (state in ('stale', 'busy', 'conflict', 'held', 'refused')),
    note text not null,
    primary key (run, "position")
);
comment on table ops.run_skip is 'Rows that a run left alone, and why.';
comment on column ops.run_skip.run is 'Run.';
comment on column ops.run_skip."position" is 'Order within the run.';
comment on column ops.run_skip.rule is 'Rule.';
comment on column ops.run_skip.cause is 'Cause as planned.';
comment on column ops.run_skip.message is 'What is wrong with the row.';
comment on column ops.run_skip.subject is 'Table.';
comment on column ops.run_skip.key is 'Row.';
comment on column ops.run_skip.size is 'Metres.';
comment on column ops.run_skip.state is 'stale (changed since the plan), busy (locked), conflict (changed since the run), held or refused.';
comment on column ops.run_skip.note is 'What was found.';

create table ops.hold (
    id bigint generated always as identity primary key,
    rule text not null,
    subject text not null,
    key jsonb not null,
    run bigint not null references ops.run,
    since timestamptz not null,
    actor text not null,
    released_at timestamptz,
    released_by text,
    release_reason text,
    check ((released_at is null) = (released_by is null))
);
create unique index hold_rule_subject_key_key on ops.hold (rule, subject, key) where released_at is null;
create index hold_run_idx on ops.hold (run);
comment on table ops.hold is 'Rows whose repair a person has undone: no job touches them until a person releases them.';
comment on column ops.hold.id is 'Number that ops.release_hold takes.';
comment on column ops.hold.rule is 'Rule.';
comment on column ops.hold.subject is 'Table.';
comment on column ops.hold.key is 'Row.';
comment on column ops.hold.run is 'Undo that put it on hold.';
comment on column ops.hold.since is 'When.';
comment on column ops.hold.actor is 'Who undid.';
comment on column ops.hold.released_at is 'When released; null while it holds.';
comment on column ops.hold.released_by is 'Who released it.';
comment on column ops.hold.release_reason is 'Why.';

create table ops.promotion (
    rule text not null,
    cause text not null check (cause not in ('unknown', 'ambiguous')),
    promoted_at timestamptz not null,
    actor text not null,
    reason text not null,
    primary key (rule, cause)
);
comment on table ops.promotion is 'Pairs of rule and cause that a job may repair.';
comment on column ops.promotion.rule is 'Rule.';
comment on column ops.promotion.cause is 'Cause; never unknown or ambiguous.';
comment on column ops.promotion.promoted_at is 'When.';
comment on column ops.promotion.actor is 'Who.';
comment on column ops.promotion.reason is 'Why.';

create table ops.rule_coverage (
    rule text primary key,
    last_ran_at timestamptz not null
);
comment on table ops.rule_coverage is 'Which rules have run in this database: one that ran before and is skipped now is a finding.';
comment on column ops.rule_coverage.rule is 'Rule.';
comment on column ops.rule_coverage.last_ran_at is 'Last plan that ran it.';

create table ops.incident (
    id bigint generated always as identity primary key,
    area text not null references ops.area,
    severity text not null references ops.severity,
    title text not null,
    run bigint references ops.run,
    detail jsonb not null default '{}',
    opened_at timestamptz not null,
    opened_by text not null
);
create index incident_area_idx on ops.incident (area);
create index incident_severity_idx on ops.incident (severity);
create index incident_run_idx on ops.incident (run);
create table ops.baseline (
    id bigint generated always as identity primary key,
    area text not null references ops.area,
    measure text not null,
    value numeric,
    unit text not null,
    taken_at timestamptz not null,
    incident bigint references ops.incident,
    reason text not null
);
create index baseline_area_measure_idx on ops.baseline (area, measure, id);
create index baseline_incident_idx on ops.baseline (incident);
comment on table ops.baseline is 'How an area''s numbers stood at a moment, so that a resolution check can say whether they have come back.';
comment on column ops.baseline.id is 'Number.';
comment on column ops.baseline.area is 'Area.';
comment on column ops.baseline.measure is 'What was measured.';
comment on column ops.baseline.value is 'Number; null when it could not be read.';
comment on column ops.baseline.unit is 'Its unit.';
comment on column ops.baseline.taken_at is 'When.';
comment on column ops.baseline.incident is 'Incident it was taken for.';
comment on column ops.baseline.reason is 'Why it was taken.';

comment on table ops.incident is 'Something a person must look at.';
comment on column ops.incident.id is 'Number.';
comment on column ops.incident.area is 'Incident type.';
comment on column ops.incident.severity is 'P0 to P3.';
comment on column ops.incident.title is 'One sentence.';
comment on column ops.incident.run is 'Run that opened it.';
comment on column ops.incident.detail is 'Numbers behind it.';
comment on column ops.incident.opened_at is 'When.';
comment on column ops.incident.opened_by is 'Actor.';
