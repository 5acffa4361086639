-- The lines that point at a lot, and whether each still holds stock.
create or replace function ops._lot_lines(lot uuid)
returns table (line uuid, reservation text, customer text, status text, metres numeric, holds boolean, why text, created_at timestamptz)
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        select l.id, r.reservation_number, r.customer_name, r.status::text, l.reserved_meters,
            r.id is not null and s.key is null,
            case
                when r.id is null then 'its reservation does not exist'
                when s.key is not null then 'the reservation is over; the app never gave the metres back'
                when r.status::text = 'converted' then 'converted, order not known to be fulfilled'
                when r.hold_until < ops.today() then format('active, but past its date %s', r.hold_until)
                else 'active' || coalesce(' until ' || r.hold_until, '')
            end,
            l.created_at
        from public.reservation_lines as l
        left join public.reservations as r
            on r.id = l.reservation_id
        left join ops.stale_reservation_lines(array(
                select w.id::text from public.reservation_lines as w where w.lot_id = lot
            )) as s
            on s.key ->> 'id' = l.id::text
        where l.lot_id = lot
        order by l.created_at, l.id;
end
$$;
comment on function ops._lot_lines(uuid) is 'One row a line of scope INVENTORY on the lot.';
revoke all on function ops._lot_lines(uuid) from public;
