-- Lines that still hold metres although their reservation is over.
create or replace function ops.stale_reservation_lines(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        select 'public.reservation_lines',
            jsonb_build_object('id', l.id),
            left(format('reservation %s is %s, its line %s %s still holds %s m', r.reservation_number,
                case when r.status = 'converted' then 'fulfilled' else r.status::text end,
                l.quality, l.color, l.reserved_meters), 100),
            case when r.status = 'converted' then 'converted_fulfilled' else r.status::text end,
            to_jsonb('0'::text),
            to_jsonb(l.reserved_meters::text),
            l.reserved_meters,
            jsonb_strip_nulls(jsonb_build_object(
                'reservation', r.reservation_number, 'lot_id', l.lot_id,
                'incoming_stock_id', l.incoming_stock_id, 'order_id', o.order_id, 'link', o.link
            )),
            null::text
        from public.reservation_lines as l
        join public.reservations as r
            on r.id = l.reservation_id
        left join ops._converted_orders() as o
            on o.reservation_id = r.id
        where (
                r.status in ('released', 'canceled')
                or (r.status = 'converted' and o.fulfilled)
            )
            and (keys is null or l.id = any (keys::uuid[]));
end
$$;
comment on function ops.stale_reservation_lines(text[]) is 'Lines of released, canceled or converted-and-fulfilled reservations: the app never gives their metres back. A converted reservation whose order is open, or cannot be found, still holds.';
revoke all on function ops.stale_reservation_lines(text[]) from public;
select ops._define_rule(
    name => 'stale_reservation_lines',
    area => 'reservations',
    severity => 'P2',
    example => 'Feature degraded',
    title => 'A reservation that is over holds no metres',
    why => 'The stock is frozen for ever: availability is too low by these metres and nobody can sell them.',
    repair_class => 'decide',
    causes => array['released', 'canceled', 'converted_fulfilled'],
    reads => '{"public.reservation_lines": ["id", "reservation_id", "scope", "lot_id", "incoming_stock_id", "quality", "color", "reserved_meters"],
        "public.reservations": ["id", "reservation_number", "status", "crm_deal_id"],
        "public.orders": ["id", "fulfilled_at", "crm_deal_id"],
        "public.audit_logs": ["entity_id", "action", "new_data"]}',
    choices => '[{"choice": "quarantine", "what": "the line leaves the table through the journal and its metres return to the lot; the app then shows the reservation without it"}]'
);
