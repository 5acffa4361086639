-- Small history of statements and page times, so that "slower than before" has a before.
create table ops.sampling (
    id bigint generated always as identity primary key,
    taken_at timestamptz not null unique,
    statements integer not null
);
comment on table ops.sampling is 'One reading of the counters of statements.';
comment on column ops.sampling.id is 'Number.';
comment on column ops.sampling.taken_at is 'When.';
comment on column ops.sampling.statements is 'Statements kept.';

create table ops.statement_sample (
    sampling bigint not null references ops.sampling on delete cascade,
    queryid bigint not null,
    calls bigint not null,
    total_ms double precision not null,
    primary key (queryid, sampling)
);
create index statement_sample_sampling_idx on ops.statement_sample (sampling);
comment on table ops.statement_sample is 'Counters of the statements that take most of the time, as they stood at a reading. Cumulative since their reset.';
comment on column ops.statement_sample.sampling is 'Reading.';
comment on column ops.statement_sample.queryid is 'Identity of the statement.';
comment on column ops.statement_sample.calls is 'Calls until then.';
comment on column ops.statement_sample.total_ms is 'Time spent executing until then, in milliseconds.';

create table ops.page_time (
    id bigint generated always as identity primary key,
    page text not null,
    measured_at timestamptz not null,
    milliseconds numeric,
    role text not null,
    acted_as uuid,
    row_count bigint,
    error text
);
create index page_time_page_measured_at_idx on ops.page_time (page, measured_at);
comment on table ops.page_time is 'How long the functions behind the application''s pages took, run as a user of it.';
comment on column ops.page_time.id is 'Number.';
comment on column ops.page_time.page is 'Function.';
comment on column ops.page_time.measured_at is 'When.';
comment on column ops.page_time.milliseconds is 'Time until its last row; null when it failed.';
comment on column ops.page_time.role is 'Database role it ran as.';
comment on column ops.page_time.acted_as is 'User whose claims it ran with.';
comment on column ops.page_time.row_count is 'Rows it returned.';
comment on column ops.page_time.error is 'SQLSTATE and message when it failed.';
