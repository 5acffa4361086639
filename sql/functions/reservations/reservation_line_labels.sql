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
                p.label, p.quality, p.color), 100),
            null::text,
            jsonb_build_object('quality', p.quality, 'color', p.color),
            jsonb_build_object('quality', l.quality, 'color', l.color),
            l.reserved_meters,
            jsonb_build_object('reservation', r.reservation_number),
            null::text
        from public.reservation_lines as l
        join (
            select t.id, 'lot ' || t.lot_number as label, t.quality, t.color
            from public.lots as t
            union all
            select i.id, 'incoming ' || coalesce(i.invoice_number, i.id::text), i.quality, i.color
            from public.incoming_stock as i
        ) as p
            on p.id = coalesce(l.lot_id, l.incoming_stock_id)
        join public.reservations as r
            on r.id = l.reservation_id
        where (lower(btrim(l.quality)) <> lower(btrim(p.quality)) or lower(btrim(l.color)) <> lower(btrim(p.color)))
            and (keys is null or l.id = any (keys::uuid[]));
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
