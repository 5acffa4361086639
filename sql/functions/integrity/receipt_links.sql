-- Receipts and received goods that lead nowhere.
create or replace function ops.receipt_links(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_settled constant timestamptz := ops.now() - ops._settle_seconds('receipt_links');
begin
    return query
        select w.subject,
            jsonb_build_object('id', w.id),
            left(w.message, 100),
            null::text,
            null::jsonb,
            null::jsonb,
            w.meters,
            jsonb_build_object('missing', w.missing, 'received_at', w.received_at),
            null::text
        from (
            select 'public.goods_in_receipts' as subject, c.id, c.received_at, sum(g.meters) as meters,
                format('receipt of %s: %s', c.received_at::date, case
                    when count(g.id) = 0 then 'no goods under it'
                    else format('%s m that belong to no delivery', sum(g.meters))
                end) as message,
                case when count(g.id) = 0 then 'goods' else 'delivery' end as missing
            from public.goods_in_receipts as c
            left join public.goods_in_rows as g
                on g.receipt_id = c.id
            where c.created_at < v_settled and (keys is null or c.id = any (keys::uuid[]))
            group by c.id
            having count(g.id) = 0 or c.incoming_stock_id is null
            union all
            select 'public.goods_in_rows', g.id, g.created_at, g.meters,
                format('lot %s was received with %s m and has no rolls', l.lot_number, g.meters), 'rolls'
            from public.goods_in_rows as g
            join public.lots as l
                on l.id = g.lot_id
            where g.created_at < v_settled
                and (keys is null or g.id = any (keys::uuid[]))
                and not exists (select from public.rolls as r where r.lot_id = g.lot_id)
        ) as w;
end
$$;
comment on function ops.receipt_links(text[]) is 'Receipts without goods, receipts whose delivery was deleted, and received lots without rolls: what a reversal or a dialog that stopped half-way leaves.';
revoke all on function ops.receipt_links(text[]) from public;
select ops._define_rule(
    name => 'receipt_links',
    area => 'integrity',
    severity => 'P2',
    example => 'Feature degraded',
    title => 'A receipt has a delivery and goods, and its lots have rolls',
    why => 'Received goods count for no delivery, or a lot offers metres of which nobody can pick a roll.',
    repair_class => 'report',
    reads => '{"public.goods_in_receipts": ["id", "incoming_stock_id", "received_at", "created_at"],
        "public.goods_in_rows": ["id", "receipt_id", "lot_id", "meters", "created_at"],
        "public.lots": ["id", "lot_number"], "public.rolls": ["lot_id"]}'
);
