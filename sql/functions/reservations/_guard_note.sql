-- Keeps by which orders and deals converted reservations can end, so that an order finds them without a scan.
create or replace function ops._guard_note(reservations uuid[])
returns void
language sql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
    insert into ops.order_link (reservation_id, order_id, link, found_at)
    select l.reservation_id, l.order_id, l.link, ops.now()
    from ops._order_links(reservations) as l
    on conflict on constraint order_link_pkey do nothing;

    insert into ops.converted_deal (deal, reservation_id)
    select d.deal, d.reservation_id
    from ops._converted_deals(reservations) as d
    on conflict on constraint converted_deal_pkey do nothing
$$;
comment on function ops._guard_note(uuid[]) is 'Adds to ops.order_link and ops.converted_deal; null for all reservations.';
revoke all on function ops._guard_note(uuid[]) from public;
