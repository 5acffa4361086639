-- Deliveries of which more arrived than was expected.
create or replace function ops.incoming_over_received(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        select 'public.incoming_stock',
            jsonb_build_object('id', i.id),
            left(format('incoming %s: %s m received of %s m expected (+%s)', coalesce(i.invoice_number, i.quality || ' ' || i.color),
                i.received_meters, i.expected_meters, i.received_meters - i.expected_meters), 100),
            null::text,
            null::jsonb,
            to_jsonb(i.received_meters::text),
            i.received_meters - i.expected_meters,
            jsonb_build_object('expected_meters', i.expected_meters),
            null::text
        from public.incoming_stock as i
        where i.received_meters > i.expected_meters and (keys is null or i.id = any (keys::uuid[]));
end
$$;
comment on function ops.incoming_over_received(text[]) is 'received_meters above expected_meters: no constraint refuses it.';
revoke all on function ops.incoming_over_received(text[]) from public;
select ops._define_rule(
    name => 'incoming_over_received',
    area => 'integrity',
    severity => 'P3',
    example => 'Minor issues',
    title => 'Of a delivery no more arrives than was expected',
    why => 'A receipt may have been booked twice, or on the wrong delivery; what is still to come becomes negative.',
    repair_class => 'report',
    reads => '{"public.incoming_stock": ["id", "invoice_number", "quality", "color", "expected_meters", "received_meters"]}'
);
