-- Lines that carry another quality or colour than the lot or delivery they are on.
create or replace function ops.reservation_line_labels(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        select 'public.reservation_lines',
            jsonb_build_object('id', l.id),
            left(format('line %s %s of %s m is on %s, which is %s %s', l.quality, l.color, l.reserved_meters,
                l.label, l.parent_quality, l.parent_color), 100),
            null::text,
            jsonb_build_object('quality', l.parent_quality, 'color', l.parent_color),
            jsonb_build_object('quality', l.quality, 'color', l.color),
            l.reserved_meters,
            jsonb_build_object('reservation', r.reservation_number),
            null::text
        from (
            select l.id, l.reservation_id, l.reserved_meters, l.quality, l.color, 'lot ' || t.lot_number as label,
                t.quality as parent_quality, t.color as parent_color
            from public.reservation_lines as l
            join public.lots as t
                on t.id = l.lot_id
            where (l.quality <> t.quality or l.color <> t.color)
                and (lower(btrim(l.quality)) <> lower(btrim(t.quality)) or lower(btrim(l.color)) <> lower(btrim(t.color)))
                and (keys is null or l.id = any (keys::uuid[]))
            union all
            select l.id, l.reservation_id, l.reserved_meters, l.quality, l.color,
                'incoming ' || coalesce(i.invoice_number, i.id::text), i.quality, i.color
            from public.reservation_lines as l
            join public.incoming_stock as i
                on i.id = l.incoming_stock_id
            where (l.quality <> i.quality or l.color <> i.color)
                and (lower(btrim(l.quality)) <> lower(btrim(i.quality)) or lower(btrim(l.color)) <> lower(btrim(i.color)))
                and (keys is null or l.id = any (keys::uuid[]))
        ) as l
        join public.reservations as r
            on r.id = l.reservation_id;
end
$$;
comment on function ops.reservation_line_labels(text[]) is 'Lines whose label is not their parent''s, blanks at the ends and case aside: the lot was renamed in bulk, or the line was moved.';
revoke all on function ops.reservation_line_labels(text[]) from public;
select ops._define_rule(
    name => 'reservation_line_labels',
    area => 'reservations',
    severity => 'P3',
    example => 'Minor issues',
    title => 'A line carries the quality and colour of its lot or delivery',
    why => 'The summary by quality counts these metres under a label that the stock no longer has.',
    repair_class => 'decide',
    reads => '{"public.reservation_lines": ["id", "reservation_id", "lot_id", "incoming_stock_id", "quality", "color", "reserved_meters"],
        "public.lots": ["id", "lot_number", "quality", "color", "reserved_meters"],
        "public.incoming_stock": ["id", "invoice_number", "quality", "color", "reserved_meters"],
        "public.reservations": ["id", "reservation_number"]}',
    choices => '[{"choice": "relabel", "what": "the line is written anew with the label of its lot; the app shows it under that label. Not where the counter is wrong: the label is then the trace of a move", "changes": "ops._relabel_changes"}]'
);
