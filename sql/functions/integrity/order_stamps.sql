-- Orders whose stamps contradict each other.
create or replace function ops.order_stamps(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        select 'public.orders',
            jsonb_build_object('id', w.id),
            left(format('order %s: %s', w.order_number, w.what), 100),
            null::text,
            null::jsonb,
            jsonb_strip_nulls(jsonb_build_object('fulfilled_at', w.fulfilled_at, 'fulfilled_by', w.fulfilled_by, 'picked_at', w.picked_at,
                'shipped_at', w.shipped_at, 'delivered_at', w.delivered_at, 'invoiced_at', w.invoiced_at)),
            null::numeric,
            jsonb_build_object('status', w.status),
            null::text
        from (
            select o.*, case
                when o.fulfilled_at is not null and o.fulfilled_by is null then 'fulfilled by nobody'
                when o.fulfilled_at is null and o.fulfilled_by is not null then 'fulfilled by somebody, but never'
                -- least() passes over what is not set
                when o.picked_at > least(o.shipped_at, o.delivered_at, o.invoiced_at) then 'picked after it had left'
                when o.shipped_at > least(o.delivered_at, o.invoiced_at) then 'shipped after it had arrived or was invoiced'
                when o.delivered_at > o.invoiced_at then 'delivered after it was invoiced'
            end as what
            from public.orders as o
            where keys is null or o.id = any (keys::uuid[])
        ) as w
        where w.what is not null;
end
$$;
comment on function ops.order_stamps(text[]) is 'fulfilled_at without fulfilled_by or the reverse, and picked, shipped, delivered, invoiced out of this order.';
revoke all on function ops.order_stamps(text[]) from public;
select ops._define_rule(
    name => 'order_stamps',
    area => 'integrity',
    severity => 'P3',
    example => 'Minor issues',
    title => 'An order''s stamps agree: who fulfilled it, and what came after what',
    why => 'Delivery times and who shipped what are read from these stamps.',
    repair_class => 'report',
    reads => '{"public.orders": ["id", "order_number", "status", "fulfilled_at", "fulfilled_by", "picked_at", "shipped_at",
        "delivered_at", "invoiced_at"]}'
);
