-- Sound rows of stock, orders and rolls that nothing was done to yet.
create function sample.is_touched(variadic keys uuid[])
returns boolean
language sql
stable
as $$
    select exists (select from sample.touched as t where t.key = any (keys))
$$;

-- Orders of which neither a lot nor a roll was touched.
create function sample.spare_orders(wanted bigint, fulfilled boolean)
returns setof public.orders
language sql
stable
as $$
    select o.*
    from public.orders as o
    where (o.fulfilled_at is not null) = fulfilled
        and o.status is distinct from 'cancelled'
        and not sample.is_touched(o.id)
        and exists (select from public.order_lots as c where c.order_id = o.id)
        and not exists (
            select
            from public.order_lots as c
            join sample.touched as t
                on t.key = c.lot_id
            where c.order_id = o.id
        )
    order by hashtextextended(o.id::text, 3)
    limit wanted
$$;

-- Everything that hangs on an order: its lots, its rolls, and the reservations that hold those lots.
create function sample.touch_order(order_id uuid)
returns void
language sql
volatile
as $$
    select sample.touch(variadic array_agg(k.key))
    from (
        select touch_order.order_id as key
        union all
        select c.lot_id from public.order_lots as c where c.order_id = touch_order.order_id
    ) as k
$$;

create function sample.rolls_of_order(order_id uuid)
returns setof public.rolls
language sql
stable
as $$
    select r.*
    from public.order_lots as c
    cross join lateral string_to_table(c.selected_roll_ids, ',') as i
    join public.rolls as r
        on r.id = i::uuid
    where c.order_id = rolls_of_order.order_id
    order by r.id
$$;

-- Lots with at least so many free rolls that no reservation counts on.
create function sample.spare_lots_with_rolls(wanted bigint, rolls integer)
returns setof public.lots
language sql
stable
as $$
    select l.*
    from sample.spare_lots(null) as l
    where (select count(*) from public.rolls as r where r.lot_id = l.id and r.status = 'available') >= rolls
    limit wanted
$$;
