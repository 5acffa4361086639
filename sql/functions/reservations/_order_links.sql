-- The orders that reservations became when they were converted: by the audit log, by what was seen before,
-- else by the CRM deal.
-- Inlinable: three checks read all links, and who asks for no order's state joins no orders. So it pins no path and
-- names everything in full.
create or replace function ops._order_links(reservations uuid[] default null)
returns table (reservation_id uuid, order_id uuid, link text, why text)
language sql
stable parallel safe
as $$
    with converted as materialized (
        select r.id, r.crm_deal_id
        from public.reservations as r
        where (r.status operator(pg_catalog.=) 'converted' or r.converted_at is not null)
            and (reservations is null or r.id operator(pg_catalog.=) any (reservations))
    ),
    logged as materialized (
        select a.id, a.order_id
        from (
            select t.id, ops._uuid(t.token) as order_id
            from (
                select w.entity_id as id, w.new_data operator(pg_catalog.->>) 'order_id' as token
                from public.audit_logs as w
                where w.entity_type operator(pg_catalog.=) 'lot' and w.action operator(pg_catalog.=) 'STATUS_CHANGE'
                    and (reservations is null or w.entity_id operator(pg_catalog.=) any (reservations))
                    and exists (select from converted as c where c.id operator(pg_catalog.=) w.entity_id)
                -- fences: without them the object is opened and its token read once more for every use of them
                offset 0
            ) as t
            offset 0
        ) as a
        -- a hand-written order_id need not be a uuid
        where a.order_id is not null
        union
        select c.id, k.order_id
        from ops.order_link as k
        join converted as c
            on c.id operator(pg_catalog.=) k.reservation_id
        where k.link operator(pg_catalog.=) 'audit'
    ),
    linked as (
        select g.id, g.order_id, 'audit' as link
        from logged as g
        union all
        -- the log names the very order; a deal may have had another one
        select d.id, d.order_id, 'crm_deal'
        from (
            select c.id, o.id as order_id
            from converted as c
            join public.orders as o
                on o.crm_deal_id::pg_catalog.text operator(pg_catalog.=) pg_catalog.lower(pg_catalog.btrim(c.crm_deal_id) collate pg_catalog."C")
            where c.crm_deal_id is not null and o.crm_deal_id is not null
                and not exists (select from logged as g where g.id operator(pg_catalog.=) c.id)
            union
            select c.id, k.order_id
            from ops.order_link as k
            join converted as c
                on c.id operator(pg_catalog.=) k.reservation_id
            where k.link operator(pg_catalog.=) 'crm_deal'
                and not exists (select from logged as g where g.id operator(pg_catalog.=) c.id)
        ) as d
    )
    select l.id, l.order_id, l.link,
        case
            when o.id is null then 'converted_order_deleted'
            -- the screens write fulfilled_at and nothing else
            when o.fulfilled_at is not null then 'converted_fulfilled'
            when o.status::pg_catalog.text operator(pg_catalog.=) 'cancelled'
                or o.fulfillment_outcome::pg_catalog.text operator(pg_catalog.=) 'cancelled' then 'converted_cancelled'
            else 'converted_open'
        end
    from linked as l
    left join public.orders as o
        on o.id operator(pg_catalog.=) l.order_id
$$;
comment on function ops._order_links(uuid[]) is 'One row a reservation that was ever converted and its order, the order deleted or not; why is what the order has become: converted_open, _fulfilled, _cancelled, _order_deleted. Null for all reservations. A reservation without a row has no trace of an order.';
revoke all on function ops._order_links(uuid[]) from public;
