-- Order and reservation lines that list rolls of another lot than their own.
create or replace function ops.rolls_of_another_lot(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        with line as (
            select 'public.order_lots' as subject, c.id, 'order ' || o.order_number as holder, c.lot_id, c.selected_roll_ids as list
            from public.order_lots as c
            join public.orders as o
                on o.id = c.order_id
            where keys is null or c.id = any (keys::uuid[])
            union all
            select 'public.reservation_lines', n.id, 'reservation ' || v.reservation_number, n.lot_id, n.roll_ids
            from public.reservation_lines as n
            join public.reservations as v
                on v.id = n.reservation_id
            where n.lot_id is not null and (keys is null or n.id = any (keys::uuid[]))
        )
        select w.subject,
            jsonb_build_object('id', w.id),
            left(format('%s, lot %s: %s rolls, %s m, are of lot %s', w.holder, l.lot_number, w.rolls, w.meters, w.others), 100),
            null::text,
            null::jsonb,
            to_jsonb(w.ids),
            w.meters,
            jsonb_build_object('lot', l.lot_number, 'lots', w.others),
            null::text
        from (
            select n.subject, n.id, n.holder, n.lot_id, count(*) as rolls, sum(r.meters) as meters,
                array_agg(r.id order by r.id) as ids, string_agg(distinct t.lot_number, ', ' order by t.lot_number) as others
            from line as n
            cross join lateral ops._uuids(n.list) as u
            join public.rolls as r
                on r.id = u.id
            join public.lots as t
                on t.id = r.lot_id
            where r.lot_id <> n.lot_id
            group by n.subject, n.id, n.holder, n.lot_id
        ) as w
        join public.lots as l
            on l.id = w.lot_id;
end
$$;
comment on function ops.rolls_of_another_lot(text[]) is 'Lines of orders and reservations whose list names rolls that lie in another lot.';
revoke all on function ops.rolls_of_another_lot(text[]) from public;
select ops._define_rule(
    name => 'rolls_of_another_lot',
    area => 'integrity',
    severity => 'P2',
    example => 'Feature degraded',
    title => 'The rolls that a line lists are rolls of its lot',
    why => 'The wrong lot is charged when they are shipped, and the customer gets another dye lot.',
    repair_class => 'report',
    reads => '{"public.order_lots": ["id", "order_id", "lot_id", "selected_roll_ids"], "public.orders": ["id", "order_number"],
        "public.reservation_lines": ["id", "reservation_id", "lot_id", "roll_ids"],
        "public.reservations": ["id", "reservation_number"],
        "public.rolls": ["id", "lot_id", "meters"], "public.lots": ["id", "lot_number"]}'
);
