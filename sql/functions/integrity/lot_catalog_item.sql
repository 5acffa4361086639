-- Received lots without the article of their delivery.
create or replace function ops.lot_catalog_item(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        select 'public.lots',
            jsonb_build_object('id', w.id),
            left(w.message, 100),
            null::text,
            case when cardinality(w.items) = 1 then jsonb_build_object('catalog_item_id', w.items[1]) end,
            '{"catalog_item_id": null}'::jsonb,
            null::numeric,
            '{}'::jsonb,
            null::text
        from (
            select l.id, a.items, format('lot %s has no article, its delivery is %s', l.lot_number, a.codes) as message
            from public.lots as l
            join (
                select g.lot_id, array_agg(distinct i.catalog_item_id) as items,
                    string_agg(distinct c.code, ', ' order by c.code) as codes
                from public.goods_in_rows as g
                join public.goods_in_receipts as r
                    on r.id = g.receipt_id
                join public.incoming_stock as i
                    on i.id = r.incoming_stock_id
                join public.catalog_items as c
                    on c.id = i.catalog_item_id
                where keys is null or g.lot_id = any (keys::uuid[])
                group by g.lot_id
            ) as a
                on a.lot_id = l.id
            where l.catalog_item_id is null
        ) as w;
end
$$;
comment on function ops.lot_catalog_item(text[]) is 'lots.catalog_item_id is null although the delivery has one: the receive dialogs do not pass it on. Deliveries of different articles are left to a person.';
revoke all on function ops.lot_catalog_item(text[]) from public;
select ops._define_rule(
    name => 'lot_catalog_item',
    area => 'integrity',
    severity => 'P3',
    example => 'Minor issues',
    title => 'A received lot has the article of its delivery',
    why => 'The lot is missing where stock is shown by article, and its arrival where slow sellers are judged.',
    repair_class => 'auto',
    turn => 70,
    reads => '{"public.lots": ["id", "lot_number", "catalog_item_id"], "public.goods_in_rows": ["receipt_id", "lot_id"],
        "public.goods_in_receipts": ["id", "incoming_stock_id"], "public.incoming_stock": ["id", "catalog_item_id"],
        "public.catalog_items": ["id", "code"]}'
);
