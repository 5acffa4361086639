-- Orders that say nothing of what was ordered.
create or replace function ops.order_without_lots(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_written constant timestamptz := ops.now()
        - make_interval(secs => ops._threshold('order_without_lots', 'grace_seconds', 300)::double precision);
begin
    return query
        select 'public.orders',
            jsonb_build_object('id', o.id),
            left(format('order %s of %s, %s, has no lots', o.order_number, o.customer_name,
                case when o.fulfilled_at is null then 'open' else 'fulfilled' end), 100),
            null::text,
            null::jsonb,
            null::jsonb,
            null::numeric,
            jsonb_strip_nulls(jsonb_build_object('status', o.status, 'created_at', o.created_at, 'crm_deal_id', o.crm_deal_id)),
            null::text
        from public.orders as o
        left join public.order_lots as c
            on c.order_id = o.id
        where c.id is null
            and coalesce(o.status, 'confirmed') not in ('draft', 'cancelled')
            -- the application writes an order and its lots in separate calls
            and o.created_at < v_written
            and (keys is null or o.id = any (keys::uuid[]));
end
$$;
comment on function ops.order_without_lots(text[]) is 'Orders older than grace_seconds (300), neither draft nor cancelled, without a row in order_lots: its insert failed, or a lot was deleted and took them along.';
revoke all on function ops.order_without_lots(text[]) from public;
select ops._define_rule(
    name => 'order_without_lots',
    area => 'integrity',
    severity => 'P1',
    example => 'Order processing failed',
    title => 'An order names the lots that it takes',
    why => 'The customer waits for an order of which the warehouse cannot know what to pick.',
    repair_class => 'report',
    reads => '{"public.orders": ["id", "order_number", "customer_name", "status", "fulfilled_at", "created_at", "crm_deal_id"],
        "public.order_lots": ["id", "order_id"]}'
);
