-- Which order a converted reservation became: kept, because the application's retention deletes the log rows that say so.
create table ops.order_link (
    reservation_id uuid not null,
    order_id uuid not null,
    link text not null check (link in ('audit', 'crm_deal')),
    found_at timestamptz not null,
    primary key (reservation_id, order_id)
);
comment on table ops.order_link is 'Links from converted reservations to orders that were seen once. Written by plans, read by checks; the application has no column for them.';
comment on column ops.order_link.reservation_id is 'Row of reservations; no foreign key, so that nothing here depends on the application.';
comment on column ops.order_link.order_id is 'Row of orders; it may be deleted since.';
comment on column ops.order_link.link is 'audit: the log named the order when the reservation was converted. crm_deal: both carried the same deal.';
comment on column ops.order_link.found_at is 'When it was first seen.';
