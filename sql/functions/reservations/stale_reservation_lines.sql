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
            jsonb_build_object('id', s.line),
            left(format('reservation %s is %s, its line %s %s still holds %s m', r.reservation_number,
                replace(replace(s.why, 'converted_', ''), '_', ' '), l.quality, l.color, l.reserved_meters), 100),
            case when l.created_at > e.ended_at then 'line_on_closed_reservation' else s.why end,
            to_jsonb('0'::text),
            to_jsonb(l.reserved_meters::text),
            s.size,
            jsonb_strip_nulls(jsonb_build_object(
                'reservation', r.reservation_number, 'lot_id', l.lot_id, 'incoming_stock_id', l.incoming_stock_id,
                'order_id', s.order_id, 'link', s.link, 'ended_at', e.ended_at,
                'proof', case
                    when l.created_at > e.ended_at then format('the line was written at %s, after the end', l.created_at)
                    when s.order_id is not null then format('order %s by its %s', s.why, s.link)
                    else 'only a cancellation removes lines'
                end
            )),
            null::text
        from ops._stale_lines(keys) as s
        join public.reservation_lines as l
            on l.id = s.line
        join public.reservations as r
            on r.id = l.reservation_id
        cross join lateral (
            select case when r.status::text = 'converted' then r.converted_at else r.canceled_at end as ended_at
        ) as e
        -- said once more for the planner: a few lines are looked up, all of them are read
        where keys is null or l.id = any (keys::uuid[]);
end
$$;
comment on function ops.stale_reservation_lines(text[]) is 'Lines that do not hold by ops._reservation_states: of released and canceled reservations, and of converted ones whose order is fulfilled, cancelled or deleted. The app never gives their metres back.';
revoke all on function ops.stale_reservation_lines(text[]) from public;
select ops._define_rule(
    name => 'stale_reservation_lines',
    area => 'reservations',
    severity => 'P2',
    example => 'Feature degraded',
    title => 'A reservation that is over holds no metres',
    why => 'The stock is frozen for ever: availability is too low by these metres and nobody can sell them.',
    repair_class => 'decide',
    causes => array['released', 'canceled', 'line_on_closed_reservation', 'converted_fulfilled', 'converted_cancelled',
        'converted_order_deleted'],
    reads => '{"public.reservation_lines": ["id", "reservation_id", "scope", "lot_id", "incoming_stock_id", "quality", "color", "reserved_meters", "created_at"],
        "public.reservations": ["id", "reservation_number", "status", "crm_deal_id", "canceled_at", "converted_at"],
        "public.orders": ["id", "status", "fulfilled_at", "fulfillment_outcome", "crm_deal_id"],
        "public.audit_logs": ["entity_id", "entity_type", "action", "new_data"]}',
    sizes => 'ops._stale_lines',
    choices => '[{"choice": "quarantine", "what": "the line leaves the table through the journal and its metres return to the lot; the app then shows the reservation without it"}]'
);
