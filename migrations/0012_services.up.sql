-- The services around the database: what the edge functions are, and every call made to one of them.
create table ops.edge_function (
    name text primary key check (name ~ '^[a-z0-9][a-z0-9_-]{0,62}$'),
    purpose text not null,
    header text not null check (header in ('x-cron-secret', 'user token', 'service key', 'x-api-key', 'signature', 'none')),
    secrets text[] not null default '{}',
    verify_jwt boolean,
    schedule text,
    cron text,
    effect_kind text check (effect_kind in ('trace', 'backlog')),
    effect text,
    reads jsonb not null default '{}',
    fresh_for interval check (fresh_for > interval '0'),
    harmless boolean not null default false,
    exists_in_app boolean not null default true,
    installed_at timestamptz not null default pg_catalog.now(),
    check ((effect is null) = (effect_kind is null)),
    check (fresh_for is null or effect is not null)
);
comment on table ops.edge_function is 'The application''s edge functions as this release knows them. Written by the installer only; ops.edge_function_setting overrides it.';
comment on column ops.edge_function.name is 'Name in the function''s address.';
comment on column ops.edge_function.purpose is 'What it does, in one sentence.';
comment on column ops.edge_function.header is 'How it tells who calls: x-cron-secret, user token or service key (as Bearer), x-api-key, signature (HMAC), or none.';
comment on column ops.edge_function.secrets is 'Names of the environment variables it needs; never their values.';
comment on column ops.edge_function.verify_jwt is 'What its section of config.toml should say; null where nothing is known. A function without a section has true.';
comment on column ops.edge_function.schedule is 'Documented schedule in words; null where none is documented.';
comment on column ops.edge_function.cron is 'The same for pg_cron, in UTC; null where it depends on a configuration.';
comment on column ops.edge_function.effect_kind is 'trace: effect returns when it last left one. backlog: effect returns since when its oldest work has been due.';
comment on column ops.edge_function.effect is 'Query returning one timestamptz that shows its effect; no row means that there is nothing to look at here.';
comment on column ops.edge_function.reads is 'Relations and columns that effect needs; where one is absent the effect is unknown.';
comment on column ops.edge_function.fresh_for is 'Age of trace or backlog above which it is overdue: its period and some slack.';
comment on column ops.edge_function.harmless is 'Whether running it once more does no harm, so that a probe may risk that it runs.';
comment on column ops.edge_function.exists_in_app is 'False where documents name it but nobody has written it.';
comment on column ops.edge_function.installed_at is 'Transaction that installed this form of it.';

create table ops.edge_function_setting (
    name text primary key check (name ~ '^[a-z0-9][a-z0-9_-]{0,62}$'),
    enabled boolean not null default true,
    purpose text,
    header text check (header in ('x-cron-secret', 'user token', 'service key', 'x-api-key', 'signature', 'none')),
    secrets text[],
    verify_jwt boolean,
    schedule text,
    cron text,
    effect_kind text check (effect_kind in ('trace', 'backlog')),
    effect text,
    reads jsonb,
    fresh_for interval check (fresh_for > interval '0'),
    harmless boolean,
    exists_in_app boolean,
    called_by text,
    notes text,
    changed_at timestamptz not null default pg_catalog.now(),
    changed_by text not null default current_user,
    check ((effect is null) = (effect_kind is null))
);
comment on table ops.edge_function_setting is 'What this installation says of edge functions: overrides the catalogue, adds functions of its own. No upgrade writes it; only the owner does, for effect is run in the owner''s name.';
comment on column ops.edge_function_setting.name is 'Function, of the catalogue or of your own.';
comment on column ops.edge_function_setting.enabled is 'False: no rule looks at it.';
comment on column ops.edge_function_setting.purpose is 'Overrides the catalogue; null keeps it.';
comment on column ops.edge_function_setting.header is 'Overrides the catalogue; null keeps it.';
comment on column ops.edge_function_setting.secrets is 'Overrides the catalogue; null keeps it.';
comment on column ops.edge_function_setting.verify_jwt is 'Overrides the catalogue; null keeps it.';
comment on column ops.edge_function_setting.schedule is 'Overrides the catalogue; null keeps it, an empty text says that it has none.';
comment on column ops.edge_function_setting.cron is 'Overrides the catalogue; null keeps it, an empty text says that none is prescribed.';
comment on column ops.edge_function_setting.effect_kind is 'Overrides the catalogue together with effect.';
comment on column ops.edge_function_setting.effect is 'Overrides the catalogue; null keeps it.';
comment on column ops.edge_function_setting.reads is 'Overrides the catalogue; null keeps it.';
comment on column ops.edge_function_setting.fresh_for is 'Overrides the catalogue; null keeps it.';
comment on column ops.edge_function_setting.harmless is 'Overrides the catalogue; null keeps it.';
comment on column ops.edge_function_setting.exists_in_app is 'Overrides the catalogue; null keeps it.';
comment on column ops.edge_function_setting.called_by is 'Who calls it on schedule where pg_cron does not, e.g. GitHub Actions; null where nobody knows.';
comment on column ops.edge_function_setting.notes is 'Anything a colleague should know.';
comment on column ops.edge_function_setting.changed_at is 'Last change.';
comment on column ops.edge_function_setting.changed_by is 'Who made it.';

create table ops.invocation (
    id bigint generated always as identity primary key,
    function text not null,
    channel text not null check (channel in ('pg_net', 'command line')),
    kind text not null check (kind in ('call', 'probe')),
    url text not null,
    headers text[] not null,
    body jsonb,
    actor text not null,
    reason text not null check (pg_catalog.btrim(reason) <> ''),
    asked_at timestamptz not null,
    time_limit interval not null,
    request_id bigint,
    state text not null check (state in ('sent', 'answered', 'failed', 'lost')),
    status_code integer,
    answer text,
    error text,
    answered_at timestamptz
);
create index invocation_asked_at_idx on ops.invocation (asked_at);
create index invocation_request_id_idx on ops.invocation (request_id);
comment on table ops.invocation is 'Every call made to an edge function by us: who, why, when, and what came back. A call cannot be undone.';
comment on column ops.invocation.id is 'Number that ops.invoke_result takes.';
comment on column ops.invocation.function is 'Function called.';
comment on column ops.invocation.channel is 'pg_net (from the database) or command line.';
comment on column ops.invocation.kind is 'call, or probe (a deliberately wrong secret).';
comment on column ops.invocation.url is 'Address, without any secret.';
comment on column ops.invocation.headers is 'Names of the headers sent; their values are kept nowhere.';
comment on column ops.invocation.body is 'What was sent.';
comment on column ops.invocation.actor is 'Who asked for it.';
comment on column ops.invocation.reason is 'Why.';
comment on column ops.invocation.asked_at is 'When.';
comment on column ops.invocation.time_limit is 'Time the function had to answer.';
comment on column ops.invocation.request_id is 'Number pg_net gave the request; null from the command line.';
comment on column ops.invocation.state is 'sent (no answer seen yet), answered (with whatever status), failed (no answer came) or lost (its answer was deleted before anybody looked).';
comment on column ops.invocation.status_code is 'HTTP status; null while there is none.';
comment on column ops.invocation.answer is 'First 4000 characters of what came back, secrets blotted out.';
comment on column ops.invocation.error is 'Why no answer came.';
comment on column ops.invocation.answered_at is 'When the answer was seen.';

create type ops.invocation_report as (
    invocation bigint, function text, state text, url text, headers text[], body jsonb, status_code integer, answer text, note text
);
comment on type ops.invocation_report is 'How one call of an edge function stands.';
comment on column ops.invocation_report.invocation is 'Number that ops.invoke_result takes; null for a plan.';
comment on column ops.invocation_report.function is 'Function.';
comment on column ops.invocation_report.state is 'planned, sent, answered, failed or lost.';
comment on column ops.invocation_report.url is 'Address.';
comment on column ops.invocation_report.headers is 'Names of the headers; never their values.';
comment on column ops.invocation_report.body is 'What is sent.';
comment on column ops.invocation_report.status_code is 'HTTP status.';
comment on column ops.invocation_report.answer is 'What came back, its first 4000 characters.';
comment on column ops.invocation_report.note is 'What cannot be undone, what to wait for, or why it failed.';

create type ops.app_schedule as (
    function text, documented text, cron text, called_by text, job text, job_schedule text, last_effect timestamptz,
    fresh_for interval, state text, note text
);
comment on type ops.app_schedule is 'How one of the application''s own schedules stands.';
comment on column ops.app_schedule.function is 'Edge function.';
comment on column ops.app_schedule.documented is 'Schedule in the application''s documents.';
comment on column ops.app_schedule.cron is 'The same for pg_cron, in UTC.';
comment on column ops.app_schedule.called_by is 'Who calls it where pg_cron does not, as this installation says.';
comment on column ops.app_schedule.job is 'Active job of pg_cron that names it.';
comment on column ops.app_schedule.job_schedule is 'That job''s schedule.';
comment on column ops.app_schedule.last_effect is 'Last trace, or since when its oldest work has been due.';
comment on column ops.app_schedule.fresh_for is 'Age above which it is overdue.';
comment on column ops.app_schedule.state is 'fresh, overdue, never (no trace at all) or unknown (nothing to look at here).';
comment on column ops.app_schedule.note is 'Why unknown, or how long ago.';

insert into ops.setting (name, default_value, kind, lowest, highest, description)
values
    ('functions_url', null, 'text', null, null, 'Address of the edge functions, https://<project>.supabase.co/functions/v1; unset: ops.invoke_function cannot call.'),
    ('invoke_time_limit', '30 seconds', 'interval', '1 second', '10 minutes', 'Time that an edge function called by us has to answer.');
