-- Order lines and received goods that carry another quality or colour than their lot.
create or replace function ops.copied_labels(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        with copy as (
            select 'public.order_lots' as subject, 'order line' as noun, c.id, c.lot_id, c.quality, c.color, null::numeric as meters
            from public.order_lots as c
            where keys is null or c.id = any (keys::uuid[])
            union all
            select 'public.goods_in_rows', 'goods received', g.id, g.lot_id, g.quality, g.color, g.meters
            from public.goods_in_rows as g
            where keys is null or g.id = any (keys::uuid[])
        ),
        known as (
            select distinct on (n.name) n.name, n.code
            from (
                select upper(btrim(q.code)) as name, q.code, 1 as turn from public.qualities as q
                union all
                select upper(btrim(a.alias)), a.quality_code, 2 from public.quality_aliases as a
            ) as n
            order by n.name, n.turn, n.code
        ),
        different as (
            select c.*, l.lot_number, l.quality as lot_quality, l.color as lot_color
            from copy as c
            join public.lots as l
                on l.id = c.lot_id
            where upper(btrim(c.quality)) <> upper(btrim(l.quality)) or upper(btrim(c.color)) <> upper(btrim(l.color))
        )
        select d.subject,
            jsonb_build_object('id', d.id),
            left(format('%s of lot %s: labelled %s %s, the lot is %s %s', d.noun, d.lot_number, d.quality, d.color, d.lot_quality,
                d.lot_color), 100),
            null::text,
            jsonb_build_object('quality', d.lot_quality, 'color', d.lot_color),
            jsonb_build_object('quality', d.quality, 'color', d.color),
            d.meters,
            jsonb_build_object('lot_id', d.lot_id),
            null::text
        from different as d
        left join known as copied
            on copied.name = upper(btrim(d.quality))
        left join known as lot
            on lot.name = upper(btrim(d.lot_quality))
        where coalesce(copied.code, upper(btrim(d.quality))) <> coalesce(lot.code, upper(btrim(d.lot_quality)))
            or upper(btrim(d.color)) <> upper(btrim(d.lot_color));
end
$$;
comment on function ops.copied_labels(text[]) is 'Labels compared without case and blanks, an alias counting as its quality. Lines of reservations are a matter of the reservations area: each update of one is checked against stock.';
revoke all on function ops.copied_labels(text[]) from public;
select ops._define_rule(
    name => 'copied_labels',
    area => 'integrity',
    severity => 'P3',
    example => 'Minor issues',
    title => 'Order lines and received goods carry their lot''s quality and colour',
    why => 'A lot that is renamed leaves its old name on orders and receipts: searches and sums by article miss them.',
    repair_class => 'decide',
    turn => 70,
    reads => '{"public.order_lots": ["id", "lot_id", "quality", "color"], "public.goods_in_rows": ["id", "lot_id", "quality", "color", "meters"],
        "public.lots": ["id", "lot_number", "quality", "color"], "public.qualities": ["code"], "public.quality_aliases": ["quality_code", "alias"]}',
    choices => '[{"choice": "mirror", "what": "the copy takes the lot''s present quality and colour; what the paper said when it was printed is then only in the journal", "changes": "ops._copied_labels_mirror"}]'
);
