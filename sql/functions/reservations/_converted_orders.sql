-- The orders that converted reservations became, as far as any trace of the link is left.
create or replace function ops._converted_orders()
returns table (reservation_id uuid, order_id uuid, fulfilled boolean, link text)
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        with linked as (
            -- text on both sides: a hand-written order_id need not be a uuid
            select r.id as reservation_id, o.id as order_id, o.fulfilled_at, 'audit'::text as link
            from public.audit_logs as a
            join public.reservations as r
                on r.id = a.entity_id
            join public.orders as o
                on o.id::text = a.new_data ->> 'order_id'
            where a.action::text = 'STATUS_CHANGE' and r.status::text = 'converted'
            union
            select r.id, o.id, o.fulfilled_at, 'crm_deal'
            from public.reservations as r
            join public.orders as o
                on o.crm_deal_id::text = r.crm_deal_id
            where r.status::text = 'converted'
        )
        select l.reservation_id,
            (array_agg(l.order_id order by l.fulfilled_at nulls first, l.order_id))[1],
            -- with several orders the stock is held while one of them is open
            bool_and(l.fulfilled_at is not null),
            min(l.link)
        from linked as l
        group by l.reservation_id;
end
$$;
comment on function ops._converted_orders() is 'One row a converted reservation whose order is known by the audit log or by the CRM deal; fulfilled when all its orders are.';
revoke all on function ops._converted_orders() from public;
