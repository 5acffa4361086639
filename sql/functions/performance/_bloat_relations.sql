-- Heaps, TOAST tables and indexes of some size, temporary ones and the catalog left out.
create or replace function ops._bloat_relations(min_bytes bigint, only_oid oid default null)
returns table (relation_oid oid, kind text, table_oid oid, bytes bigint)
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select c.oid,
        case c.relkind when 't' then 'toast' when 'i' then m.amname else coalesce(m.amname, 'heap') end,
        coalesce(i.indrelid, o.oid, c.oid),
        s.bytes
    from pg_class as c
    left join pg_am as m
        on m.oid = c.relam
    left join pg_index as i
        on i.indexrelid = c.oid
    left join pg_class as o
        on c.relkind = 't' and o.reltoastrelid = c.oid
    join pg_class as t
        on t.oid = coalesce(i.indrelid, o.oid, c.oid)
    join pg_namespace as n
        on n.oid = t.relnamespace
    cross join lateral (
        select pg_relation_size(c.oid) as bytes
    ) as s
    where c.relkind in ('r', 'm', 't', 'i')
        and t.relkind in ('r', 'm')
        and t.relpersistence <> 't'
        and n.nspname not in ('pg_catalog', 'information_schema')
        and (only_oid is null or c.oid = only_oid)
        and s.bytes >= min_bytes
$$;
comment on function ops._bloat_relations(bigint, oid) is 'kind is heap, toast, or the access method of an index.';
revoke all on function ops._bloat_relations(bigint, oid) from public;
