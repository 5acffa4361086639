-- How many metres of each delivery came in as one lot.
create or replace function ops._lot_receipts(lot uuid)
returns table (incoming_stock_id uuid, meters numeric)
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        select r.incoming_stock_id, sum(g.meters)
        from public.goods_in_rows as g
        join public.goods_in_receipts as r
            on r.id = g.receipt_id
        where g.lot_id = lot and r.incoming_stock_id is not null
        group by r.incoming_stock_id;
end
$$;
comment on function ops._lot_receipts(uuid) is 'One row a delivery: what was booked in, not what is left of the lot.';
revoke all on function ops._lot_receipts(uuid) from public;
