-- How many rows of a table were inserted, updated and deleted so far.
create or replace function ops._bloat_changes(relation oid)
returns bigint
language sql
stable parallel restricted
set search_path = pg_catalog, pg_temp
as $$
    select pg_stat_get_tuples_inserted(relation) + pg_stat_get_tuples_updated(relation) + pg_stat_get_tuples_deleted(relation)
$$;
comment on function ops._bloat_changes(oid) is 'By the cumulative statistics, which a crash or a reset sets back to 0.';
revoke all on function ops._bloat_changes(oid) from public;
