-- Orders that have been open for more than a week.
create or replace function ops.order_overdue(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_days constant numeric := ops._threshold('order_overdue', 'days', 7);
    v_now constant timestamptz := ops.now();
    v_since constant timestamptz := v_now - make_interval(secs => (v_days * 86400)::double precision);
begin
    return query
        select 'public.orders',
            jsonb_build_object('id', o.id),
            left(format('order %s of %s is open for %s days', o.order_number, o.customer_name,
                coalesce(floor(extract(epoch from ops._span(o.created_at, v_now)) / 86400)::text, '∞')), 100),
            null::text,
            null::jsonb,
            null::jsonb,
            null::numeric,
            jsonb_strip_nulls(jsonb_build_object('created_at', o.created_at, 'status', o.status,
                'blocker', nullif(o.fulfillment_blocker_status, 'none'))),
            null::text
        from public.orders as o
        where o.fulfilled_at is null
            and coalesce(o.status, 'confirmed') in ('confirmed', 'reserved', 'picking')
            and o.created_at < v_since
            and (keys is null or o.id = any (keys::uuid[]));
end
$$;
comment on function ops.order_overdue(text[]) is 'Open orders older than threshold days (7), by the rule of the application''s overdue digest, which nobody may receive.';
revoke all on function ops.order_overdue(text[]) from public;
select ops._define_rule(
    name => 'order_overdue',
    area => 'integrity',
    severity => 'P3',
    example => 'Minor issues',
    title => 'An order is fulfilled within a week',
    why => 'A customer waits, and the rolls of the order are sold to nobody else.',
    repair_class => 'report',
    reads => '{"public.orders": ["id", "order_number", "customer_name", "status", "fulfillment_blocker_status",
        "fulfilled_at", "created_at"]}'
);
