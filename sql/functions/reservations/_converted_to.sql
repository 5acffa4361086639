-- Reservations that some trace links to one of these orders.
create or replace function ops._converted_to(orders uuid[])
returns table (id uuid)
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        select a.entity_id
        from (
            select w.entity_id, w.new_data ->> 'order_id' as token
            from public.audit_logs as w
            where w.entity_type = 'lot' and w.action = 'STATUS_CHANGE'
            -- a fence: without it the object is opened once more for every test of its token
            offset 0
        ) as a
        where ops._uuid(a.token) = any (orders)
        union
        select k.reservation_id
        from ops.order_link as k
        where k.order_id = any (orders)
        union
        select r.id
        from public.orders as o
        join public.reservations as r
            on lower(btrim(r.crm_deal_id) collate "C") = o.crm_deal_id::text
        where o.id = any (orders);
end
$$;
comment on function ops._converted_to(uuid[]) is 'Every reservation that ops._order_links links to one of the orders, once; some of them it may link to another order instead.';
revoke all on function ops._converted_to(uuid[]) from public;
