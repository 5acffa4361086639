-- Whether a reservation that is not active any more still holds stock: the one definition of that.
create or replace function ops._reservation_states(reservations uuid[] default null)
returns table (reservation_id uuid, status text, holds boolean, why text, order_id uuid, link text)
language plpgsql
stable parallel safe
rows 100000
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        with linked as (
            select l.reservation_id, l.order_id, l.link,
                case
                    when o.id is null then 'converted_order_deleted'
                    -- the screens write fulfilled_at and nothing else
                    when o.fulfilled_at is not null then 'converted_fulfilled'
                    when o.status::text = 'cancelled' or o.fulfillment_outcome::text = 'cancelled' then 'converted_cancelled'
                    else 'converted_open'
                end as why
            from ops._order_links(reservations) as l
            left join public.orders as o
                on o.id = l.order_id
        ),
        judged as (
            -- with several orders the stock is held while one of them is open
            select distinct on (l.reservation_id) l.reservation_id, l.order_id, l.link, l.why
            from linked as l
            order by l.reservation_id,
                array_position(array['converted_open', 'converted_fulfilled', 'converted_cancelled', 'converted_order_deleted'], l.why),
                l.order_id
        )
        select r.id, r.status::text,
            -- without a trace of its order nothing is given away on a guess
            r.status::text = 'converted' and coalesce(j.why = 'converted_open', true),
            case when r.status::text = 'converted' then coalesce(j.why, 'converted_unlinked') else r.status::text end,
            j.order_id, j.link
        from public.reservations as r
        left join judged as j
            on j.reservation_id = r.id and r.status::text = 'converted'
        where r.status::text <> 'active'
            and (reservations is null or r.id = any (reservations));
end
$$;
comment on function ops._reservation_states(uuid[]) is 'One row a reservation that is not active: released, canceled, converted_open, _unlinked (both hold), _fulfilled, _cancelled, _order_deleted. An active one always holds and has no row. Null for all.';
revoke all on function ops._reservation_states(uuid[]) from public;
