-- Whether a prepared transaction may still bring rows into a table.
create or replace function ops._seal_prepared(subject text)
returns boolean
language sql
stable parallel restricted
set search_path = pg_catalog, pg_temp
as $$
    -- when it began is not kept anywhere; that it has written is, by its lock, which belongs to no session
    select exists (
        select
        from pg_locks as l
        where l.pid is null and l.locktype = 'relation' and l.mode <> 'AccessShareLock'
            and l.database = (select d.oid from pg_database as d where d.datname = current_database())
            and l.relation = to_regclass(subject)
    )
$$;
comment on function ops._seal_prepared(text) is 'True while one holds a lock of a writer on it: nothing of the table is sealed until it ends.';
revoke all on function ops._seal_prepared(text) from public;
