-- Lines of converted reservations that their open order does not take.
create or replace function ops._unordered_lines(reservations uuid[] default null)
returns table (reservation_id uuid, order_id uuid, line uuid, lot_id uuid, metres numeric, roll_ids text)
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        select s.reservation_id, s.order_id, l.id, l.lot_id, l.reserved_meters, l.roll_ids
        from ops._reservation_states(reservations) as s
        join public.reservation_lines as l
            on l.reservation_id = s.reservation_id
        where s.why = 'converted_open'
            -- with several orders any of them may take the lot
            and not exists (
                select
                from ops._order_links(reservations) as k
                join public.order_lots as t
                    on t.order_id = k.order_id
                where k.reservation_id = s.reservation_id and t.lot_id = l.lot_id
            );
end
$$;
comment on function ops._unordered_lines(uuid[]) is 'One row a line whose lot is in no order of its reservation; a line on a delivery (lot_id null) never is.';
revoke all on function ops._unordered_lines(uuid[]) from public;
