-- Locks the lots and deliveries that reservations point at, in key order, before their counters are moved.
create or replace function ops._guard_lock_parents(reservations uuid[])
returns void
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
begin
    perform from public.lots as t
    where t.id in (select l.lot_id from public.reservation_lines as l where l.reservation_id = any (reservations))
    order by t.id
    for no key update;
    perform from public.incoming_stock as t
    where t.id in (select l.incoming_stock_id from public.reservation_lines as l where l.reservation_id = any (reservations))
    order by t.id
    for no key update;
end
$$;
comment on function ops._guard_lock_parents(uuid[]) is 'Row locks until the transaction ends.';
revoke all on function ops._guard_lock_parents(uuid[]) from public;
