-- Invalid indexes that nobody is building now.
create or replace function ops._invalid_indexes()
returns table (index oid, relid oid, relname text, is_ready boolean)
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select i.indexrelid, i.indrelid, r.relname, i.indisready
    from pg_index as i
    -- a partitioned one is invalid until each partition has its own, and nothing is wrong with that
    join ops._app_relations('{i}') as r
        on r.relid = i.indexrelid
    where not i.indisvalid
        -- one that is being built is locked, with its table, by its builder
        and not exists (
            select
            from pg_locks as l
            where l.database = (select d.oid from pg_database as d where d.datname = current_database())
                and l.relation = i.indrelid
                and l.mode in ('ShareUpdateExclusiveLock', 'ShareLock', 'AccessExclusiveLock')
        )
$$;
comment on function ops._invalid_indexes() is 'One row an index.';
revoke all on function ops._invalid_indexes() from public;
