-- The lines under drifted parents, with what is known of their reservations' end.
create or replace function ops._counter_lines(scope text, keys uuid[])
returns table (
    line uuid, parent uuid, reservation_id uuid, quality text, color text, metres numeric, created_at timestamptz,
    writer text, active boolean, over_at timestamptz
)
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        select l.id, coalesce(l.lot_id, l.incoming_stock_id), l.reservation_id,
            l.quality,
            l.color,
            l.reserved_meters,
            l.created_at,
            l.xmin::text,
            coalesce(r.status::text = 'active', false),
            case
                when r.status::text = 'converted' then coalesce(r.converted_at, r.updated_at)
                when r.status::text in ('released', 'canceled') then coalesce(r.canceled_at, r.updated_at)
            end
        from public.reservation_lines as l
        -- looked up one by one: there are few drifted parents, and the planner would read all reservations for them
        left join lateral (
            select w.status, w.updated_at, w.canceled_at, w.converted_at
            from public.reservations as w
            where w.id = l.reservation_id
            offset 0
        ) as r
            on true
        where (_counter_lines.scope = 'INVENTORY' and l.lot_id = any (keys))
            or (_counter_lines.scope = 'INCOMING' and l.incoming_stock_id = any (keys));
end
$$;
comment on function ops._counter_lines(text, uuid[]) is 'One row a line: label, metres, the transaction that wrote it (xmin), whether its reservation is active, and when that ended.';
revoke all on function ops._counter_lines(text, uuid[]) from public;
