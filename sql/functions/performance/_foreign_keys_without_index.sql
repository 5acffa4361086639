-- Foreign keys whose columns lead no index that a lookup by them could use.
create or replace function ops._foreign_keys_without_index()
returns table (relid oid, relname text, relkind "char", conname text, columns int2[], parent oid)
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
-- compiling a plan takes longer than these run
set jit = off
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
    select r.relid, r.relname, r.relkind, k.conname::text, k.conkey, k.confrelid
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
