-- The things whose creation the screens always log, with the word that the log has for them.
create or replace function ops._audit_logged()
returns table (subject text, kind text, id uuid, label text, created_at timestamptz, created_by uuid)
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        select 'public.orders', 'order', o.id, 'order ' || o.order_number, o.created_at, o.created_by
        from public.orders as o
        union all
        -- the log has no word for reservations; those of the CRM come without a screen
        select 'public.reservations', 'lot', r.id, 'reservation ' || r.reservation_number, r.created_at, r.created_by
        from public.reservations as r
        where r.crm_deal_id is null
        union all
        -- lots also come from imports and approvals, which log nothing; those with a receipt were booked in by a screen
        select 'public.lots', 'lot', l.id, 'lot ' || l.lot_number, l.created_at, null::uuid
        from public.lots as l
        where l.id in (select g.lot_id from public.goods_in_rows as g)
        union all
        -- what a manufacturing order announces is not logged
        select 'public.incoming_stock', 'incoming_stock', i.id, 'delivery ' || coalesce(i.invoice_number, 'without invoice'),
            i.created_at, i.created_by
        from public.incoming_stock as i
        where not exists (select from public.manufacturing_orders as m where m.incoming_stock_id = i.id);
end
$$;
comment on function ops._audit_logged() is 'Orders, reservations of the dialog, lots with a receipt, deliveries that no manufacturing order announced.';
revoke all on function ops._audit_logged() from public;
