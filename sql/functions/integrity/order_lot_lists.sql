-- Order lines whose count and metres are not those of the rolls that they list.
create or replace function ops.order_lot_lists(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        with listed as (
            select c.id, count(*)::integer as rolls, sum(r.meters) as total,
                string_agg(r.meters::text, ',' order by u.place) as meters
            from public.order_lots as c
            cross join lateral ops._uuids(c.selected_roll_ids) as u
            left join public.rolls as r
                on r.id = u.id
            where keys is null or c.id = any (keys::uuid[])
            group by c.id
            -- a list with a stranger, a blank or a repetition is another matter
            having count(*) = count(distinct r.id)
                and count(*) = cardinality(string_to_array(c.selected_roll_ids, ','))
        ),
        wrong as (
            select c.*, w.rolls, w.meters, w.total, v.expected, v.observed
            from public.order_lots as c
            join listed as w
                on w.id = c.id
            -- equal text is told cheaply; only what differs is read number by number
            cross join lateral (
                select c.selected_roll_meters is not distinct from w.meters
                    or string_to_array(w.meters, ',')::numeric[] is not distinct from (
                        select array_agg(
                            case when btrim(t.token) ~ '^[0-9]+(\.[0-9]+)?$' then t.token::numeric end order by t.place)
                        from string_to_table(c.selected_roll_meters, ',') with ordinality as t (token, place)
                    ) as meters
            ) as same
            cross join lateral (
                select jsonb_object_agg(v.name, v.due) as expected, jsonb_object_agg(v.name, v.stored) as observed
                from (
                    values ('roll_count', c.roll_count::text, w.rolls::text, c.roll_count = w.rolls),
                        ('selected_roll_meters', c.selected_roll_meters, w.meters, same.meters)
                ) as v (name, stored, due, same)
                where not v.same
            ) as v
            where (c.roll_count <> w.rolls or not same.meters) and v.expected is not null
        )
        select 'public.order_lots',
            jsonb_build_object('id', w.id),
            left(format('order %s, lot %s: %s roll%s of %s m; its list is %s roll%s of %s m', o.order_number, l.lot_number,
                w.roll_count, case when w.roll_count <> 1 then 's' end, coalesce(w.selected_roll_meters, 'null'),
                w.rolls, case when w.rolls <> 1 then 's' end, w.meters), 100),
            null::text,
            -- what has been shipped is history: a person decides whether it was written or measured wrong
            -- and a roll without a finite length is measured first
            case when o.fulfilled_at is null and w.total < 'Infinity' then w.expected end,
            w.observed,
            w.total,
            jsonb_build_object('listed', w.expected),
            null::text
        from wrong as w
        join public.orders as o
            on o.id = w.order_id
        join public.lots as l
            on l.id = w.lot_id;
end
$$;
comment on function ops.order_lot_lists(text[]) is 'roll_count and selected_roll_meters against selected_roll_ids, in the order of the ids. Lists with blanks, repetitions or rolls that do not exist are not judged.';
revoke all on function ops.order_lot_lists(text[]) from public;
select ops._define_rule(
    name => 'order_lot_lists',
    area => 'integrity',
    severity => 'P2',
    example => 'Feature degraded',
    title => 'An order line''s count and metres are those of the rolls it lists',
    why => 'The packing list says other metres than the rolls that are picked.',
    repair_class => 'auto',
    turn => 40,
    reads => '{"public.order_lots": ["id", "order_id", "lot_id", "roll_count", "selected_roll_ids",
        "selected_roll_meters"],
        "public.rolls": ["id", "meters"], "public.orders": ["id", "order_number", "fulfilled_at"],
        "public.lots": ["id", "lot_number"]}'
);
