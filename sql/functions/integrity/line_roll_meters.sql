-- Reservation lines that hold other metres than the rolls they list.
create or replace function ops.line_roll_meters(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        select 'public.reservation_lines',
            jsonb_build_object('id', w.id),
            left(format('reservation %s, line %s %s: holds %s m, its %s rolls are %s m', v.reservation_number, w.quality, w.color,
                w.reserved_meters, w.rolls, w.meters), 100),
            null::text,
            to_jsonb(w.meters::text),
            to_jsonb(w.reserved_meters::text),
            abs(w.reserved_meters - w.meters),
            jsonb_build_object('reservation_status', v.status, 'lot_id', w.lot_id),
            null::text
        from (
            select n.id, n.reservation_id, n.lot_id, n.quality, n.color, n.reserved_meters, count(*) as rolls, sum(r.meters) as meters
            from public.reservation_lines as n
            cross join lateral ops._uuids(n.roll_ids) as u
            left join public.rolls as r
                on r.id = u.id
            where keys is null or n.id = any (keys::uuid[])
            group by n.id
            -- a list with a stranger, a blank or a repetition is another matter
            having count(*) = count(distinct r.id)
                and count(*) = cardinality(string_to_array(n.roll_ids, ','))
                and abs(n.reserved_meters - sum(r.meters)) > 0.01
        ) as w
        join public.reservations as v
            on v.id = w.reservation_id;
end
$$;
comment on function ops.line_roll_meters(text[]) is 'Lines with a list of rolls whose reserved_meters are not the sum of those rolls, to a centimetre.';
revoke all on function ops.line_roll_meters(text[]) from public;
select ops._define_rule(
    name => 'line_roll_meters',
    area => 'integrity',
    severity => 'P2',
    example => 'Feature degraded',
    title => 'A reservation line that lists rolls holds their metres',
    why => 'The customer was promised one amount, and these rolls are another: one of the two will not be delivered.',
    repair_class => 'report',
    reads => '{"public.reservation_lines": ["id", "reservation_id", "lot_id", "quality", "color", "reserved_meters", "roll_ids"],
        "public.rolls": ["id", "meters"], "public.reservations": ["id", "reservation_number", "status"]}'
);
