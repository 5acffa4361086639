-- After an order has been fulfilled, cancelled, deleted, or has come to belong to a deal.
create or replace function ops._guard_order()
returns trigger
language plpgsql
volatile parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
set row_security = off
as $$
declare
    v_orders uuid[] := array_remove(array[case when tg_op <> 'INSERT' then old.id end, case when tg_op <> 'DELETE' then new.id end], null);
    v_deals text[] := array_remove(array[
        case when tg_op <> 'INSERT' then lower(old.crm_deal_id::text) end,
        case when tg_op <> 'DELETE' then lower(new.crm_deal_id::text) end
    ], null);
    v_reservations uuid[] := array(
        select k.reservation_id from ops.order_link as k where k.order_id = any (v_orders)
        union
        select d.reservation_id from ops.converted_deal as d where d.deal = any (v_deals)
    );
begin
    perform ops._guard_note(v_reservations);
    perform ops._guard_settle(v_reservations);
    return null;
end
$$;
comment on function ops._guard_order() is 'Trigger of the guard on orders: a fulfilled order ends what its reservation held.';
revoke all on function ops._guard_order() from public;
