-- What was measured of tables and indexes, and the statements that a maintenance window runs.
create type ops.relation_bloat as (
    relation text,
    kind text,
    on_table text,
    bytes bigint,
    reclaimable_bytes bigint,
    percent numeric,
    standard_error numeric,
    method text,
    confidence text,
    measured_at timestamptz,
    withheld text,
    relation_oid oid
);
comment on type ops.relation_bloat is 'What a rewrite of one heap, TOAST table or btree would give back, how that is known, or why it is withheld.';
comment on column ops.relation_bloat.relation is 'Relation, schema-qualified.';
comment on column ops.relation_bloat.kind is 'heap, toast, btree, or the access method of another index.';
comment on column ops.relation_bloat.on_table is 'Table that it belongs to.';
comment on column ops.relation_bloat.bytes is 'Size now, main fork.';
comment on column ops.relation_bloat.reclaimable_bytes is 'What VACUUM FULL or REINDEX would give back; VACUUM does not. Negative: a rewrite would make it larger.';
comment on column ops.relation_bloat.percent is 'The same as a share of its size.';
comment on column ops.relation_bloat.standard_error is 'Of percent, in points; 0 when every page was read, null for an estimate from statistics.';
comment on column ops.relation_bloat.method is 'read (every page), sample (random pages, rebuilt in mind), pgstattuple, pgstatindex, or statistics.';
comment on column ops.relation_bloat.confidence is 'high, medium or low; null when withheld.';
comment on column ops.relation_bloat.measured_at is 'When it was measured; for an estimate, when its statistics were gathered.';
comment on column ops.relation_bloat.withheld is 'Why there is no number; null when there is one.';
comment on column ops.relation_bloat.relation_oid is 'The relation''s oid.';

create type ops.vacuum_state as (
    relation text,
    dead bigint,
    live bigint,
    due_at bigint,
    last_vacuum timestamptz,
    due_since timestamptz,
    autovacuum_off text,
    holder text,
    holder_kind text,
    held_since timestamptz,
    being_vacuumed boolean,
    bytes bigint
);
comment on type ops.vacuum_state is 'One table''s dead rows against the number at which autovacuum comes, and what keeps it away.';
comment on column ops.vacuum_state.relation is 'Table, schema-qualified.';
comment on column ops.vacuum_state.dead is 'Dead rows by the statistics.';
comment on column ops.vacuum_state.live is 'Live rows by the statistics.';
comment on column ops.vacuum_state.due_at is 'Dead rows above which autovacuum comes, by the table''s own options.';
comment on column ops.vacuum_state.last_vacuum is 'Last one, by hand or automatic.';
comment on column ops.vacuum_state.due_since is 'Since when it has been seen above that number without a vacuum; null when never seen.';
comment on column ops.vacuum_state.autovacuum_off is 'Where it is switched off: server or table.';
comment on column ops.vacuum_state.holder is 'What has the oldest snapshot that this database''s vacuums must respect.';
comment on column ops.vacuum_state.holder_kind is 'session, prepared, slot or standby.';
comment on column ops.vacuum_state.held_since is 'Start of that transaction.';
comment on column ops.vacuum_state.being_vacuumed is 'A vacuum of it is under way.';
comment on column ops.vacuum_state.bytes is 'Size of its heap, as the catalog remembers it.';

create table ops.bloat_measure (
    relation_oid oid primary key,
    relation text not null,
    kind text not null check (kind in ('heap', 'toast', 'btree')),
    table_oid oid not null,
    filenode oid not null,
    bytes bigint not null,
    reclaimable_bytes bigint,
    standard_error numeric check (standard_error >= 0),
    live_rows numeric,
    live_rows_error numeric,
    pages_read bigint not null default 0,
    method text,
    withheld text,
    changes bigint,
    measured_at timestamptz not null,
    took_ms numeric not null,
    check ((reclaimable_bytes is null) = (withheld is not null)),
    check ((reclaimable_bytes is null) = (method is null))
);
create index bloat_measure_table_oid_idx on ops.bloat_measure (table_oid);
comment on table ops.bloat_measure is 'Last measure of each heap, TOAST table and btree by ops.measure_bloat.';
comment on column ops.bloat_measure.relation_oid is 'Relation; held as number so that nothing depends on it.';
comment on column ops.bloat_measure.relation is 'Its name when measured.';
comment on column ops.bloat_measure.kind is 'heap, toast or btree.';
comment on column ops.bloat_measure.table_oid is 'Table that it belongs to.';
comment on column ops.bloat_measure.filenode is 'File when measured; another one means it was rewritten since and the measure is void.';
comment on column ops.bloat_measure.bytes is 'Size when measured, main fork.';
comment on column ops.bloat_measure.reclaimable_bytes is 'What a rewrite would have given back; negative where it would have made it larger.';
comment on column ops.bloat_measure.standard_error is 'Of the share, in points of percent.';
comment on column ops.bloat_measure.live_rows is 'Rows or entries that a rewrite would keep.';
comment on column ops.bloat_measure.live_rows_error is 'Standard error of live_rows.';
comment on column ops.bloat_measure.pages_read is 'Pages that were read.';
comment on column ops.bloat_measure.method is 'read, sample, pgstattuple or pgstatindex.';
comment on column ops.bloat_measure.withheld is 'Why there is no number.';
comment on column ops.bloat_measure.changes is 'Rows inserted, updated and deleted so far, by the statistics, when measured.';
comment on column ops.bloat_measure.measured_at is 'When.';
comment on column ops.bloat_measure.took_ms is 'What it cost.';

create table ops.vacuum_due (
    relation_oid oid primary key,
    relation text not null,
    since timestamptz not null,
    dead bigint not null
);
comment on table ops.vacuum_due is 'Tables seen with more dead rows than autovacuum allows, since when; a row leaves when a vacuum has been.';
comment on column ops.vacuum_due.relation_oid is 'Table.';
comment on column ops.vacuum_due.relation is 'Its name.';
comment on column ops.vacuum_due.since is 'First time it was seen so.';
comment on column ops.vacuum_due.dead is 'Dead rows at that time.';

create table ops.maintenance_statement (
    id bigint generated always as identity primary key,
    statement text not null,
    kind text not null check (kind in ('vacuum', 'reindex', 'drop_index', 'rewrite')),
    relation text not null,
    relation_oid oid not null,
    why text not null,
    reclaims bigint,
    lock text not null,
    disk_bytes bigint not null,
    state text not null check (state in ('decide', 'queued', 'running', 'done', 'failed', 'withdrawn')),
    queued_at timestamptz not null,
    actor text not null,
    reason text not null check (pg_catalog.btrim(reason) <> ''),
    started_at timestamptz,
    started_by text,
    ended_at timestamptz,
    bytes_before bigint,
    bytes_after bigint,
    filenode oid,
    note text,
    check ((state in ('done', 'failed')) <= (ended_at is not null))
);
create unique index maintenance_statement_statement_open_key on ops.maintenance_statement (statement)
    where state in ('decide', 'queued', 'running');
create unique index maintenance_statement_state_running_key on ops.maintenance_statement (state) where state = 'running';
comment on table ops.maintenance_statement is 'Statements that cannot run inside a function, one at a time, in a maintenance window; and what each gave back.';
comment on column ops.maintenance_statement.id is 'Number that ops.begin_maintenance_statement takes.';
comment on column ops.maintenance_statement.statement is 'To be sent alone, with autocommit on.';
comment on column ops.maintenance_statement.kind is 'vacuum, reindex, drop_index (what a broken REINDEX left) or rewrite.';
comment on column ops.maintenance_statement.relation is 'Relation.';
comment on column ops.maintenance_statement.relation_oid is 'Its oid when queued.';
comment on column ops.maintenance_statement.why is 'What was found.';
comment on column ops.maintenance_statement.reclaims is 'Bytes expected back on disk; 0 for a vacuum, which makes space usable inside the file.';
comment on column ops.maintenance_statement.lock is 'Lock that it takes, and whom that stops.';
comment on column ops.maintenance_statement.disk_bytes is 'Free disk that it needs while it runs.';
comment on column ops.maintenance_statement.state is 'decide (a person must run it: it stops the application), queued, running, done, failed or withdrawn.';
comment on column ops.maintenance_statement.queued_at is 'When.';
comment on column ops.maintenance_statement.actor is 'Who queued it.';
comment on column ops.maintenance_statement.reason is 'Why.';
comment on column ops.maintenance_statement.started_at is 'Begin.';
comment on column ops.maintenance_statement.started_by is 'Who ran it.';
comment on column ops.maintenance_statement.ended_at is 'End.';
comment on column ops.maintenance_statement.bytes_before is 'Size of the relation at the begin.';
comment on column ops.maintenance_statement.bytes_after is 'And at the end.';
comment on column ops.maintenance_statement.filenode is 'File at the begin; a REINDEX or a rewrite makes another.';
comment on column ops.maintenance_statement.note is 'Error, or what was found afterwards.';
