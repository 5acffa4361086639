-- The orders that reservations became when they were converted: by the audit log, by what was seen before, else by the CRM deal.
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
            select r.id as reservation_id, (a.new_data ->> 'order_id')::uuid as order_id
            from public.audit_logs as a
            join public.reservations as r
                on r.id = a.entity_id
            where a.entity_type = 'lot' and a.action::text = 'STATUS_CHANGE' and (r.status::text = 'converted' or r.converted_at is not null)
                -- a hand-written order_id need not be a uuid
                and a.new_data ->> 'order_id' ~ '^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$'
                and (reservations is null or a.entity_id = any (reservations))
            union
            select k.reservation_id, k.order_id
            from ops.order_link as k
            join public.reservations as r
                on r.id = k.reservation_id
            where k.link = 'audit' and (r.status::text = 'converted' or r.converted_at is not null)
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
                on o.crm_deal_id::text = lower(btrim(r.crm_deal_id))
            where (r.status::text = 'converted' or r.converted_at is not null)
                and (reservations is null or r.id = any (reservations))
            union
            select k.reservation_id, k.order_id
            from ops.order_link as k
            join public.reservations as r
                on r.id = k.reservation_id
            where k.link = 'crm_deal' and (r.status::text = 'converted' or r.converted_at is not null)
                and (reservations is null or k.reservation_id = any (reservations))
        ) as d
        where not exists (select from logged as g where g.reservation_id = d.reservation_id);
end
$$;
comment on function ops._order_links(uuid[]) is 'One row a reservation that was ever converted and its order, the order deleted or not; null for all reservations. A reservation without a row has no trace of an order.';
revoke all on function ops._order_links(uuid[]) from public;
