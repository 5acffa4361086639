-- Takes what is no roll of the lot out of an order line's lists.
create or replace function ops._order_lot_roll_references_drop(keys text[])
returns setof ops.proposal
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        with wrong as (
            select (h.key ->> 'id')::uuid as id, (w ->> 'place')::bigint as place
            from ops.order_lot_roll_references(keys) as h
            cross join lateral jsonb_array_elements(h.detail -> 'tokens') as w
        ),
        kept as (
            select o.id,
                string_agg(btrim(t.roll), ',' order by t.place) as rolls,
                -- metres stand at the place of their roll; a list that is not as long says nothing of it
                string_agg(btrim(t.metres), ',' order by t.place) as metres,
                bool_and(t.metres is not null
                    and t.place <= cardinality(string_to_array(o.selected_roll_ids, ','))) as is_aligned
            from public.order_lots as o
            cross join lateral unnest(
                    string_to_array(o.selected_roll_ids, ','), string_to_array(o.selected_roll_meters, ',')
                ) with ordinality as t (roll, metres, place)
            where o.id in (select w.id from wrong as w)
                and not exists (select from wrong as w where w.id = o.id and w.place = t.place)
            group by o.id
        )
        select jsonb_build_object('id', o.id),
            'public.order_lots',
            jsonb_build_object('id', o.id),
            'update',
            jsonb_build_object(
                'selected_roll_ids', o.selected_roll_ids, 'selected_roll_meters', o.selected_roll_meters),
            jsonb_build_object('selected_roll_ids', k.rolls,
                'selected_roll_meters', case when k.is_aligned then k.metres else o.selected_roll_meters end),
            null::text
        from kept as k
        join public.order_lots as o
            on o.id = k.id
        -- a line of which nothing is left is for a person
        where k.rolls is not null
        order by o.id;
end
$$;
comment on function ops._order_lot_roll_references_drop(text[]) is 'One update a line that keeps at least one roll; the list of metres follows where it was as long as that of rolls.';
revoke all on function ops._order_lot_roll_references_drop(text[]) from public;
