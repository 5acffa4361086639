-- Lines of converted reservations that their open order does not take.
create or replace function ops._unordered_lines(reservations uuid[] default null)
returns table (reservation_id uuid, order_id uuid, line uuid, lot_id uuid, metres numeric, roll_ids text)
language plpgsql
stable parallel safe
rows 100
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        with linked as materialized (
            -- a truth, of which the planner expects half, and not a word, of which it expects a few
            select k.reservation_id, k.order_id, k.why = 'converted_open' as is_open
            from ops._order_links(reservations) as k
            join public.reservations as r
                on r.id = k.reservation_id
            where r.status = 'converted'
        ),
        open_order as (
            select distinct on (k.reservation_id) k.reservation_id, k.order_id
            from linked as k
            where k.is_open
            order by k.reservation_id, k.order_id
        )
        select o.reservation_id, o.order_id, l.id, l.lot_id, l.reserved_meters, l.roll_ids
        from open_order as o
        join public.reservation_lines as l
            on l.reservation_id = o.reservation_id
        -- with several orders any of them may take the lot
        where not exists (
            select
            from linked as k
            join public.order_lots as t
                on t.order_id = k.order_id
            where k.reservation_id = l.reservation_id and t.lot_id = l.lot_id
        );
end
$$;
comment on function ops._unordered_lines(uuid[]) is 'One row a line whose lot is in no order of its reservation; a line on a delivery (lot_id null) never is.';
revoke all on function ops._unordered_lines(uuid[]) from public;
