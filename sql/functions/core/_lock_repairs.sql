-- Lets one repair work at a time; the second is told who the first is.
create or replace function ops._lock_repairs()
returns void
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_key bigint := hashtextextended('ops:repair', 0);
begin
    if not pg_try_advisory_xact_lock(v_key) then
        perform ops._fail('OP004', 'another repair is working in this database',
            coalesce((
                select format('pid %s (%s, %s) holds the lock', a.pid, a.usename, nullif(a.application_name, ''))
                from pg_locks as l
                join pg_stat_activity as a
                    on a.pid = l.pid
                where l.locktype = 'advisory' and l.granted
                    and l.database = (select d.oid from pg_database as d where d.datname = current_database())
                    and l.objsubid = 1
                    and ((l.classid::bigint << 32) | l.objid::bigint) = v_key
            ), 'it has just ended'),
            'wait for it, or look: select * from ops.recent_run');
    end if;
end
$$;
comment on function ops._lock_repairs() is 'Takes the repair lock until the end of the transaction; OP004 names the session that has it.';
revoke all on function ops._lock_repairs() from public;
