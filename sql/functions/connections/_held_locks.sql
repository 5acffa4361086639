-- The locks that each session holds on relations of this database, reading aside.
create or replace function ops._held_locks()
returns table (pid integer, locks text[])
language sql
stable parallel restricted
set search_path = pg_catalog, pg_temp
-- compiling a plan takes longer than these run
set jit = off
as $$
    select l.pid, array_agg(distinct l.relation::regclass::text || ' ' || l.mode)
    from pg_locks as l
    where l.locktype = 'relation'
        and l.granted
        and l.mode <> 'AccessShareLock'
        and l.database = (select d.oid from pg_database as d where d.datname = current_database())
    group by l.pid
$$;
comment on function ops._held_locks() is
    'One row a process that holds more than a reader''s lock: relation and mode of each.';
revoke all on function ops._held_locks() from public;
