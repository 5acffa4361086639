-- Which lines on lots or deliveries hold stock, and why: those of active reservations, and of
-- converted ones while their order is unfulfilled.
create or replace function ops._holding_lines(scope text, keys uuid[])
returns table (
    line uuid, parent uuid, reservation_id uuid, metres numeric, holds boolean, why text, order_id uuid, link text
)
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_reservations uuid[];
begin
    if scope = 'INVENTORY' then
        v_reservations := array(
            select distinct l.reservation_id from public.reservation_lines as l where l.lot_id = any (keys)
        );
    else
        v_reservations := array(
            select distinct l.reservation_id from public.reservation_lines as l where l.incoming_stock_id = any (keys)
        );
    end if;
    return query
        select l.id, coalesce(l.lot_id, l.incoming_stock_id), l.reservation_id, l.reserved_meters,
            r.id is not null and coalesce(s.holds, true),
            case when r.id is null then 'orphan' else coalesce(s.why, 'active') end,
            s.order_id, s.link
        from public.reservation_lines as l
        left join public.reservations as r
            on r.id = l.reservation_id
        left join ops._reservation_states(v_reservations) as s
            on s.reservation_id = l.reservation_id
        where (_holding_lines.scope = 'INVENTORY' and l.lot_id = any (keys))
            or (_holding_lines.scope = 'INCOMING' and l.incoming_stock_id = any (keys));
end
$$;
comment on function ops._holding_lines(text, uuid[]) is 'One row a line on the given lots (scope INVENTORY) or deliveries (INCOMING): whether it holds, and why: active, the words of ops._reservation_states, or orphan.';
revoke all on function ops._holding_lines(text, uuid[]) from public;
