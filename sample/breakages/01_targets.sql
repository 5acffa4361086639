-- Sound rows that nothing was done to yet, in an order that only the seed decides.
create function sample.spare_lots(wanted bigint, with_free numeric default 1)
returns setof public.lots
language sql
stable
as $$
    select l.*
    from public.lots as l
    where l.status = 'in_stock'
        and l.meters - l.reserved_meters >= with_free
        and not exists (select from sample.touched as t where t.key = l.id)
    order by hashtextextended(l.id::text, 1)
    limit wanted
$$;

create function sample.spare_incoming(wanted bigint, with_open numeric default 1)
returns setof public.incoming_stock
language sql
stable
as $$
    select i.*
    from public.incoming_stock as i
    where i.status <> 'fully_received'
        and i.expected_meters - i.received_meters - i.reserved_meters >= with_open
        and not exists (select from sample.touched as t where t.key = i.id)
    order by hashtextextended(i.id::text, 1)
    limit wanted
$$;

-- A reservation counts as spare when nothing was done to its parents either.
create function sample.spare_reservations(wanted bigint, statuses public.reservation_status[])
returns setof public.reservations
language sql
stable
as $$
    select r.*
    from public.reservations as r
    where r.status = any (statuses)
        and not exists (select from sample.touched as t where t.key = r.id)
        and not exists (
            select
            from public.reservation_lines as n
            join sample.touched as t
                on t.key = coalesce(n.lot_id, n.incoming_stock_id)
            where n.reservation_id = r.id
        )
    order by hashtextextended(r.id::text, 1)
    limit wanted
$$;

-- One line a parent, without rolls of its own, of an active reservation.
create function sample.spare_lines(wanted bigint, line_scope text)
returns setof public.reservation_lines
language sql
stable
as $$
    select n.*
    from (
        select distinct on (coalesce(n.lot_id, n.incoming_stock_id)) n.*
        from public.reservation_lines as n
        join public.reservations as r
            on r.id = n.reservation_id
        where r.status = 'active'
            and n.scope = line_scope
            and n.roll_ids is null
            and not exists (
                select
                from sample.touched as t
                where t.key in (n.lot_id, n.incoming_stock_id, n.reservation_id)
            )
        order by coalesce(n.lot_id, n.incoming_stock_id), n.id
    ) as n
    order by hashtextextended(n.id::text, 1)
    limit wanted
$$;
