-- What broken rows belong to: the lots, orders and customers behind them.
create or replace function ops._reach(broken ops.violation[])
returns table (rule text, lot_id uuid, order_id uuid, customer text, written_at timestamptz)
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        with image as (
            select w.rule, w.subject, i.key, i.image
            from (
                select b.rule, b.subject, array_agg(k.value) as keys
                from unnest(broken) as b
                left join ops.subject as s
                    on s.relation = b.subject
                -- a day or a name is no row of that table; orphan_rows writes table:key
                cross join lateral (
                    select coalesce(b.key ->> coalesce(s.key_column, 'id'),
                        case when starts_with(b.key ->> 'row', b.subject || ':')
                            then substr(b.key ->> 'row', length(b.subject) + 2) end) as value
                ) as k
                where k.value is not null
                group by b.rule, b.subject
            ) as w
            cross join lateral ops._row_images(w.subject, w.keys) as i
        ),
        -- a column of that name leads there, in whichever table it stands
        named as (
            select i.rule,
                case i.subject when 'public.lots' then i.key::uuid else coalesce(n.lot_id, r.lot_id) end as lot_id,
                case i.subject when 'public.orders' then i.key::uuid else n.order_id end as order_id,
                case i.subject when 'public.reservations' then i.key::uuid else n.reservation_id end as reservation_id,
                case i.subject when 'public.incoming_stock' then i.key::uuid else n.incoming_id end as incoming_id,
                i.image ->> 'customer_name' as customer,
                coalesce(i.image ->> 'updated_at', i.image ->> 'created_at')::timestamptz as written_at
            from image as i
            cross join lateral (
                -- elsewhere such a column may hold another kind of id
                select ops._uuid(i.image ->> 'lot_id') as lot_id,
                    ops._uuid(i.image ->> 'order_id') as order_id,
                    ops._uuid(i.image ->> 'reservation_id') as reservation_id,
                    ops._uuid(i.image ->> 'incoming_stock_id') as incoming_id,
                    ops._uuid(i.image ->> 'roll_id') as roll_id
            ) as n
            left join public.rolls as r
                on r.id = n.roll_id
        ),
        lot as (
            select n.rule, n.lot_id from named as n where n.lot_id is not null
            union
            select n.rule, c.lot_id from named as n join public.order_lots as c on c.order_id = n.order_id
            union
            select n.rule, l.lot_id
            from named as n
            join public.reservation_lines as l
                on l.reservation_id = n.reservation_id
            where l.lot_id is not null
        ),
        drawing as (
            select n.rule, n.order_id from named as n where n.order_id is not null
            union
            select t.rule, o.id
            from lot as t
            join public.order_lots as c
                on c.lot_id = t.lot_id
            join public.orders as o
                on o.id = c.order_id
            where o.fulfilled_at is null and o.status is distinct from 'cancelled'
        ),
        holding as (
            select n.rule, n.reservation_id from named as n where n.reservation_id is not null
            union
            select t.rule, l.reservation_id from lot as t join public.reservation_lines as l on l.lot_id = t.lot_id
            union
            select n.rule, l.reservation_id
            from named as n
            join public.reservation_lines as l
                on l.incoming_stock_id = n.incoming_id
        )
        select n.rule, null::uuid, null::uuid, n.customer, n.written_at from named as n
        union all
        select t.rule, t.lot_id, null, null, null from lot as t
        union all
        select d.rule, null, d.order_id, o.customer_name, null
        from drawing as d
        left join public.orders as o
            on o.id = d.order_id
        union all
        select h.rule, null, null, v.customer_name, null
        from holding as h
        join public.reservations as v
            on v.id = h.reservation_id;
end
$$;
comment on function ops._reach(ops.violation[]) is 'One row a rule and lot, order, customer or time of last write; each may be null.';
revoke all on function ops._reach(ops.violation[]) from public;
