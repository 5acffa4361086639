-- Adds to orders the lots that their converted reservations hold.
create or replace function ops._complete_order_changes(keys text[])
returns setof ops.proposal
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        with lot as (
            select u.reservation_id, u.order_id, u.lot_id, w.rolls, w.metres, w.ids
            from (
                select u.reservation_id, u.order_id, u.lot_id, array_agg(u.line) as lines
                from ops._unordered_lines(keys::uuid[]) as u
                group by u.reservation_id, u.order_id, u.lot_id
            ) as u
            left join lateral (
                select count(*) as rolls, string_agg(r.meters::text, ',' order by r.id) as metres,
                    string_agg(r.id::text, ',' order by r.id) as ids
                from ops._line_rolls(u.lines) as n
                join public.rolls as r
                    on r.id = n.roll
                having bool_and(n.lot_id = r.lot_id)
            ) as w
                on true
        )
        select jsonb_build_object('id', l.reservation_id), 'public.order_lots', jsonb_build_object('id', i.id), 'insert',
            null::jsonb,
            jsonb_build_object('id', i.id, 'order_id', l.order_id::text, 'lot_id', l.lot_id::text, 'quality', t.quality,
                'color', t.color, 'roll_count', l.rolls::text, 'selected_roll_meters', l.metres, 'selected_roll_ids', l.ids),
            format('lot %s with %s rolls joins the order', t.lot_number, l.rolls)
        from lot as l
        join public.lots as t
            on t.id = l.lot_id
        cross join lateral (select gen_random_uuid()::text as id where l.lot_id is not null) as i
        -- all of a reservation or nothing: else it would still be half converted
        where l.reservation_id not in (select w.reservation_id from lot as w where w.rolls is null or w.lot_id is null)
        order by l.reservation_id, t.lot_number, t.id;
end
$$;
comment on function ops._complete_order_changes(text[]) is 'Choice complete_order of half_converted_reservations: one insert a lot; nothing where a line names no rolls of its lot.';
revoke all on function ops._complete_order_changes(text[]) from public;
