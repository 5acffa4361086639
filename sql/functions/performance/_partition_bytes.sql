-- Bytes of the heaps of a partitioned table's partitions.
create or replace function ops._partition_bytes(relation oid)
returns bigint
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select sum(pg_relation_size(t.relid))::bigint from pg_partition_tree(relation) as t where t.isleaf
$$;
comment on function ops._partition_bytes(oid) is 'Null when it has none.';
revoke all on function ops._partition_bytes(oid) from public;
