-- After a reservation has changed its state, or is gone.
create or replace function ops._guard_reservation()
returns trigger
language plpgsql
volatile parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
set row_security = off
as $$
begin
    if tg_op = 'DELETE' then
        delete from ops.uncounted_reservation as u where u.reservation_id = old.id;
        delete from ops.converted_deal as d where d.reservation_id = old.id;
        return null;
    end if;
    perform ops._guard_note(array[new.id]);
    perform ops._guard_settle(array[new.id]);
    return null;
end
$$;
comment on function ops._guard_reservation() is 'Trigger of the guard on reservations: releasing and converting give metres back when nothing holds them any more.';
revoke all on function ops._guard_reservation() from public;
