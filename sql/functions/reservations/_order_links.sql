-- The orders that reservations became when they were converted: by the audit log, by what was seen before,
-- else by the CRM deal.
create or replace function ops._order_links(reservations uuid[] default null)
returns table (reservation_id uuid, order_id uuid, link text)
language plpgsql
stable parallel safe
rows 100000
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        with logged as (
            select r.id as reservation_id, ops._uuid(a.token) as order_id
            from (
                select w.entity_id, w.new_data ->> 'order_id' as token
                from public.audit_logs as w
                where w.entity_type = 'lot' and w.action = 'STATUS_CHANGE'
                    and (reservations is null or w.entity_id = any (reservations))
                -- a fence: without it the object is opened once more for every test of its token
                offset 0
            ) as a
            join public.reservations as r
                on r.id = a.entity_id
            -- a hand-written order_id need not be a uuid
            where ops._uuid(a.token) is not null
                and (r.status = 'converted' or r.converted_at is not null)
            union
            select k.reservation_id, k.order_id
            from ops.order_link as k
            join public.reservations as r
                on r.id = k.reservation_id
            where k.link = 'audit' and (r.status = 'converted' or r.converted_at is not null)
                and (reservations is null or k.reservation_id = any (reservations))
        )
        select g.reservation_id, g.order_id, 'audit'::text
        from logged as g
        union all
        -- the log names the very order; a deal may have had another one
        select d.reservation_id, d.order_id, 'crm_deal'
        from (
            select r.id as reservation_id, o.id as order_id
            from public.reservations as r
            join public.orders as o
                on o.crm_deal_id::text = lower(btrim(r.crm_deal_id) collate "C")
            where (r.status = 'converted' or r.converted_at is not null)
                and (reservations is null or r.id = any (reservations))
            union
            select k.reservation_id, k.order_id
            from ops.order_link as k
            join public.reservations as r
                on r.id = k.reservation_id
            where k.link = 'crm_deal' and (r.status = 'converted' or r.converted_at is not null)
                and (reservations is null or k.reservation_id = any (reservations))
        ) as d
        where not exists (select from logged as g where g.reservation_id = d.reservation_id);
end
$$;
comment on function ops._order_links(uuid[]) is 'One row a reservation that was ever converted and its order, the order deleted or not; null for all reservations. A reservation without a row has no trace of an order.';
revoke all on function ops._order_links(uuid[]) from public;
