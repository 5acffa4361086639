-- Deliveries of which more is held than is still to come.
create or replace function ops.oversold_incoming(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_deliveries uuid[];
begin
    v_deliveries := array(
        select s.incoming_stock_id
        from (
            select l.incoming_stock_id, sum(l.reserved_meters) as metres
            from public.reservation_lines as l
            where l.scope = 'INCOMING' and (keys is null or l.incoming_stock_id = any (keys::uuid[]))
            group by l.incoming_stock_id
        ) as s
        join public.incoming_stock as i
            on i.id = s.incoming_stock_id
        where s.metres > i.expected_meters - i.received_meters
    );
    return query
        with held as materialized (
            select h.parent, sum(h.metres) as metres, count(distinct h.reservation_id) as reservations,
                min(l.created_at) as oldest_at
            from ops._holding_lines('INCOMING', v_deliveries) as h
            join public.reservation_lines as l
                on l.id = h.line
            where h.holds
            group by h.parent
        ),
        arrived as materialized (
            select g.incoming_stock_id, max(g.created_at) as last_at
            from public.goods_in_receipts as g
            where g.incoming_stock_id = any (v_deliveries)
            group by g.incoming_stock_id
        )
        select 'public.incoming_stock',
            jsonb_build_object('id', i.id),
            left(format('incoming %s: %s m held by %s reservation%s, %s m to come (%s)',
                coalesce(i.invoice_number, i.quality || ' ' || i.color), h.metres, h.reservations,
                case when h.reservations <> 1 then 's' end, w.to_come,
                ops._metres(h.metres - w.to_come, true)), 100),
            -- the lines fitted what was expected; a receipt that came after a line took it from under them
            case
                when h.metres <= i.expected_meters and i.received_meters > 0 and a.last_at > h.oldest_at then 'over_receipt'
                else 'unknown'
            end,
            to_jsonb(w.to_come::text),
            to_jsonb(h.metres::text),
            h.metres - w.to_come,
            jsonb_strip_nulls(jsonb_build_object('expected', i.expected_meters, 'received', i.received_meters, 'last_receipt', a.last_at,
                'proof', case when h.metres <= i.expected_meters and i.received_meters > 0 and a.last_at > h.oldest_at
                    then 'the lines fit what was expected, and goods arrived after them; lines never move to the lots received' end)),
            null::text
        from held as h
        join public.incoming_stock as i
            on i.id = h.parent
        cross join lateral (select i.expected_meters - i.received_meters as to_come) as w
        left join arrived as a
            on a.incoming_stock_id = i.id
        where h.metres > w.to_come;
end
$$;
comment on function ops.oversold_incoming(text[]) is 'Deliveries whose holding lines exceed expected less received metres: the app never moves a line to the lot that came of the delivery.';
revoke all on function ops.oversold_incoming(text[]) from public;
select ops._define_rule(
    name => 'oversold_incoming',
    area => 'reservations',
    severity => 'P1',
    example => 'Order processing failed',
    title => 'No more of a delivery is held than is still to come',
    why => 'The customer waits for goods that have arrived, while those goods are sold to others from the new lots.',
    repair_class => 'report',
    causes => array['over_receipt'],
    reads => '{"public.incoming_stock": ["id", "invoice_number", "quality", "color", "expected_meters", "received_meters"],
        "public.reservation_lines": ["id", "reservation_id", "scope", "incoming_stock_id", "reserved_meters", "created_at"],
        "public.reservations": ["id", "status", "crm_deal_id", "converted_at"], "public.goods_in_receipts": ["incoming_stock_id", "created_at"],
        "public.orders": ["id", "status", "fulfilled_at", "fulfillment_outcome", "crm_deal_id"],
        "public.audit_logs": ["entity_id", "entity_type", "action", "new_data"]}'
);
