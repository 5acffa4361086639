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
        with hit as (
            select f.rule, f.subject, f.first_seen, ops._uuid(ops._key_value(f.key)) as id
            from ops.finding as f
            where f.incident = _affected_orders.incident and f.kind = 'violation'
        ),
        -- a search each, by its own index
        named as (
            select l.order_id, h.rule, h.first_seen as since from hit as h join public.order_lots as l on l.lot_id = h.id where h.subject = 'public.lots'
            union all
            select l.order_id, h.rule, null from hit as h join public.order_lots as l on l.id = h.id where h.subject = 'public.order_lots'
            union all
            select l.order_id, h.rule, null from hit as h join public.order_lots as l on l.order_id = h.id where h.subject = 'public.orders'
        )
        select o.order_number, o.customer_name, min(n.rule)
        from named as n
        join public.orders as o
            on o.id = n.order_id
        -- what was fulfilled before the finding is with the customer already
        where n.since is null or o.fulfilled_at is null or o.fulfilled_at >= n.since
        group by o.id, o.order_number, o.customer_name;
end
$$;
comment on function ops._affected_orders(bigint) is 'One row an order: of a broken lot while it is open, or named by a finding itself.';
revoke all on function ops._affected_orders(bigint) from public;
