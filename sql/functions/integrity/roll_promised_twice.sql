-- Rolls that more than one open order or active reservation counts on.
create or replace function ops.roll_promised_twice(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        with promise as (
            select u.id as roll_id, 'order ' || o.order_number as holder
            from public.order_lots as c
            join public.orders as o
                on o.id = c.order_id
            cross join lateral ops._uuids(c.selected_roll_ids) as u
            where o.fulfilled_at is null and o.status is distinct from 'cancelled'
            union all
            select u.id, 'reservation ' || v.reservation_number
            from public.reservation_lines as n
            join public.reservations as v
                on v.id = n.reservation_id
            cross join lateral ops._uuids(n.roll_ids) as u
            where v.status = 'active'
        ),
        promised as (
            select p.roll_id, array_agg(p.holder order by p.holder) as holders
            from promise as p
            group by p.roll_id
            having count(*) > 1
        )
        select 'public.rolls',
            jsonb_build_object('id', r.id),
            left(format('lot %s, roll %s of %s m: %s', l.lot_number, r."position", r.meters,
                array_to_string(p.holders, ' and ')), 100),
            null::text,
            null::jsonb,
            to_jsonb(cardinality(p.holders)),
            r.meters,
            jsonb_build_object('holders', p.holders, 'status', r.status),
            null::text
        from promised as p
        join public.rolls as r
            on r.id = p.roll_id
        join public.lots as l
            on l.id = r.lot_id
        where keys is null or r.id = any (keys::uuid[]);
end
$$;
comment on function ops.roll_promised_twice(text[]) is 'Rolls named more than once by open orders and active reservations together, or twice by the same one.';
revoke all on function ops.roll_promised_twice(text[]) from public;
select ops._define_rule(
    name => 'roll_promised_twice',
    area => 'integrity',
    severity => 'P1',
    example => 'Order processing failed',
    title => 'A roll is promised to one order or reservation at a time',
    why => 'The second customer gets nothing: the first order that is shipped takes the roll.',
    repair_class => 'report',
    reads => '{"public.rolls": ["id", "lot_id", "meters", "position", "status"], "public.lots": ["id", "lot_number"],
        "public.order_lots": ["order_id", "selected_roll_ids"],
        "public.orders": ["id", "order_number", "status", "fulfilled_at"],
        "public.reservation_lines": ["reservation_id", "roll_ids"],
        "public.reservations": ["id", "reservation_number", "status"]}'
);
