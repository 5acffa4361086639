-- Manufacturing orders in a state that the application does not know, or for a customer that nobody named.
create or replace function ops.mo_state(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        select 'public.manufacturing_orders',
            jsonb_build_object('id', w.id),
            left(w.message, 100),
            null::text,
            null::jsonb,
            to_jsonb(w.status),
            null::numeric,
            jsonb_build_object('supplier_id', w.supplier_id),
            null::text
        from (
            select m.id, m.status, m.supplier_id, case
                when m.status not in ('ORDERED', 'CONFIRMED', 'IN_PRODUCTION', 'READY_TO_SHIP', 'SHIPPED', 'CANCELLED')
                    then format('order %s has the unknown status %s', m.mo_number, m.status)
                when m.is_customer_order and nullif(btrim(m.customer_name), '') is null and m.reservation_id is null
                    then format('order %s is for a customer that nobody named', m.mo_number)
            end as message
            from public.manufacturing_orders as m
            where keys is null or m.id = any (keys::uuid[])
        ) as w
        where w.message is not null;
end
$$;
comment on function ops.mo_state(text[]) is 'status is free text; the six known words are a convention. A customer order needs a customer or a reservation.';
revoke all on function ops.mo_state(text[]) from public;
select ops._define_rule(
    name => 'mo_state',
    area => 'integrity',
    severity => 'P3',
    example => 'Minor issues',
    title => 'A manufacturing order has a known status, and a customer if it is for one',
    why => 'No screen lists an order of an unknown status, and goods made for a customer are sold to another.',
    repair_class => 'report',
    reads => '{"public.manufacturing_orders": ["id", "mo_number", "status", "supplier_id", "is_customer_order",
        "customer_name", "reservation_id"]}'
);
