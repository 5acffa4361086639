-- Sound rows of stock, orders and rolls that nothing was done to yet.
-- Direct sales of which no lot was touched: an order that came of a reservation concerns that too.
create function sample.spare_orders(wanted bigint, fulfilled boolean)
returns setof public.orders
language sql
stable
as $$
    select o.*
    from public.orders as o
    where (o.fulfilled_at is not null) = fulfilled
        and o.status is distinct from 'cancelled'
        and o.order_number like 'ORD-%-D%'
        and not exists (select from sample.touched as t where t.key = o.id)
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
    -- as an array: nobody can guess how many rows a list has, and a join by such a guess reads all rolls
    select r.*
    from public.rolls as r
    where r.id = any (array(
        select i::uuid
        from public.order_lots as c
        cross join lateral string_to_table(c.selected_roll_ids, ',') as i
        where c.order_id = rolls_of_order.order_id
    ))
    order by r.id
$$;

-- Rolls that any line counts on, however its list is written: one pass for all of them, because asking
-- the lines again for each roll takes the square of the stock.
create function sample.named_rolls()
returns table (roll uuid)
language sql
stable
as $$
    select distinct i.parts[1]::uuid
    from public.reservation_lines as n
    cross join lateral regexp_matches(
        n.roll_ids, '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}', 'g'
    ) as i (parts)
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

-- A new order as the screen makes it; its lots are the caller's.
create function sample.open_order(shipped boolean default false, age interval default '0')
returns public.orders
language plpgsql
volatile
as $$
declare
    actor constant uuid := sample.act_as(2);
    made public.orders;
begin
    insert into public.orders (
        customer_name, created_by, fulfilled_by, fulfilled_at, status, fulfillment_outcome, created_at, updated_at
    )
    values (
        'Customer', actor, case when shipped then actor end, case when shipped then now() end,
        case when shipped then 'fulfilled' else 'confirmed' end, case when shipped then 'complete' end,
        now() - age, now() - age
    )
    returning * into made;
    perform public.log_audit_action(
        'CREATE', 'order', made.id, made.order_number, null,
        jsonb_build_object('order_number', made.order_number, 'customer_name', made.customer_name)
    );
    if shipped then
        perform public.log_audit_action(
            'FULFILL', 'order', made.id, made.order_number, '{"fulfilled": false}', '{"fulfilled": true}'
        );
    end if;
    return made;
end
$$;

create function sample.list_rolls(order_id uuid, lot uuid, rolls uuid[])
returns void
language sql
volatile
as $$
    insert into public.order_lots (order_id, lot_id, quality, color, roll_count, selected_roll_meters, selected_roll_ids)
    select list_rolls.order_id, l.id, l.quality, l.color, count(*), string_agg(r.meters::text, ',' order by r.id),
        string_agg(r.id::text, ',' order by r.id)
    from public.lots as l
    join public.rolls as r
        on r.id = any (rolls)
    where l.id = lot
    group by l.id
$$;

-- A free roll that no line counts on, of a lot of which nothing is reserved.
create function sample.free_roll(lot uuid)
returns uuid
language sql
stable
as $$
    select r.id
    from public.rolls as r
    join public.lots as l
        on l.id = r.lot_id
    where r.lot_id = lot
        and r.status = 'available'
        and l.reserved_meters = 0
        and not exists (
            select from public.reservation_lines as n where n.lot_id = lot and n.roll_ids like '%' || r.id || '%'
        )
    order by r.position
    limit 1
$$;

-- A whole order of one free roll, in every respect as the screen leaves it.
create function sample.sell_spare_roll(lot uuid, age interval default '0')
returns uuid
language plpgsql
volatile
as $$
declare
    roll constant uuid := sample.free_roll(lot);
    made uuid;
begin
    if roll is null then
        return null;
    end if;
    made := (sample.open_order(false, age)).id;
    perform sample.list_rolls(made, lot, array[roll]);
    update public.rolls set status = 'allocated' where id = roll;
    perform sample.touch_order(made);
    return made;
end
$$;
