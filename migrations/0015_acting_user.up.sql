-- In whose name columns are changed that the application lets only an administrator change.
create table ops.guarded (
    relation text primary key,
    columns text[] not null,
    installed_at timestamptz not null default pg_catalog.now()
);
comment on table ops.guarded is 'Columns that the application''s own trigger lets only an administrator change. Written by the installer only.';
comment on column ops.guarded.relation is 'Table, schema-qualified.';
comment on column ops.guarded.columns is 'Its columns that the trigger guards.';
comment on column ops.guarded.installed_at is 'Transaction that installed this form of it.';

alter table ops.change add column acted_as uuid;
comment on column ops.change.acted_as is 'Administrator of the application in whose name a guarded column was changed.';

insert into ops.setting (name, default_value, kind, lowest, highest, words, description)
values ('act_as_user_id', null, 'uuid', null, null, null,
    'Administrator in whose name a chosen repair changes role and address of a profile, which the application lets nobody else change; unset: such repairs are refused.');
