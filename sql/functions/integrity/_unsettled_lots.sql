-- Lots that a fulfilment or a receipt may still be working on: the application subtracts what it read before.
create or replace function ops._unsettled_lots(settle interval)
returns setof uuid
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_since constant timestamptz := ops.now() - settle; -- once, not once a row
begin
    return query
        select c.lot_id
        from public.orders as o
        join public.order_lots as c
            on c.order_id = o.id
        where o.updated_at > v_since
        union
        select g.lot_id
        from public.goods_in_rows as g
        where g.created_at > v_since;
end
$$;
comment on function ops._unsettled_lots(interval) is 'Lots of orders written, and of goods received, within that time.';
revoke all on function ops._unsettled_lots(interval) from public;
