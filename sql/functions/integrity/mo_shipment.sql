-- Manufacturing orders whose shipment and delivery do not belong together.
create or replace function ops.mo_shipment(keys text[] default null)
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
            abs(w.ordered_amount - coalesce(w.expected_meters, 0)),
            jsonb_build_object('ordered', w.ordered_amount, 'announced', w.expected_meters),
            null::text
        from (
            select m.id, m.status, i.expected_meters, m.ordered_amount, case
                when m.status = 'SHIPPED' and m.incoming_stock_id is null
                    then format('order %s is shipped, and no delivery was announced', m.mo_number)
                when m.status <> 'SHIPPED' and m.incoming_stock_id is not null
                    then format('order %s is %s, and its delivery was announced', m.mo_number, m.status)
                when m.sharing > 1
                    then format('order %s shares its delivery with %s more', m.mo_number, m.sharing - 1)
                when i.expected_meters <> m.ordered_amount
                    then format('order %s of %s m: its delivery announces %s m', m.mo_number, m.ordered_amount, i.expected_meters)
            end as message
            from (
                select o.*, case
                    when o.incoming_stock_id is not null then count(*) over (partition by o.incoming_stock_id)
                end as sharing
                from public.manufacturing_orders as o
            ) as m
            left join public.incoming_stock as i
                on i.id = m.incoming_stock_id
            where keys is null or m.id = any (keys::uuid[])
        ) as w
        where w.message is not null;
end
$$;
comment on function ops.mo_shipment(text[]) is 'SHIPPED without a delivery or the reverse, a delivery of two orders, other metres than ordered. Shipping is two calls, and a status that is set back and forth makes a second delivery.';
revoke all on function ops.mo_shipment(text[]) from public;
select ops._define_rule(
    name => 'mo_shipment',
    area => 'integrity',
    severity => 'P2',
    example => 'Feature degraded',
    title => 'A manufacturing order that is shipped has one delivery, of its own metres',
    why => 'Goods on their way are expected twice, or by nobody: what can be promised from them is wrong.',
    repair_class => 'report',
    reads => '{"public.manufacturing_orders": ["id", "mo_number", "status", "incoming_stock_id", "ordered_amount"],
        "public.incoming_stock": ["id", "expected_meters"]}'
);
