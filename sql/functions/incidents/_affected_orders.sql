-- The orders behind the findings of an incident.
create or replace function ops._affected_orders(incident bigint)
returns table (number text, customer text, rule text)
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    if to_regclass('public.orders') is null or to_regclass('public.order_lots') is null then
        return;
    end if;
    return query
        select o.order_number, o.customer_name, min(f.rule)
        from ops.finding as f
        join public.order_lots as l
            on (f.subject = 'public.lots' and l.lot_id = ops._key_value(f.key)::uuid)
                or (f.subject = 'public.order_lots' and l.id = ops._key_value(f.key)::uuid)
                or (f.subject = 'public.orders' and l.order_id = ops._key_value(f.key)::uuid)
        join public.orders as o
            on o.id = l.order_id
        where f.incident = _affected_orders.incident and f.kind = 'violation'
            and f.subject in ('public.lots', 'public.order_lots', 'public.orders')
            -- what was fulfilled before the finding is with the customer already
            and (o.fulfilled_at is null or o.fulfilled_at >= f.first_seen or f.subject <> 'public.lots')
        group by o.id, o.order_number, o.customer_name;
end
$$;
comment on function ops._affected_orders(bigint) is 'One row an order: of a broken lot while it is open, or named by a finding itself.';
revoke all on function ops._affected_orders(bigint) from public;
