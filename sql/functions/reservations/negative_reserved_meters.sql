-- Lots and deliveries whose reserved metres are below zero.
create or replace function ops.negative_reserved_meters(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        select n.subject,
            jsonb_build_object('id', n.id),
            left(format('%s %s: reserved meters %s m, which is below zero', n.noun, n.label, n.reserved_meters), 100),
            null::text,
            null::jsonb,
            to_jsonb(n.reserved_meters::text),
            abs(n.reserved_meters),
            jsonb_build_object('available_to_the_app', n.available),
            format('select * from ops.repair_reservations(rule => %L, keys => %L)', n.counter_rule, array[n.id])
        from (
            select 'public.lots' as subject, 'lot' as noun, t.id, t.lot_number as label, t.reserved_meters,
                t.meters - t.reserved_meters as available, 'lot_reserved_meters' as counter_rule
            from public.lots as t
            where t.reserved_meters < 0 and (keys is null or t.id = any (keys::uuid[]))
            union all
            select 'public.incoming_stock', 'incoming', t.id,
                coalesce(t.invoice_number, t.quality || ' ' || t.color), t.reserved_meters,
                t.expected_meters - t.received_meters - t.reserved_meters, 'incoming_reserved_meters'
            from public.incoming_stock as t
            where t.reserved_meters < 0 and (keys is null or t.id = any (keys::uuid[]))
        ) as n;
end
$$;
comment on function ops.negative_reserved_meters(text[]) is 'Rows with reserved_meters below zero: the app then offers more than there is. Evidence of the runbook''s own fix; never clamped.';
revoke all on function ops.negative_reserved_meters(text[]) from public;
select ops._define_rule(
    name => 'negative_reserved_meters',
    area => 'reservations',
    severity => 'P1',
    example => 'Order processing failed',
    title => 'Reserved metres are never below zero',
    why => 'The app computes availability as metres minus reserved: below zero it sells more than there is.',
    repair_class => 'report',
    reads => '{"public.lots": ["id", "lot_number", "meters", "reserved_meters"],
        "public.incoming_stock": ["id", "invoice_number", "quality", "color", "expected_meters", "received_meters", "reserved_meters"]}'
);
