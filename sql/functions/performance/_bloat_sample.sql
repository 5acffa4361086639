-- Bytes and rows of a heap as a rewrite would store them, from some of its blocks.
create or replace function ops._bloat_sample(relation oid, blocks bigint[], pages bigint)
returns table (bytes numeric, bytes_error numeric, rows numeric, rows_error numeric)
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
set enable_seqscan = off
set max_parallel_workers_per_gather = 0
set jit = off
as $$
declare
    v_bytes numeric[];
    v_rows numeric[];
begin
    execute format(
        'select array_agg(coalesce(x.bytes, 0) order by b.place), array_agg(coalesce(x.rows, 0) order by b.place) from unnest($1) with ordinality as b (block, place) left join (select s.place, sum(s.length + 4) as bytes, count(*) as rows from (%s) as s group by 1) as x on x.place = b.place',
        ops._bloat_heap_query(relation)
    ) into v_bytes, v_rows using blocks;
    return query
        select b.total, b.error, r.total, r.error
        from ops._bloat_total(v_bytes, pages) as b, ops._bloat_total(v_rows, pages) as r;
end
$$;
comment on function ops._bloat_sample(oid, bigint[], bigint) is 'Line pointers included, each with its standard error.';
revoke all on function ops._bloat_sample(oid, bigint[], bigint) from public;
