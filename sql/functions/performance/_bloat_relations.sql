-- Heaps, TOAST tables and indexes of some size, temporary ones and the catalog left out.
create or replace function ops._bloat_relations(min_bytes bigint, only_oid oid default null)
returns table (relation_oid oid, kind text, table_oid oid, bytes bigint, locked boolean)
language sql
stable parallel restricted
set search_path = pg_catalog, pg_temp
as $$
    -- asking a relation for its size waits for whoever holds, or waits for, an exclusive lock on it
    with held as materialized (
        select distinct l.relation
        from pg_locks as l
        where l.locktype = 'relation'
            and l.mode = 'AccessExclusiveLock'
            and l.pid <> pg_backend_pid()
            and l.database = (select d.oid from pg_database as d where d.datname = current_database())
    ),
    owner as materialized (
        select t.oid, t.reltoastrelid, pg_stat_get_mod_since_analyze(t.oid) as changes
        from pg_class as t
        where t.relkind in ('r', 'm')
            and t.relpersistence <> 't'
            and t.relnamespace <> all (array['pg_catalog'::regnamespace, 'information_schema'::regnamespace])
    ),
    -- a file is asked for its size only where it may have it: a change adds a page at the most
    candidate as materialized (
        select c.oid, c.relkind, c.relam, c.relpages, o.oid as table_oid
        from owner as o
        join pg_class as c
            on c.oid = o.oid
        where greatest(c.relpages, 0) + o.changes >= min_bytes / 16384
        union all
        select c.oid, c.relkind, c.relam, c.relpages, o.oid
        from owner as o
        join pg_class as c
            on c.oid = o.reltoastrelid
        where greatest(c.relpages, 0) + pg_stat_get_mod_since_analyze(c.oid) >= min_bytes / 16384
        union all
        select c.oid, c.relkind, c.relam, c.relpages, o.oid
        from owner as o
        join pg_index as i
            on i.indrelid = o.oid
        join pg_class as c
            on c.oid = i.indexrelid
        where greatest(c.relpages, 0) + o.changes >= min_bytes / 16384
    )
    select c.oid,
        case c.relkind when 't' then 'toast' else coalesce(m.amname, 'heap') end,
        c.table_oid,
        s.bytes,
        s.locked
    from candidate as c
    left join pg_am as m
        on m.oid = c.relam
    left join held as h
        on h.relation = c.oid
    left join held as k
        on k.relation = c.table_oid
    cross join lateral (
        select coalesce(h.relation, k.relation) is not null as locked,
            case when coalesce(h.relation, k.relation) is null then pg_relation_size(c.oid)
                else c.relpages::bigint * 8192 end as bytes
        offset 0
    ) as s
    where (only_oid is null or c.oid = only_oid)
        and s.bytes >= min_bytes
$$;
comment on function ops._bloat_relations(bigint, oid) is
    'kind is heap, toast, or the access method of an index. Of a locked one bytes are what the catalog remembers.';
revoke all on function ops._bloat_relations(bigint, oid) from public;
