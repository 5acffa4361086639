-- Reserves one metre and cancels it again, and takes both back: does the application's own way work?
create or replace function ops.trial_reservation(lot uuid, acting_user uuid, role_name text)
returns text
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
-- the role is one of two words of ours; a security definer function could not take it
-- @plpgsql_check_options: security_warnings = off
declare
    v_before numeric;
    v_held numeric;
    v_after numeric;
    v_reservation uuid;
begin
    perform set_config('request.jwt.claims', json_build_object('sub', acting_user, 'role', role_name)::text, true);
    perform set_config('request.jwt.claim.sub', acting_user::text, true);
    -- the application's triggers find its tables as they do for its users
    perform set_config('search_path', 'public, extensions', true);
    if role_name is not null then
        perform set_config('role', role_name, true);
    end if;
    select l.reserved_meters into v_before from public.lots as l where l.id = lot;
    insert into public.reservations (customer_name, created_by)
    values ('lotastro-ops trial', acting_user)
    returning id into v_reservation;
    insert into public.reservation_lines (reservation_id, scope, lot_id, quality, color, reserved_meters)
    select v_reservation, 'INVENTORY', l.id, l.quality, l.color, 1 from public.lots as l where l.id = lot;
    select l.reserved_meters into v_held from public.lots as l where l.id = lot;
    update public.reservations as r set status = 'canceled', canceled_at = now() where r.id = v_reservation;
    select l.reserved_meters into v_after from public.lots as l where l.id = lot;
    raise exception using errcode = 'OP999', message = case
        when v_held is distinct from v_before + 1 then format('reserving 1 m moved the counter from %s to %s', v_before, v_held)
        when v_after is distinct from v_before then format('cancelling left the counter at %s, it was %s', v_after, v_before)
        else 'as it should' end;
exception
    when sqlstate 'OP999' then
        -- nothing of it stays: rows, claims, path and role are as before
        return case when sqlerrm <> 'as it should' then sqlerrm end;
    when others then
        return format('%s %s', sqlstate, sqlerrm);
end
$$;
comment on function ops.trial_reservation(uuid, uuid, text) is 'Null when the counter went up by 1 m and came back; else what went wrong. role_name null acts as the caller. Always rolled back.';
revoke all on function ops.trial_reservation(uuid, uuid, text) from public;
grant execute on function ops.trial_reservation(uuid, uuid, text) to ops_operator;
