-- Puts the application's own triggers back, once every reservation counts again.
create or replace function ops._guard_remove()
returns boolean
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
-- names come from what was kept at installation and from our own list
-- @plpgsql_check_options: security_warnings = off
declare
    v_trigger record;
begin
    if not exists (select from ops.guard_trigger) then
        return true;
    end if;
    lock table public.reservations, public.reservation_lines, public.orders, public.audit_logs in share row exclusive mode;
    if exists (
        select from ops.uncounted_reservation as u
        where exists (select from public.reservation_lines as l where l.reservation_id = u.reservation_id)
    ) then
        return false;
    end if;
    for v_trigger in select g.relation, g.trigger from ops._guard_triggers() as g loop
        execute format('drop trigger if exists %I on %s', v_trigger.trigger, v_trigger.relation);
    end loop;
    for v_trigger in select g.relation, g.trigger, g.enabled from ops.guard_trigger as g loop
        execute format('alter table %s %s trigger %I', v_trigger.relation,
            case v_trigger.enabled when 'D' then 'disable' when 'R' then 'enable replica' when 'A' then 'enable always' else 'enable' end,
            v_trigger.trigger);
    end loop;
    delete from ops.guard_trigger;
    delete from ops.uncounted_reservation;
    delete from ops.converted_deal;
    return true;
end
$$;
comment on function ops._guard_remove() is 'False while reservations with lines are uncounted: the application''s triggers would subtract their metres a second time.';
revoke all on function ops._guard_remove() from public;
