-- Moves the counters by all lines of reservations that have just come to count, or ceased to.
create or replace function ops._guard_move(reservations uuid[], sign integer)
returns void
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
begin
    update public.lots as t
    set reserved_meters = t.reserved_meters + sign * s.metres
    from (
        select l.lot_id, sum(l.reserved_meters) as metres
        from public.reservation_lines as l
        where l.reservation_id = any (reservations) and l.scope = 'INVENTORY'
        group by l.lot_id
    ) as s
    where t.id = s.lot_id;
    update public.incoming_stock as t
    set reserved_meters = t.reserved_meters + sign * s.metres
    from (
        select l.incoming_stock_id, sum(l.reserved_meters) as metres
        from public.reservation_lines as l
        where l.reservation_id = any (reservations) and l.scope = 'INCOMING'
        group by l.incoming_stock_id
    ) as s
    where t.id = s.incoming_stock_id;
end
$$;
comment on function ops._guard_move(uuid[], integer) is 'Adds sign times the metres of their lines to each parent''s counter; the parents are locked already.';
revoke all on function ops._guard_move(uuid[], integer) from public;
