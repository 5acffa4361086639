-- After a line is written: the counters of its old and its new parent.
create or replace function ops._guard_count()
returns trigger
language plpgsql
volatile parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
set row_security = off
as $$
declare
    v_move record;
begin
    if tg_op = 'DELETE' then
        -- neither is a line taken away while its reservation is being ended elsewhere
        perform from public.reservations as r where r.id = old.reservation_id for share;
    end if;
    for v_move in
        select m.lot_id, m.incoming_stock_id, sum(m.metres) as metres
        from (
            select old.lot_id as lot_id, old.incoming_stock_id as incoming_stock_id, - old.reserved_meters as metres,
                old.reservation_id as reservation_id
            where tg_op <> 'INSERT'
            union all
            select new.lot_id, new.incoming_stock_id, new.reserved_meters, new.reservation_id
            where tg_op <> 'DELETE'
        ) as m
        where not exists (select from ops.uncounted_reservation as u where u.reservation_id = m.reservation_id)
        group by m.lot_id, m.incoming_stock_id
        having sum(m.metres) <> 0
        order by m.lot_id, m.incoming_stock_id
    loop
        update public.lots as t set reserved_meters = t.reserved_meters + v_move.metres where t.id = v_move.lot_id;
        update public.incoming_stock as t set reserved_meters = t.reserved_meters + v_move.metres where t.id = v_move.incoming_stock_id;
    end loop;
    return null;
end
$$;
comment on function ops._guard_count() is 'Trigger of the guard on reservation_lines, in place of the application''s three counter triggers: a moved line moves its metres, and lines of reservations that are over count nothing.';
revoke all on function ops._guard_count() from public;
