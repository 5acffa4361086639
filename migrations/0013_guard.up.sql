-- Policies of an area, and what the guard of the reservation counters replaces and keeps.
create table ops.policy (
    area text primary key references ops.area,
    policy text not null check (policy in ('lines', 'quarantine', 'guard')),
    since timestamptz not null,
    actor text not null,
    reason text not null
);
comment on table ops.policy is 'What the stored values of an area are held to, where that was changed from the default.';
comment on column ops.policy.area is 'Area.';
comment on column ops.policy.policy is 'lines (every line counts), quarantine (lines that a decision names leave the table) or guard (our triggers count what holds).';
comment on column ops.policy.since is 'When it was set.';
comment on column ops.policy.actor is 'Who set it.';
comment on column ops.policy.reason is 'Why.';

create table ops.guard_trigger (
    relation text not null,
    trigger name not null,
    enabled text not null,
    definition text not null,
    primary key (relation, trigger)
);
comment on table ops.guard_trigger is 'Triggers of the application that the guard has disabled, to be put back as they were.';
comment on column ops.guard_trigger.relation is 'Table, schema-qualified.';
comment on column ops.guard_trigger.trigger is 'Trigger.';
comment on column ops.guard_trigger.enabled is 'pg_trigger.tgenabled before.';
comment on column ops.guard_trigger.definition is 'Its text, for a person.';

create table ops.uncounted_reservation (
    reservation_id uuid primary key,
    why text not null,
    since timestamptz not null
);
comment on table ops.uncounted_reservation is 'Reservations whose lines the counters do not include: under the guard, those that are over. Empty without it.';
comment on column ops.uncounted_reservation.reservation_id is 'Row of reservations; no foreign key, so that nothing here depends on the application.';
comment on column ops.uncounted_reservation.why is 'released, canceled, converted_fulfilled, converted_cancelled or converted_order_deleted.';
comment on column ops.uncounted_reservation.since is 'When its metres were given back.';

create table ops.converted_deal (
    deal text not null,
    reservation_id uuid not null,
    primary key (deal, reservation_id)
);
comment on table ops.converted_deal is 'CRM deals of converted reservations: the guard looks up by them which reservations an order may end.';
comment on column ops.converted_deal.deal is 'reservations.crm_deal_id, trimmed and in lower case.';
comment on column ops.converted_deal.reservation_id is 'Row of reservations.';

create index order_link_order_id_idx on ops.order_link (order_id);
