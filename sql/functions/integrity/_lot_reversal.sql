-- What taking a lot back means, row by row: goods rows, metres of the deliveries, empty receipts, rolls, the lot.
create or replace function ops._lot_reversal(lot uuid)
returns setof ops.proposal
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_number text := (select l.lot_number from public.lots as l where l.id = lot);
begin
    return query
        select null::jsonb, c.subject, jsonb_build_object('id', c.id), c.action, c.before, c.after,
            format('lot %s: %s', v_number, c.note)
        from (
            select 1 as turn, 'public.goods_in_rows' as subject, g.id, 'delete' as action, null::jsonb as before,
                null::jsonb as after, format('goods row of %s m leaves', g.meters) as note
            from public.goods_in_rows as g
            where g.lot_id = lot
            union all
            -- the application's own trigger derives the status from these metres
            select 2, 'public.incoming_stock', i.id, 'update',
                jsonb_build_object('received_meters', i.received_meters::text),
                jsonb_build_object('received_meters', (i.received_meters - r.meters)::text),
                format('delivery %s has received %s m instead of %s m',
                    i.invoice_number, i.received_meters - r.meters, i.received_meters)
            from ops._lot_receipts(lot) as r
            join public.incoming_stock as i
                on i.id = r.incoming_stock_id
            union all
            select 3, 'public.goods_in_receipts', r.id, 'delete', null, null, 'the receipt is empty then, and leaves'
            from public.goods_in_receipts as r
            where exists (select from public.goods_in_rows as g where g.receipt_id = r.id and g.lot_id = lot)
                and not exists (select from public.goods_in_rows as g where g.receipt_id = r.id and g.lot_id <> lot)
            union all
            select 4, 'public.rolls', r.id, 'delete', null, null, format('roll %s of %s m leaves', r.position, r.meters)
            from public.rolls as r
            where r.lot_id = lot
            union all
            select 5, 'public.lots', l.id, 'delete', null, null, format('the lot of %s m leaves', l.meters)
            from public.lots as l
            where l.id = lot
        ) as c
        order by c.turn, c.id;
end
$$;
comment on function ops._lot_reversal(uuid) is 'Proposals in the order in which they can be made; backwards they come back.';
revoke all on function ops._lot_reversal(uuid) from public;
