-- What an interrupted REINDEX CONCURRENTLY has left: an invalid index that every write still maintains.
create or replace function ops._maintenance_leftovers()
returns table (
    rank integer, rule text, kind text, relation_name text, relation_oid oid, on_table oid, statement text, why text,
    reclaims bigint, lock text, disk_bytes bigint, state text, note text
)
language sql
stable parallel restricted
set search_path = pg_catalog, pg_temp
as $$
    select 2,
        'index_bloat',
        'drop_index',
        c.oid::regclass::text,
        c.oid,
        i.indrelid,
        format('drop index concurrently if exists %s', c.oid::regclass),
        'left invalid by an interrupted REINDEX CONCURRENTLY; writes still maintain it',
        pg_relation_size(c.oid),
        'share update exclusive; waits for transactions that use the table',
        0::bigint,
        'planned',
        null::text
    from pg_index as i
    join pg_class as c
        on c.oid = i.indexrelid
    where not i.indisvalid
        and c.relkind = 'i'
        and c.relname ~ '_cc(new|old)[0-9]*$'
        -- one that is being built right now looks the same
        and not exists (select from pg_stat_progress_create_index as p where p.relid = i.indrelid)
        and not exists (
            select from pg_locks as l
            where l.relation = i.indrelid and l.granted and l.mode = 'ShareUpdateExclusiveLock'
                and l.pid <> pg_backend_pid())
$$;
comment on function ops._maintenance_leftovers() is
    'Indexes named …_ccnew and …_ccold that are invalid while nothing builds on their table.';
revoke all on function ops._maintenance_leftovers() from public;
