-- What a lot holds, and what the application believes can be reserved of it.
create or replace function ops._explain_lot_stock(lot uuid)
returns setof ops.explanation
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        with line as materialized (
            select coalesce(sum(e.metres) filter (where e.holds), 0) as held,
                coalesce(sum(e.metres) filter (where e.why = 'active'), 0) as active,
                coalesce(sum(e.metres) filter (where not e.holds), 0) as frozen
            from ops._lot_lines(lot) as e
        ),
        roll as materialized (
            select count(*) filter (where r.status <> 'fulfilled') as rolls,
                coalesce(sum(r.meters) filter (where r.status = 'available'), 0) as available,
                coalesce(sum(r.meters) filter (where r.status = 'allocated'), 0) as allocated,
                count(*) as ever
            from public.rolls as r
            where r.lot_id = lot
        ),
        stock as (
            select l.lot_number, l.quality, l.color, l.status::text as status, l.meters, l.reserved_meters, l.roll_count,
                coalesce((select e.value from ops.lot_reserved_meters(array[l.id]) as e), 0) as should_be,
                -- what is free by metres, and by rolls where there are any: the lesser is what can be promised
                l.meters - n.held as by_metres, case when r.ever > 0 then round(r.available - n.active, 2) end as by_rolls,
                n.frozen, r.rolls, r.available, r.allocated
            from public.lots as l
            cross join line as n
            cross join roll as r
            where l.id = lot
        )
        select w.*
        from stock as s
        cross join lateral (
            values
                ('lot', s.lot_number, s.quality || ' ' || s.color,
                    s.status || case when s.status <> 'in_stock' then ': the app offers only lots in_stock' else '' end),
                ('stock', 'stored', ops._metres(s.meters) || ' m', s.roll_count || ' rolls by the lot''s own count'),
                ('stock', 'rolls', case when s.by_rolls is null then 'none' else ops._metres(s.available + s.allocated) || ' m' end,
                    format('%s rolls: %s m available, %s m allocated to orders', s.rolls, ops._metres(s.available), ops._metres(s.allocated))),
                ('reserved', 'stored', ops._metres(s.reserved_meters) || ' m', case when s.reserved_meters = s.should_be
                    then 'equals the sum of its lines' else 'lot_reserved_meters is violated' end),
                ('reserved', 'sum of lines', ops._metres(s.should_be) || ' m', case when s.reserved_meters <> s.should_be
                    then 'off by ' || ops._metres(s.reserved_meters - s.should_be, true) || ' m' end),
                ('available', 'says the app', ops._metres(s.meters - s.reserved_meters) || ' m', 'metres less reserved, as stored'),
                ('available', 'really', ops._metres(least(s.by_metres, s.by_rolls)) || ' m', nullif(concat_ws('; ',
                    case when s.by_rolls < s.by_metres then format('free rolls less active lines; by the lot''s metres it would be %s m', ops._metres(s.by_metres)) end,
                    case when s.frozen > 0 then ops._metres(s.frozen) || ' m are frozen by reservations that are over' end), ''))
        ) as w (topic, item, value, note);
end
$$;
comment on function ops._explain_lot_stock(uuid) is 'Lines of ops.explain_lot about metres.';
revoke all on function ops._explain_lot_stock(uuid) from public;
