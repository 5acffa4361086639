-- Before a line is written: whether there is stock for it, under the locks that keep the answer true.
create or replace function ops._guard_validate()
returns trigger
language plpgsql
volatile parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
set row_security = off
as $$
declare
    v_available numeric;
    v_credit numeric := 0;
begin
    -- while we add to a reservation nobody ends it
    perform from public.reservations as r where r.id = new.reservation_id for share;
    -- over since before the guard came, and without lines until now
    if exists (select from public.reservations as r where r.id = new.reservation_id and r.status::text <> 'active')
        and not exists (select from ops.uncounted_reservation as u where u.reservation_id = new.reservation_id)
    then
        perform ops._guard_settle(array[new.reservation_id]);
    end if;
    if tg_op = 'UPDATE' then
        perform from public.reservations as r where r.id = old.reservation_id and r.id <> new.reservation_id for share;
        perform from public.lots as t where t.id in (old.lot_id, new.lot_id) order by t.id for no key update;
        perform from public.incoming_stock as t where t.id in (old.incoming_stock_id, new.incoming_stock_id) order by t.id for no key update;
        if (old.scope, old.lot_id, old.incoming_stock_id) is not distinct from (new.scope, new.lot_id, new.incoming_stock_id)
            and not exists (select from ops.uncounted_reservation as u where u.reservation_id = old.reservation_id)
        then
            v_credit := old.reserved_meters;
        end if;
    else
        perform from public.lots as t where t.id = new.lot_id for no key update;
        perform from public.incoming_stock as t where t.id = new.incoming_stock_id for no key update;
    end if;
    if new.scope = 'INVENTORY' then
        select t.meters - t.reserved_meters into v_available from public.lots as t where t.id = new.lot_id;
    else
        select t.expected_meters - t.received_meters - t.reserved_meters into v_available
        from public.incoming_stock as t
        where t.id = new.incoming_stock_id;
    end if;
    if v_available + v_credit < new.reserved_meters then
        raise exception 'Insufficient stock: available %, requested %', v_available + v_credit, new.reserved_meters;
    end if;
    return new;
end
$$;
comment on function ops._guard_validate() is 'Trigger of the guard on reservation_lines, in place of the application''s validator: the same words, with the row locked and the line''s own old metres credited.';
revoke all on function ops._guard_validate() from public;
