-- The application's own triggers that count reserved metres or check them: what the guard replaces.
create or replace function ops._guarded_triggers()
returns table (relation text, trigger name, enabled text, definition text)
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select 'public.reservation_lines', t.tgname, t.tgenabled::text, pg_get_triggerdef(t.oid)
    from pg_trigger as t
    join pg_proc as p
        on p.oid = t.tgfoid
    where t.tgrelid = to_regclass('public.reservation_lines')
        and not t.tgisinternal
        and t.tgname not like 'ops\_guard\_%'
        and p.prosrc like '%reserved_meters%'
    order by t.tgname
$$;
comment on function ops._guarded_triggers() is 'One row a trigger on reservation_lines whose function names reserved_meters, enabled or not.';
revoke all on function ops._guarded_triggers() from public;
