-- Derived values that the owner of the package has added: kept here, because each release writes the catalogue anew.
create table ops.registered_value (
    name text primary key,
    area text not null references ops.area,
    severity text not null references ops.severity,
    example text not null,
    title text not null,
    why text not null,
    repair_class text not null check (repair_class in ('auto', 'lock', 'report')),
    subject text not null,
    key_column text not null,
    noun text not null,
    label text not null,
    value_column text not null,
    expected text not null,
    otherwise text,
    tolerance numeric not null default 0,
    unit text,
    reads jsonb not null,
    registered_at timestamptz not null default pg_catalog.now(),
    registered_by text not null,
    removed_at timestamptz,
    removed_by text,
    check ((removed_at is null) = (removed_by is null))
);
create index registered_value_area_idx on ops.registered_value (area);
create index registered_value_severity_idx on ops.registered_value (severity);
comment on table ops.registered_value is 'What ops.register_derived_value was told. Written into the catalogue again by every installation.';
comment on column ops.registered_value.name is 'Name of the rule.';
comment on column ops.registered_value.area is 'Area it belongs to.';
comment on column ops.registered_value.severity is 'Default severity; ops.rule_setting overrides it.';
comment on column ops.registered_value.example is 'Example of the severity table that it follows.';
comment on column ops.registered_value.title is 'What must hold, in one sentence.';
comment on column ops.registered_value.why is 'What happens to people when it does not hold.';
comment on column ops.registered_value.repair_class is 'auto, lock or report.';
comment on column ops.registered_value.subject is 'Table that stores the value, schema-qualified.';
comment on column ops.registered_value.key_column is 'Its key.';
comment on column ops.registered_value.noun is 'How a row of it is called.';
comment on column ops.registered_value.label is 'SQL expression over alias t: the number a person knows.';
comment on column ops.registered_value.value_column is 'Column that stores the value.';
comment on column ops.registered_value.expected is 'Function that says what it should be, schema-qualified.';
comment on column ops.registered_value.otherwise is 'Value where that function has no row; null means null.';
comment on column ops.registered_value.tolerance is 'Largest difference that is not a drift.';
comment on column ops.registered_value.unit is 'm for metres; null for values without one.';
comment on column ops.registered_value.reads is 'Relations and columns it needs; where one is absent the rule is skipped.';
comment on column ops.registered_value.registered_at is 'When.';
comment on column ops.registered_value.registered_by is 'Who.';
comment on column ops.registered_value.removed_at is 'When it was taken out again; the row stays, for undo needs to know the key of the table.';
comment on column ops.registered_value.removed_by is 'Who took it out.';
