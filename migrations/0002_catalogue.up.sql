-- What the package knows (areas, rules, derived values) and what its users have set.
create table ops.severity (
    level text primary key check (level in ('P0', 'P1', 'P2', 'P3')),
    title text not null,
    response_time interval not null,
    description text not null,
    examples text[] not null
);
comment on table ops.severity is 'The runbook''s severity levels and response times.';
comment on column ops.severity.level is 'P0 (worst) to P3.';
comment on column ops.severity.title is 'Critical, High, Medium or Low.';
comment on column ops.severity.response_time is 'Time until somebody must have answered.';
comment on column ops.severity.description is 'What the level means.';
comment on column ops.severity.examples is 'Examples; each rule names the one it follows.';

insert into ops.severity (level, title, response_time, description, examples)
values
    ('P0', 'Critical', '15 minutes', 'System down, data loss risk',
        array['Database unavailable', 'auth broken', 'data loss risk']),
    ('P1', 'High', '1 hour', 'Major feature broken',
        array['Order processing failed', 'email not sending']),
    ('P2', 'Medium', '4 hours', 'Feature degraded',
        array['Slow queries', 'OCR failures']),
    ('P3', 'Low', '24 hours', 'Minor issues',
        array['UI bugs', 'translation missing']);

create table ops.area (
    name text primary key,
    section integer not null unique,
    title text not null
);
comment on table ops.area is 'The runbook''s ten incident types.';
comment on column ops.area.name is 'Word used in calls: check_<name>, repair_<name>.';
comment on column ops.area.section is 'Its number in the runbook.';
comment on column ops.area.title is 'Its heading in the runbook.';

insert into ops.area (section, name, title)
values
    (1, 'connections', 'Database connection failures'),
    (2, 'auth', 'Authentication failures'),
    (3, 'functions', 'Edge function failures'),
    (4, 'email', 'Email delivery failures'),
    (5, 'ocr', 'Stock take OCR failures'),
    (6, 'reservations', 'Reservation conflicts'),
    (7, 'performance', 'Performance degradation'),
    (8, 'integrity', 'Data corruption and integrity'),
    (9, 'cron', 'Scheduled job failures'),
    (10, 'rate_limits', 'API rate limiting');

create table ops.rule (
    name text primary key check (name ~ '^[a-z][a-z0-9_]{2,58}$'),
    area text not null references ops.area,
    severity text not null references ops.severity,
    example text not null,
    title text not null check (pg_catalog.length(title) <= 100),
    why text not null,
    repair_class text not null check (repair_class in ('auto', 'lock', 'decide', 'report')),
    kind text not null check (kind in ('query', 'derived')),
    causes text[] not null,
    reads jsonb not null,
    changes text,
    installed_at timestamptz not null default pg_catalog.now()
);
create index rule_area_idx on ops.rule (area);
create index rule_severity_idx on ops.rule (severity);
comment on table ops.rule is 'The catalogue: one thing that must hold a row. Written by the installer only.';
comment on column ops.rule.name is 'Also the name of its function, file, test and page.';
comment on column ops.rule.area is 'Incident type it belongs to.';
comment on column ops.rule.severity is 'Default severity; ops.rule_setting overrides it.';
comment on column ops.rule.example is 'Example of the runbook''s severity table that it follows.';
comment on column ops.rule.title is 'What must hold, in one sentence.';
comment on column ops.rule.why is 'What happens to people when it does not hold.';
comment on column ops.rule.repair_class is 'auto (recompute, provably safe), lock (recompute under a row lock), decide (a person chooses), report (never changed by us).';
comment on column ops.rule.kind is 'query (its function returns the broken rows) or derived (its function returns what should be).';
comment on column ops.rule.causes is 'Causes it can name besides unknown and ambiguous.';
comment on column ops.rule.reads is 'Relations and columns it needs, {"public.lots": ["id"]}; where one is absent the rule is skipped.';
comment on column ops.rule.changes is 'Function (keys text[]) returning setof ops.proposal that says what a repair changes; null: a derived value writes what should be, a query rule of class auto or lock writes its expected over its observed columns.';
comment on column ops.rule.installed_at is 'Transaction that installed this form of it.';

create table ops.rule_choice (
    rule text not null references ops.rule on delete cascade,
    choice text not null check (choice ~ '^[a-z][a-z0-9_]{2,58}$'),
    what text not null,
    changes text,
    installed_at timestamptz not null default pg_catalog.now(),
    primary key (rule, choice)
);
comment on table ops.rule_choice is 'For class decide: what a person can choose, and what each choice does.';
comment on column ops.rule_choice.rule is 'Rule.';
comment on column ops.rule_choice.choice is 'Word to pass as choice.';
comment on column ops.rule_choice.what is 'What it does to the row, and what the application shows afterwards.';
comment on column ops.rule_choice.changes is 'Function (keys text[]) returning setof ops.proposal; null: the reported rows are removed, through the journal.';
comment on column ops.rule_choice.installed_at is 'Transaction that installed this form of it.';

create table ops.rule_setting (
    rule text primary key,
    enabled boolean not null default true,
    severity text references ops.severity,
    thresholds jsonb not null default '{}',
    owner text,
    notes text,
    changed_at timestamptz not null default pg_catalog.now(),
    changed_by text not null
);
create index rule_setting_severity_idx on ops.rule_setting (severity);
comment on table ops.rule_setting is 'What a user changed about a rule. No upgrade overwrites it.';
comment on column ops.rule_setting.rule is 'Name in ops.rule; kept even while a release has no such rule.';
comment on column ops.rule_setting.enabled is 'False: the rule is reported as disabled and not run.';
comment on column ops.rule_setting.severity is 'Replaces the catalogue''s severity; null keeps it.';
comment on column ops.rule_setting.thresholds is 'Limits that the rule reads, {"rows": 5, "metres": 10}.';
comment on column ops.rule_setting.owner is 'Person or team to ask.';
comment on column ops.rule_setting.notes is 'Team notes, shown with the rule.';
comment on column ops.rule_setting.changed_at is 'Last change.';
comment on column ops.rule_setting.changed_by is 'Actor of the last change.';

create table ops.subject (
    relation text primary key,
    noun text not null,
    key_column text not null,
    label text not null,
    installed_at timestamptz not null default pg_catalog.now()
);
comment on table ops.subject is 'How rows of a table are called and told apart in messages.';
comment on column ops.subject.relation is 'Table, schema-qualified; held as text so that nothing here depends on it.';
comment on column ops.subject.noun is 'Word a person uses: lot, reservation.';
comment on column ops.subject.key_column is 'Single column that identifies a row.';
comment on column ops.subject.label is 'SQL expression over alias t: the number a person knows.';
comment on column ops.subject.installed_at is 'Transaction that installed this form of it.';

create table ops.decision (
    rule text not null,
    cause text not null,
    choice text not null,
    decided_at timestamptz not null,
    actor text not null,
    reason text not null,
    primary key (rule, cause)
);
comment on table ops.decision is 'What a person has decided once for all rows of one cause: a plan without a choice then makes it. No upgrade overwrites it.';
comment on column ops.decision.rule is 'Rule of class decide.';
comment on column ops.decision.cause is 'Cause it holds for.';
comment on column ops.decision.choice is 'Word of ops.rule_choice.';
comment on column ops.decision.decided_at is 'When.';
comment on column ops.decision.actor is 'Who.';
comment on column ops.decision.reason is 'Why.';

create table ops.collateral (
    subject text not null,
    key_column text not null,
    relation text not null,
    counter text,
    amount text,
    installed_at timestamptz not null default pg_catalog.now(),
    primary key (subject, key_column)
);
comment on table ops.collateral is 'Rows of other tables that the application''s own triggers change along with a row: they are locked first and journalled too.';
comment on column ops.collateral.subject is 'Table whose change fires the trigger, schema-qualified.';
comment on column ops.collateral.key_column is 'Its column that names the other row.';
comment on column ops.collateral.relation is 'Table of the other row, schema-qualified.';
comment on column ops.collateral.counter is 'Its column that the trigger adds to; null where it counts nothing.';
comment on column ops.collateral.amount is 'Column of subject that is added to it.';
comment on column ops.collateral.installed_at is 'Transaction that installed this form of it.';

create table ops.personal_data (
    subject text primary key,
    columns text[] not null,
    installed_at timestamptz not null default pg_catalog.now()
);
comment on table ops.personal_data is 'Columns about persons: the journal keeps their values for personal_data_age only.';
comment on column ops.personal_data.subject is 'Table, schema-qualified.';
comment on column ops.personal_data.columns is 'Its columns whose values are removed from the journal.';
comment on column ops.personal_data.installed_at is 'Transaction that installed this form of it.';

create table ops.derived_value (
    rule text primary key references ops.rule on delete cascade,
    subject text not null references ops.subject,
    value_column text not null,
    expected text not null,
    otherwise text,
    tolerance numeric not null default 0 check (tolerance >= 0),
    unit text,
    cause text,
    installed_at timestamptz not null default pg_catalog.now()
);
create index derived_value_subject_idx on ops.derived_value (subject);
comment on table ops.derived_value is 'Columns that must equal something computed: one engine checks, plans, repairs and undoes them all.';
comment on column ops.derived_value.rule is 'Rule it serves.';
comment on column ops.derived_value.subject is 'Table that stores the value.';
comment on column ops.derived_value.value_column is 'Column that stores it.';
comment on column ops.derived_value.expected is 'Function (keys array of the key''s type, null for all) returning table (key, value): what should be.';
comment on column ops.derived_value.otherwise is 'Value where that function has no row for the key; null means null.';
comment on column ops.derived_value.tolerance is 'Largest difference that is not a drift; 0 compares exactly.';
comment on column ops.derived_value.unit is 'm for metres; null for values without one.';
comment on column ops.derived_value.cause is 'Function (keys text[], drifts numeric[]) returning table (key, cause, detail); null names no cause.';
comment on column ops.derived_value.installed_at is 'Transaction that installed this form of it.';

create table ops.setting (
    name text primary key,
    value text,
    default_value text,
    kind text not null check (kind in ('whole', 'number', 'interval', 'time', 'zone', 'uuid', 'word', 'text', 'boolean')),
    lowest text,
    highest text,
    words text[],
    description text not null,
    changed_at timestamptz,
    changed_by text,
    check ((kind = 'word') = (words is not null))
);
comment on table ops.setting is 'Limits and choices of this database. ops.set_setting changes one and keeps who did it.';
comment on column ops.setting.name is 'Name.';
comment on column ops.setting.value is 'Value in force; null uses the default.';
comment on column ops.setting.default_value is 'Shipped value.';
comment on column ops.setting.kind is 'whole (number), number, interval, time (200ms, 5s), zone (of pg_timezone_names), uuid, word (one of words), text or boolean.';
comment on column ops.setting.lowest is 'Smallest value that fits, for whole, number and interval.';
comment on column ops.setting.highest is 'Largest value that fits.';
comment on column ops.setting.words is 'Values that fit, for kind word.';
comment on column ops.setting.description is 'What it does, with its unit.';
comment on column ops.setting.changed_at is 'Last change; null while it was never changed.';
comment on column ops.setting.changed_by is 'Actor of the last change.';

insert into ops.setting (name, default_value, kind, lowest, highest, words, description)
values
    ('time_zone', 'Europe/Istanbul', 'zone', null, null, null, 'Zone in which a day begins and schedules are read.'),
    ('cap_rows', '200', 'whole', '1', '100000', null, 'Rows that one transaction, or one unattended run, may change.'),
    ('cap_metres', '1000', 'number', '0', null, null, 'Metres that one unattended run may move.'),
    ('cap_percent', '0.5', 'number', '0', '100', null, 'Share of a table, in percent, that one unattended run may change.'),
    ('cap_time', '5 minutes', 'interval', '1 second', '1 day', null, 'Time that one unattended run may take.'),
    ('batch_rows', '50', 'whole', '1', '100000', null, 'Rows locked and changed together before a commit.'),
    ('lock_timeout', '200ms', 'time', null, null, null, 'Wait for a row lock in a repair; below deadlock_timeout, so that we give way and the application survives.'),
    ('check_lock_timeout', '2s', 'time', null, null, null, 'Wait for a table lock in a check.'),
    ('plan_max_age', '1 hour', 'interval', '1 second', '1 day', null, 'Age at which a plan is refused.'),
    ('journal_age', '400 days', 'interval', '400 days', null, null, 'Time for which the journal is kept.'),
    ('personal_data_age', '30 days', 'interval', '1 day', '400 days', null, 'Time for which the journal keeps personal data.'),
    ('audit_user_id', null, 'uuid', null, null, null, 'User in whose name repairs are copied into audit_logs; unset: not copied.');

create table ops.clock (
    only_row boolean primary key default true check (only_row),
    shift interval not null default '0'
);
comment on table ops.clock is 'How far ops.now() is moved from the real time. Only the owner can write it; for tests.';
comment on column ops.clock.only_row is 'There is one clock.';
comment on column ops.clock.shift is 'Added to the real time.';
insert into ops.clock default values;

create table ops.arming (
    only_row boolean primary key default true check (only_row),
    system_identifier text not null,
    timeline integer not null,
    database_oid oid not null,
    database_name name not null,
    armed_at timestamptz not null default pg_catalog.now(),
    armed_by text not null,
    reason text not null
);
comment on table ops.arming is 'The one database in which unattended work is allowed. A copy of it differs and is therefore not armed.';
comment on column ops.arming.only_row is 'There is one row or none.';
comment on column ops.arming.system_identifier is 'Of the cluster, when armed.';
comment on column ops.arming.timeline is 'Of the cluster''s history, when armed; a restore moves it.';
comment on column ops.arming.database_oid is 'Of this database, when armed.';
comment on column ops.arming.database_name is 'Of this database, when armed.';
comment on column ops.arming.armed_at is 'When.';
comment on column ops.arming.armed_by is 'Actor.';
comment on column ops.arming.reason is 'Why.';

create table ops.object_version (
    path text primary key,
    sha256 text not null,
    definition_md5 text not null,
    server_major integer not null,
    package_version text not null,
    applied_at timestamptz not null default pg_catalog.now()
);
comment on table ops.object_version is 'Which file of functions and views is installed in which form.';
comment on column ops.object_version.path is 'File below sql/.';
comment on column ops.object_version.sha256 is 'Of the file.';
comment on column ops.object_version.definition_md5 is 'Of the deparsed objects named like the file, when installed; differs after an edit by hand.';
comment on column ops.object_version.server_major is 'Server that deparsed it; the text differs between majors.';
comment on column ops.object_version.package_version is 'Release that installed it.';
comment on column ops.object_version.applied_at is 'When.';
