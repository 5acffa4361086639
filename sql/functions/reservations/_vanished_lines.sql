-- Metres of converted reservations whose order is open and takes from a lot, but whose line on that lot is gone.
create or replace function ops._vanished_lines(lots uuid[])
returns table (lot uuid, metres numeric, over_at timestamptz)
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    if cardinality(lots) = 0 then
        return; -- the links are not for nothing
    end if;
    return query
        select t.lot_id, sum(m.metres), max(coalesce(r.converted_at, r.updated_at))
        from public.order_lots as t
        join ops._order_links() as k
            on k.order_id = t.order_id
        join public.reservations as r
            on r.id = k.reservation_id
        join public.orders as o
            on o.id = t.order_id and o.fulfilled_at is null
        cross join lateral (
            select sum(w.token::numeric) as metres
            from regexp_split_to_table(t.selected_roll_meters, '\s*,\s*') as w (token)
            where w.token ~ '^\d+(\.\d+)?$'
        ) as m
        where t.lot_id = any (lots)
            and not exists (
                select from public.reservation_lines as l where l.reservation_id = r.id and l.lot_id = t.lot_id
            )
        group by t.lot_id;
end
$$;
comment on function ops._vanished_lines(uuid[]) is 'One row a lot: the metres that open orders of converted reservations take from it without a line, and when the last was converted.';
revoke all on function ops._vanished_lines(uuid[]) from public;
