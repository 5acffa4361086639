-- What a rewrite of each table, TOAST table and btree would give back, how that is known, or why it is withheld.
create or replace function ops.bloat(min_bytes bigint default 1048576)
returns setof ops.relation_bloat
language plpgsql
stable parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
set row_security = off
set lock_timeout = '2s'
set jit = off
as $$
begin
    return query
        select b.* from ops._bloat_rows(min_bytes) as b
        order by b.reclaimable_bytes desc nulls last, b.bytes desc, b.relation;
end
$$;
comment on function ops.bloat(bigint) is
    'Relations of at least min_bytes. Measured ones by ops.measure_bloat while the measure holds, else estimated '
    'from statistics. Only reads.';
revoke all on function ops.bloat(bigint) from public;
grant execute on function ops.bloat(bigint) to ops_reader;
