-- Deliveries that should have arrived.
create or replace function ops.incoming_overdue(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_today constant date := ops.today();
begin
    return query
        select 'public.incoming_stock',
            jsonb_build_object('id', i.id),
            left(format('incoming %s: %s m expected %s days ago, %s m promised', coalesce(i.invoice_number, i.quality || ' ' || i.color),
                i.expected_meters - i.received_meters, coalesce(case when isfinite(i.expected_arrival_date) then v_today - i.expected_arrival_date end::text, '∞'), i.reserved_meters), 100),
            null::text,
            null::jsonb,
            to_jsonb(i.expected_arrival_date),
            greatest(i.expected_meters - i.received_meters, 0),
            jsonb_build_object('status', i.status, 'reserved_meters', i.reserved_meters),
            null::text
        from public.incoming_stock as i
        where i.status <> 'fully_received'
            and i.expected_arrival_date < v_today
            and (keys is null or i.id = any (keys::uuid[]));
end
$$;
comment on function ops.incoming_overdue(text[]) is 'Not fully received, and expected before today in the configured time zone.';
revoke all on function ops.incoming_overdue(text[]) from public;
select ops._define_rule(
    name => 'incoming_overdue',
    area => 'integrity',
    severity => 'P3',
    example => 'Minor issues',
    title => 'A delivery arrives by the day it is expected',
    why => 'Customers were promised these metres; nobody is told that they are late.',
    repair_class => 'report',
    reads => '{"public.incoming_stock": ["id", "invoice_number", "quality", "color", "expected_meters",
        "received_meters",
        "reserved_meters", "expected_arrival_date", "status"]}'
);
