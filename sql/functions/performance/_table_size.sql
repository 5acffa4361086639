-- Bytes of a table's heap, of a partitioned one those of its partitions.
create or replace function ops._table_size(relation oid, relkind "char")
returns bigint
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select case when relkind = 'p'
        then (select sum(pg_relation_size(t.relid)) from pg_partition_tree(relation) as t where t.isleaf)::bigint
        else pg_relation_size(relation)
    end
$$;
comment on function ops._table_size(oid, "char") is 'Null when it was dropped meanwhile.';
revoke all on function ops._table_size(oid, "char") from public;
