-- Converted reservations of which the open order lacks lots, or that left lines on deliveries behind.
create or replace function ops.half_converted_reservations(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        select 'public.reservations',
            jsonb_build_object('id', r.id),
            left(format('reservation %s: order %s lacks %s of its lines, %s m', r.reservation_number, o.order_number,
                count(*), sum(u.metres)), 100),
            case when count(u.lot_id) = count(*) then 'lot_left_out' when count(u.lot_id) = 0 then 'incoming_left_behind' else 'ambiguous' end,
            null::jsonb,
            to_jsonb(count(*)),
            sum(u.metres),
            jsonb_build_object('order', o.order_number, 'lines', jsonb_agg(u.line order by u.line), 'proof',
                'the order is open and takes nothing of these lines'' lots'),
            null::text
        from ops._unordered_lines(keys::uuid[]) as u
        join public.reservations as r
            on r.id = u.reservation_id
        join public.orders as o
            on o.id = u.order_id
        group by r.id, o.id;
end
$$;
comment on function ops.half_converted_reservations(text[]) is 'A line without rolls, a second line on one lot, or one on a delivery is refused or skipped when the order is written; the reservation is converted all the same.';
revoke all on function ops.half_converted_reservations(text[]) from public;
select ops._define_rule(
    name => 'half_converted_reservations',
    area => 'reservations',
    severity => 'P1',
    example => 'Order processing failed',
    title => 'The order of a converted reservation takes all of its lines',
    why => 'The customer gets a part of what was promised, and nobody is told; the rest stays held.',
    repair_class => 'decide',
    causes => array['lot_left_out', 'incoming_left_behind'],
    reads => '{"public.reservations": ["id", "reservation_number", "status", "converted_at", "crm_deal_id"],
        "public.reservation_lines": ["id", "reservation_id", "lot_id", "incoming_stock_id", "reserved_meters", "roll_ids", "quality", "color"],
        "public.orders": ["id", "order_number", "status", "fulfilled_at", "fulfillment_outcome", "crm_deal_id"],
        "public.order_lots": ["id", "order_id", "lot_id", "quality", "color", "roll_count", "selected_roll_meters", "selected_roll_ids"],
        "public.rolls": ["id", "lot_id", "meters"],
        "public.audit_logs": ["entity_id", "entity_type", "action", "new_data"]}',
    choices => '[{"choice": "complete_order", "what": "the missing lots are added to the order with the rolls that the lines name; the app shows them in the order. Not where a line names no rolls or waits for a delivery: choose rolls in the app", "changes": "ops._complete_order_changes"}]'
);
