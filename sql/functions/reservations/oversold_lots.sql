-- Lots of which more is held than there is.
create or replace function ops.oversold_lots(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_lots uuid[];
begin
    -- what holds is part of all lines: only where those exceed the lot are they judged one by one
    v_lots := array(
        select s.lot_id
        from (
            select l.lot_id, sum(l.reserved_meters) as metres
            from public.reservation_lines as l
            where l.scope = 'INVENTORY' and (keys is null or l.lot_id = any (keys::uuid[]))
            group by l.lot_id
        ) as s
        join public.lots as t
            on t.id = s.lot_id
        where s.metres > t.meters
    );
    return query
        with held as materialized (
            select h.parent, sum(h.metres) as metres, count(distinct h.reservation_id) as reservations
            from ops._holding_lines('INVENTORY', v_lots) as h
            where h.holds
            group by h.parent
        ),
        over as materialized (
            select t.id, t.lot_number, t.meters, h.metres, h.reservations
            from held as h
            join public.lots as t
                on t.id = h.parent
            where h.metres > t.meters
        )
        select 'public.lots',
            jsonb_build_object('id', o.id),
            left(format('lot %s: %s m held by %s reservation%s, it has %s m (%s)', o.lot_number, o.metres, o.reservations,
                case when o.reservations <> 1 then 's' end, o.meters, ops._metres(o.metres - o.meters, true)), 100),
            c.cause,
            to_jsonb(o.meters::text),
            to_jsonb(o.metres::text),
            o.metres - o.meters,
            c.detail,
            -- a number that no terminal can show cannot be typed either
            case when o.lot_number !~ '[\x01-\x1f\x7f-\x9f]' then format('select * from ops.explain_lot(%L)', o.lot_number) end
        from over as o
        left join ops._oversold_causes(array(select w.id from over as w)) as c
            on c.key = o.id;
end
$$;
comment on function ops.oversold_lots(text[]) is 'Lots whose holding lines (ops._holding_lines) exceed their metres. Never clamped: somebody will not get what was promised.';
revoke all on function ops.oversold_lots(text[]) from public;
select ops._define_rule(
    name => 'oversold_lots',
    area => 'reservations',
    severity => 'P1',
    example => 'Order processing failed',
    title => 'No more of a lot is held than there is',
    why => 'The same metres are promised twice: one of the orders cannot be picked.',
    repair_class => 'report',
    causes => array['oversold_race', 'lowered_meters', 'converted_open'],
    reads => '{"public.lots": ["id", "lot_number", "meters", "reserved_meters", "quality", "color", "updated_at"],
        "public.reservation_lines": ["id", "reservation_id", "scope", "lot_id", "reserved_meters", "quality", "color", "created_at"],
        "public.reservations": ["id", "status", "crm_deal_id", "updated_at", "canceled_at", "converted_at"],
        "public.orders": ["id", "status", "fulfilled_at", "fulfillment_outcome", "crm_deal_id"],
        "public.audit_logs": ["entity_id", "entity_type", "action", "new_data"],
        "public.rolls": ["id", "lot_id"], "public.inventory_transactions": ["roll_id", "created_at"]}'
);
