-- What a lot holds, and what the application believes can be reserved of it.
create or replace function ops._explain_lot_stock(lot uuid)
returns setof ops.explanation
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        with stock as (
            select l.lot_number, l.quality, l.color, l.status::text as status, l.meters, l.reserved_meters, l.roll_count,
                coalesce((select e.value from ops.lot_reserved_meters(array[l.id]) as e), 0) as should_be,
                (select count(*) from public.rolls as r where r.lot_id = l.id and r.status <> 'fulfilled') as rolls,
                (select sum(r.meters) from public.rolls as r where r.lot_id = l.id and r.status = 'available') as available,
                (select sum(r.meters) from public.rolls as r where r.lot_id = l.id and r.status = 'allocated') as allocated,
                (select sum(e.metres) from ops._lot_lines(l.id) as e where not e.holds) as frozen
            from public.lots as l
            where l.id = lot
        )
        select w.*
        from stock as s
        cross join lateral (
            values
                ('lot', s.lot_number, s.quality || ' ' || s.color, s.status || case when s.status <> 'in_stock' then ': the app offers only lots in_stock' else '' end),
                ('stock', 'stored', ops._metres(s.meters) || ' m', s.roll_count || ' rolls by the lot''s own count'),
                ('stock', 'rolls', coalesce(ops._metres(coalesce(s.available, 0) + coalesce(s.allocated, 0)) || ' m', 'none'),
                    format('%s rolls: %s m available, %s m allocated to orders', s.rolls, ops._metres(coalesce(s.available, 0)), ops._metres(coalesce(s.allocated, 0)))),
                ('reserved', 'stored', ops._metres(s.reserved_meters) || ' m', case when s.reserved_meters = s.should_be then 'equals the sum of its lines' else 'lot_reserved_meters is violated' end),
                ('reserved', 'sum of lines', ops._metres(s.should_be) || ' m', case when s.reserved_meters <> s.should_be then 'off by ' || ops._metres(s.reserved_meters - s.should_be, true) || ' m' end),
                ('available', 'says the app', ops._metres(s.meters - s.reserved_meters) || ' m', 'metres less reserved, as stored'),
                ('available', 'really', ops._metres(s.meters - s.should_be + coalesce(s.frozen, 0)) || ' m',
                    case when s.frozen > 0 then ops._metres(s.frozen) || ' m are frozen by reservations that are over' end)
        ) as w (topic, item, value, note);
end
$$;
comment on function ops._explain_lot_stock(uuid) is 'Lines of ops.explain_lot about metres.';
revoke all on function ops._explain_lot_stock(uuid) from public;
