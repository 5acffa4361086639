-- Foreign keys whose columns lead no index that a lookup by them could use.
create or replace function ops._foreign_keys_without_index()
returns table (relid oid, relname text, relkind "char", conname text, columns text[], parent oid)
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    with usable as materialized (
        -- a slice is numbered from 1, though the vector is from 0
        select i.indrelid, (i.indkey::int2[])[0:i.indnkeyatts - 1] as columns
        from pg_index as i
        join pg_class as c
            on c.oid = i.indexrelid
        join pg_am as m
            on m.oid = c.relam and m.amname in ('btree', 'hash')
        where i.indisvalid
            -- "where x is not null" serves every lookup of an x
            and (i.indpred is null or pg_get_expr(i.indpred, i.indrelid) ~ '^\(\w+ IS NOT NULL\)$')
    ),
    covered as materialized (
        select k.oid
        from pg_constraint as k
        join usable as u
            on u.indrelid = k.conrelid and u.columns[1:cardinality(k.conkey)] @> k.conkey
        where k.contype = 'f'
    )
    select r.relid, r.relname, r.relkind, k.conname::text,
        array(
            select a.attname::text
            from unnest(k.conkey) with ordinality as c (attnum, place)
            join pg_attribute as a
                on a.attrelid = k.conrelid and a.attnum = c.attnum
            order by c.place
        ),
        k.confrelid
    from pg_constraint as k
    join ops._app_relations('{r,p}') as r
        on r.relid = k.conrelid
    left join covered as v
        on v.oid = k.oid
    -- a partition's constraint is its parent's
    where k.contype = 'f' and k.conparentid = 0 and v.oid is null
$$;
comment on function ops._foreign_keys_without_index() is 'One row a foreign key, whatever the size of its table.';
revoke all on function ops._foreign_keys_without_index() from public;
