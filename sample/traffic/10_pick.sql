-- Draws and locks what the next action of the traffic will work on.

-- A random point on the primary key, and from there the first row that will do: no scan.
create function sample.pick_lots(spot uuid, wanted integer, broken boolean)
returns uuid[]
language sql
volatile
as $$
    select coalesce(array_agg(l.id order by l.id), '{}')
    from (
        select l.id
        from public.lots as l
        where l.id >= spot
            and l.status = 'in_stock'
            and (broken or not exists (select from sample.touched as t where t.key = l.id))
        order by l.id
        limit wanted
    ) as l
$$;

create function sample.pick_incoming(spot uuid, broken boolean)
returns uuid
language sql
volatile
as $$
    select i.id
    from public.incoming_stock as i
    where i.id >= spot
        and i.status <> 'fully_received'
        -- A receipt does not pass the article on, which would be a fault of its own.
        and i.catalog_item_id is null
        and (broken or not exists (select from sample.touched as t where t.key = i.id))
    order by i.id
    limit 1
$$;

-- Locked, so that two sessions do not close the same one. For an order only reservations will do
-- whose every line has rolls, and one line a lot.
create function sample.pick_reservation(spot uuid, wanted text, broken boolean)
returns uuid
language sql
volatile
as $$
    select r.id
    from public.reservations as r
    where r.id >= spot
        and r.status = case wanted when 'open' then 'converted' else 'active' end
            ::public.reservation_status
        and exists (select from public.reservation_lines as n where n.reservation_id = r.id)
        and not exists (
            select
            from public.reservation_lines as n
            left join sample.touched as t
                on t.key in (n.id, n.reservation_id, n.lot_id, n.incoming_stock_id)
            left join sample.breakage as b
                on b.key in (n.id::text, n.reservation_id::text)
                    or b.drift is null and b.key in (n.lot_id::text, n.incoming_stock_id::text)
            where n.reservation_id = r.id
                and (
                    b.id is not null
                    or not broken and t.key is not null
                    or wanted = 'orderly' and n.roll_ids is null
                )
        )
        and (
            wanted <> 'orderly'
            or not exists (
                select
                from public.reservation_lines as n
                where n.reservation_id = r.id
                group by n.lot_id
                having count(*) > 1
            )
        )
    order by r.id
    limit 1
    for update skip locked
$$;
comment on function sample.pick_reservation(uuid, text, boolean) is
    'wanted: active, orderly (active and fit for an order) or open (converted, not fulfilled).';

-- In the order of their ids: the application locks in any order, and pays with deadlocks.
create function sample.lock_parents(parents uuid[])
returns void
language plpgsql
volatile
as $$
begin
    perform from public.lots as l
    where l.id = any (parents)
    order by l.id
    for no key update;
    perform from public.incoming_stock as i
    where i.id = any (parents)
    order by i.id
    for no key update;
end
$$;

create function sample.parents_of(reservation uuid)
returns uuid[]
language sql
volatile
as $$
    select coalesce(array_agg(distinct coalesce(n.lot_id, n.incoming_stock_id)), '{}')
    from public.reservation_lines as n
    where n.reservation_id = reservation
$$;

-- What is really free: rolls that are neither sold nor promised. The application looks at its
-- counter instead.
create function sample.free_metres(parent uuid)
returns numeric
language sql
volatile
as $$
    select least(
        l.meters - l.reserved_meters,
        (
            select coalesce(sum(r.meters), 0)
            from public.rolls as r
            where r.lot_id = l.id and r.status = 'available'
        ) - (
            select coalesce(sum(n.reserved_meters), 0)
            from public.reservation_lines as n
            join public.reservations as v
                on v.id = n.reservation_id
            where n.lot_id = l.id and v.status = 'active'
        )
    )
    from public.lots as l
    where l.id = parent
    union all
    select i.expected_meters - i.received_meters - i.reserved_meters
    from public.incoming_stock as i
    where i.id = parent
$$;
