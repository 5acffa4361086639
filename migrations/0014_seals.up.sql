-- Seals of the audit log and of the journal: what they were when it was settled, and who has looked since.
create table ops.seal_batch (
    id bigint primary key check (id > 0),
    kind text not null check (kind in ('rows', 'redacted', 'purged', 'expired', 'accepted')),
    subject text not null,
    columns text[] not null,
    types text[] not null,
    rows bigint not null,
    through timestamptz,
    covers bigint,
    keys text[],
    times timestamptz[],
    digests bytea[],
    salts bytea[],
    root bytea not null,
    previous bytea not null,
    hash bytea not null,
    sealed_at timestamptz not null,
    actor text not null,
    reason text
);
alter table ops.seal_batch
    alter column keys set storage external,
    alter column digests set storage external,
    alter column salts set storage external;
create index seal_batch_subject_idx on ops.seal_batch (subject, id);
comment on table ops.seal_batch is 'The chain of seals: sealed rows, and every lawful change to what is sealed. Written by ops.seal() and ops.purge() only.';
comment on column ops.seal_batch.id is 'Place in the chain, without gaps.';
comment on column ops.seal_batch.kind is 'rows (sealed), redacted (without personal data now), purged (removed by ops.purge), expired (removed by the application''s retention) or accepted (by a person).';
comment on column ops.seal_batch.subject is 'Table, schema-qualified.';
comment on column ops.seal_batch.columns is 'Columns that the digests cover, in order.';
comment on column ops.seal_batch.types is 'Their types when it was sealed.';
comment on column ops.seal_batch.rows is 'Rows that it speaks of.';
comment on column ops.seal_batch.through is 'rows: every settled row older than this is sealed. expired: what is older may be gone.';
comment on column ops.seal_batch.covers is 'expired: last batch whose rows are all gone; its digests are no longer kept.';
comment on column ops.seal_batch.keys is 'Keys of the rows, in the order of sealing; null once all of them have expired.';
comment on column ops.seal_batch.times is 'Times of the rows.';
comment on column ops.seal_batch.digests is 'Digests of the rows; zeros where the row is to be gone.';
comment on column ops.seal_batch.salts is 'Random bytes within each digest, where personal data may be removed from the row: they go with it, and nothing can be guessed from the digest.';
comment on column ops.seal_batch.root is 'Root of the tree over digests, keys and times.';
comment on column ops.seal_batch.previous is 'Hash of the batch before.';
comment on column ops.seal_batch.hash is 'Of this batch and all before it.';
comment on column ops.seal_batch.sealed_at is 'When.';
comment on column ops.seal_batch.actor is 'Who.';
comment on column ops.seal_batch.reason is 'Why, where a person accepted something.';

create table ops.seal_check (
    id bigint generated always as identity primary key,
    checked_at timestamptz not null,
    actor text not null,
    complete boolean not null,
    head text,
    batch bigint not null,
    hash bytea not null,
    rows bigint not null,
    broken bigint not null,
    unknown bigint not null,
    seconds numeric not null
);
comment on table ops.seal_check is 'Who verified the seals when, how far, and with what result.';
comment on column ops.seal_check.id is 'Number.';
comment on column ops.seal_check.checked_at is 'When.';
comment on column ops.seal_check.actor is 'Who.';
comment on column ops.seal_check.complete is 'From the first seal on; false: from the last verified one.';
comment on column ops.seal_check.head is 'Head kept elsewhere that it was compared with.';
comment on column ops.seal_check.batch is 'Last batch looked at.';
comment on column ops.seal_check.hash is 'Its hash.';
comment on column ops.seal_check.rows is 'Sealed rows looked at.';
comment on column ops.seal_check.broken is 'What was not as sealed.';
comment on column ops.seal_check.unknown is 'What could not be told.';
comment on column ops.seal_check.seconds is 'How long it took.';

create table ops.seal_break (
    seal_check bigint not null references ops.seal_check on delete cascade,
    "position" integer not null,
    what text not null,
    subject text,
    key text,
    batch bigint,
    message text not null,
    primary key (seal_check, "position")
);
comment on table ops.seal_break is 'What a verification found not to be as sealed; at most 1,000 a verification.';
comment on column ops.seal_break.seal_check is 'Verification.';
comment on column ops.seal_break."position" is 'Order.';
comment on column ops.seal_break.what is 'edited, removed, slipped in, altered, cut or rewritten.';
comment on column ops.seal_break.subject is 'Table.';
comment on column ops.seal_break.key is 'Row.';
comment on column ops.seal_break.batch is 'Batch.';
comment on column ops.seal_break.message is 'In one sentence.';

create type ops.seal_verdict as (what text, subject text, key text, batch bigint, rows bigint, message text);
comment on type ops.seal_verdict is 'One line of a verification of the seals.';
comment on column ops.seal_verdict.what is 'edited, removed, slipped in (a row); altered (a batch); cut, rewritten (the chain); unknown; or verified, a count.';
comment on column ops.seal_verdict.subject is 'Table.';
comment on column ops.seal_verdict.key is 'Row.';
comment on column ops.seal_verdict.batch is 'Batch that has sealed it.';
comment on column ops.seal_verdict.rows is 'Sealed rows looked at, or rows that the line stands for.';
comment on column ops.seal_verdict.message is 'In one sentence.';

insert into ops.setting (name, default_value, kind, lowest, highest, words, description)
values ('seal_lag', '1 hour', 'interval', '1 minute', '7 days', null, 'Age from which a row of the audit log or of the journal is sealed.');

update ops.job
set argument = '{seal,record_seal_check}', what = 'seals the journal and the audit log, and verifies all seals'
where name = 'seals';
