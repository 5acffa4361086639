-- What converted reservations' orders take from lots on which those reservations have no line any more.
create or replace function ops._vanished_lines(lots uuid[])
returns table (lot uuid, piece uuid, metres numeric, over_at timestamptz)
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_orders uuid[];
begin
    if cardinality(lots) = 0 then
        return; -- what follows reads the log
    end if;
    v_orders := array(select distinct t.order_id from public.order_lots as t where t.lot_id = any (lots));
    return query
        select t.lot_id, t.id, m.metres, coalesce(r.converted_at, o.created_at)
        from public.order_lots as t
        -- all links of the reservations concerned: one of them may speak against another
        join ops._order_links(array(select c.id from ops._converted_to(v_orders) as c)) as k
            on k.order_id = t.order_id
        join public.reservations as r
            on r.id = k.reservation_id
        join public.orders as o
            on o.id = t.order_id
        cross join lateral (
            select sum(w.token::numeric) as metres
            from regexp_split_to_table(t.selected_roll_meters, '\s*,\s*') as w (token)
            where w.token ~ '^\d+(\.\d+)?$'
        ) as m
        where t.lot_id = any (lots) and m.metres > 0
            and not exists (
                select from public.reservation_lines as l where l.reservation_id = r.id and l.lot_id = t.lot_id
            );
end
$$;
comment on function ops._vanished_lines(uuid[]) is 'One row a lot of an order (piece) without a line of the order''s reservation: metres of its rolls, and when the reservation was converted.';
revoke all on function ops._vanished_lines(uuid[]) from public;
