-- The lines that point at a lot, for whom they are, and whether each still holds stock.
create or replace function ops._lot_lines(lot uuid)
returns table (
    line uuid, reservation_id uuid, reservation text, customer text, metres numeric, holds boolean, why text,
    note text, created_at timestamptz, roll_ids text
)
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        select l.id, l.reservation_id, r.reservation_number, r.customer_name, l.reserved_meters, h.holds, h.why,
            case h.why
                when 'orphan' then 'its reservation does not exist'
                when 'active' then case
                    when r.hold_until < ops.today() then format('active, but past its date %s', r.hold_until)
                    else 'active' || coalesce(' until ' || r.hold_until, '')
                end
                when 'converted_open' then format('converted, and order %s is open', o.order_number)
                when 'converted_unlinked' then 'converted, and no trace of its order is left'
                when 'converted_fulfilled' then format('order %s is fulfilled; the app never gave the metres back', o.order_number)
                when 'converted_cancelled' then format('order %s is cancelled; the app never gave the metres back', o.order_number)
                when 'converted_order_deleted' then 'its order is deleted; the app never gave the metres back'
                else format('%s on %s; the app never gave the metres back', h.why, coalesce(r.canceled_at::date::text, 'a day unknown'))
            end,
            l.created_at, nullif(btrim(l.roll_ids, ', '), '')
        from ops._holding_lines('INVENTORY', array[lot]) as h
        join public.reservation_lines as l
            on l.id = h.line
        left join public.reservations as r
            on r.id = l.reservation_id
        left join public.orders as o
            on o.id = h.order_id
        order by l.created_at, l.id;
end
$$;
comment on function ops._lot_lines(uuid) is 'One row a line of scope INVENTORY on the lot, judged by ops._holding_lines; why is its word, note says it to a person.';
revoke all on function ops._lot_lines(uuid) from public;
