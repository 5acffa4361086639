-- Lets one session at a time write seals.
create or replace function ops._lock_seals(wait boolean default false)
returns void
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_key bigint := hashtextextended('ops:seal', 0);
begin
    if wait then
        perform pg_advisory_xact_lock(v_key);
    elsif not pg_try_advisory_xact_lock(v_key) then
        perform ops._fail('OP004', 'another session is writing seals',
            coalesce((
                select format('pid %s holds the lock', l.pid)
                from pg_locks as l
                where l.locktype = 'advisory' and l.granted and l.objsubid = 1
                    and l.database = (select d.oid from pg_database as d where d.datname = current_database())
                    and ((l.classid::bigint << 32) | l.objid::bigint) = v_key
                limit 1
            ), 'it has just ended'),
            'wait for it, then: select ops.seal()');
    end if;
end
$$;
comment on function ops._lock_seals(boolean) is 'Takes the seal lock until the end of the transaction; without wait OP004 names the session that has it.';
revoke all on function ops._lock_seals(boolean) from public;
