-- Whether a reservation that is not active any more still holds stock: the one definition of that.
-- Inlinable, as ops._order_links is.
create or replace function ops._reservation_states(reservations uuid[] default null)
returns table (reservation_id uuid, status text, holds boolean, why text, order_id uuid, link text)
language sql
stable parallel safe
as $$
    with judged as (
        -- with several orders the stock is held while one of them is open
        select distinct on (l.reservation_id) l.reservation_id, l.order_id, l.link, l.why
        from ops._order_links(reservations) as l
        order by l.reservation_id,
            pg_catalog.array_position(
                array['converted_open', 'converted_fulfilled', 'converted_cancelled', 'converted_order_deleted'], l.why
            ),
            l.order_id
    )
    select r.id, r.status::pg_catalog.text,
        -- without a trace of its order nothing is given away on a guess
        r.status operator(pg_catalog.=) 'converted' and coalesce(j.why operator(pg_catalog.=) 'converted_open', true),
        case
            when r.status operator(pg_catalog.=) 'converted' then coalesce(j.why, 'converted_unlinked')
            else r.status::pg_catalog.text
        end,
        j.order_id, j.link
    from public.reservations as r
    left join judged as j
        on j.reservation_id operator(pg_catalog.=) r.id and r.status operator(pg_catalog.=) 'converted'
    where r.status operator(pg_catalog.<>) 'active'
        and (reservations is null or r.id operator(pg_catalog.=) any (reservations))
$$;
comment on function ops._reservation_states(uuid[]) is 'One row a reservation that is not active: released, canceled, converted_open, _unlinked (both hold), _fulfilled, _cancelled, _order_deleted. An active one always holds and has no row. Null for all.';
revoke all on function ops._reservation_states(uuid[]) from public;
