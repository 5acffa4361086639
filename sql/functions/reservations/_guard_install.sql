-- Puts the guard's triggers in the place of the application's. No number changes by this.
create or replace function ops._guard_install()
returns void
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
-- names come from the system catalog and from our own list
-- @plpgsql_check_options: security_warnings = off
declare
    v_trigger record;
begin
    if exists (select from ops.guard_trigger) then
        return;
    elsif not exists (select from ops._guarded_triggers() as g where g.enabled <> 'D') then
        perform ops._fail('OP005', 'there are no triggers to replace',
            'no enabled trigger of reservation_lines counts reserved_meters', 'select tgname, tgenabled from pg_trigger where tgrelid = ''public.reservation_lines''::regclass');
    end if;
    lock table public.reservations, public.reservation_lines, public.orders, public.audit_logs in share row exclusive mode;
    perform ops._guard_note(null);
    insert into ops.guard_trigger (relation, trigger, enabled, definition)
    select g.relation, g.trigger, g.enabled, g.definition from ops._guarded_triggers() as g;
    for v_trigger in select g.relation, g.trigger from ops.guard_trigger as g loop
        execute format('alter table %s disable trigger %I', v_trigger.relation, v_trigger.trigger);
    end loop;
    for v_trigger in select g.definition from ops._guard_triggers() as g loop
        execute v_trigger.definition;
    end loop;
end
$$;
comment on function ops._guard_install() is 'Locks four tables against writers, keeps which triggers it disables, creates ours. Does nothing where the guard is in place.';
revoke all on function ops._guard_install() from public;
