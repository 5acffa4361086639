-- The order in which rules of one area are repaired, and the shape of a damage report.
alter table ops.rule add column turn smallint not null default 100;
comment on column ops.rule.turn is 'Order in a plan: a rule that reads what another one repairs has the higher number.';

-- the rule's definition takes its turn too; the form without it would make the call ambiguous
drop function if exists ops._define_rule(text, text, text, text, text, text, text, jsonb, text[], text, jsonb, text);

create type ops.scope_line as (
    rule text,
    severity text,
    state text,
    rows bigint,
    metres numeric,
    lots bigint,
    orders bigint,
    customers bigint,
    first_seen timestamptz,
    last_seen timestamptz,
    written_from timestamptz,
    written_to timestamptz,
    note text
);
comment on type ops.scope_line is 'How far damage reaches: one rule, all of them, or the storage below.';
comment on column ops.scope_line.rule is 'Rule; all for the whole area; checksums and amcheck for the storage.';
comment on column ops.scope_line.severity is 'Of the rule; for all, the worst.';
comment on column ops.scope_line.state is 'clean, violation, unknown (could not run or cannot be known) or skipped.';
comment on column ops.scope_line.rows is 'Broken rows; in the line for all, each row once.';
comment on column ops.scope_line.metres is 'Metres concerned; in the line for all, each row with the largest figure said of it.';
comment on column ops.scope_line.lots is 'Lots that the rows are, or belong to.';
comment on column ops.scope_line.orders is 'Orders that the rows are or belong to, and open ones that draw on those lots.';
comment on column ops.scope_line.customers is 'Customers, by name, of those orders and of the reservations that hold those lots.';
comment on column ops.scope_line.first_seen is 'When the oldest of the findings was first seen; null where checks are not remembered.';
comment on column ops.scope_line.last_seen is 'When the findings last changed; for checksums the last failure.';
comment on column ops.scope_line.written_from is 'Oldest last write among the broken rows.';
comment on column ops.scope_line.written_to is 'Newest last write among the broken rows.';
comment on column ops.scope_line.note is 'What the line cannot say in numbers.';
