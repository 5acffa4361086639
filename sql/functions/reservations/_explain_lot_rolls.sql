-- Every roll of a lot, and for whom it is.
create or replace function ops._explain_lot_rolls(lot uuid)
returns setof ops.explanation
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        with roll as (
            select r.id, r.position, r.meters, r.status,
                row_number() over (order by r.status = 'fulfilled', r.position, r.id) as place,
                count(*) over () as rolls
            from public.rolls as r
            where r.lot_id = lot
        ),
        named as (
            -- a list of rolls is text: compared as text, so that a bad token cannot end this screen
            select w.roll, string_agg(w.who, ', ' order by w.who) as who
            from (
                select lower(btrim(t.token)) as roll, 'reserved by ' || n.reservation as who
                from ops._lot_lines(lot) as n
                cross join lateral string_to_table(n.roll_ids, ',') as t (token)
                where n.holds
                union
                select lower(btrim(t.token)), 'in order ' || o.order_number
                from public.order_lots as l
                join public.orders as o
                    on o.id = l.order_id
                cross join lateral string_to_table(l.selected_roll_ids, ',') as t (token)
                where l.lot_id = lot
            ) as w
            group by w.roll
        )
        select w.topic, w.item, w.value, w.note
        from (
            select 'roll' as topic, 'no. ' || r.position as item, ops._metres(r.meters) || ' m' as value,
                r.status || coalesce(': ' || n.who, '') as note, r.place
            from roll as r
            left join named as n
                on n.roll = r.id::text
            where r.place <= 20
            union all
            select 'roll', 'and others', ops._metres(sum(r.meters)) || ' m', count(*) || ' more rolls', 21
            from roll as r
            where r.place > 20
            having count(*) > 0
        ) as w
        order by w.place;
end
$$;
comment on function ops._explain_lot_rolls(uuid) is 'Lines of ops.explain_lot about rolls: twenty, those still here first, then the sum of the rest.';
revoke all on function ops._explain_lot_rolls(uuid) from public;
