-- What the database weighs, once a day: growth and bloat have a before.
create table ops.daily_size (
    day date not null,
    kind text not null check (kind in ('database', 'package', 'table')),
    relation text not null,
    bytes bigint not null check (bytes >= 0),
    reclaimable_bytes bigint check (reclaimable_bytes >= 0),
    taken_at timestamptz not null,
    primary key (day, kind, relation),
    check ((kind = 'table') = (relation <> ''))
);
comment on table ops.daily_size is 'Size of the database, of this package in it, and of the largest tables, on each day; written by ops.note_sizes(), kept for finding_age.';
comment on column ops.daily_size.day is 'Date in the application''s zone.';
comment on column ops.daily_size.kind is 'database, package (schema ops) or table.';
comment on column ops.daily_size.relation is 'Table, schema-qualified; empty for the other kinds.';
comment on column ops.daily_size.bytes is 'Size on disk; of a table with its TOAST table and its indexes, each of 1 MB or more.';
comment on column ops.daily_size.reclaimable_bytes is 'What rewrites would give back, as far as ops.bloat() could tell; null where it could not.';
comment on column ops.daily_size.taken_at is 'When.';

update ops.job
set argument = argument || '{note_sizes}', what = 'keeps what the statements cost, and once a day what tables weigh, for comparison later'
where name = 'samples';
