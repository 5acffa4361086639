-- Reads some blocks of a heap and packs their rows as a rewrite would.
create or replace function ops._bloat_sample_heap(relation oid, blocks bigint[], pages bigint)
returns table (needed numeric, needed_error numeric, live numeric, live_error numeric)
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
set enable_seqscan = off
set max_parallel_workers_per_gather = 0
set jit = off
as $$
declare
    v_n integer := cardinality(blocks);
    v_spare integer := 8192 * (100 - coalesce((
        select o.option_value::integer
        from pg_class as c, pg_options_to_table(c.reloptions) as o
        where c.oid = relation and o.option_name = 'fillfactor'), 100)) / 100;
    v_needed numeric[] := array_fill(0::numeric, array[v_n]);
    v_live numeric[] := array_fill(0::numeric, array[v_n]);
    v_row record;
    v_used integer := 0;
    v_items integer := 0;
    v_full integer := 0;
    v_block integer := 0;
    v_before double precision := 0;
    v_rows integer := 0;
begin
    for v_row in execute format(
        'select b.place::integer as place, x.length from unnest($1) with ordinality as b (block, place) cross join lateral (%s) as x',
        ops._bloat_tuple_query(relation,
            't.ctid >= format(''(%s,0)'', b.block)::tid and t.ctid < format(''(%s,0)'', b.block + 1)::tid')
    ) using blocks loop
        if v_row.place <> v_block then
            if v_block > 0 then
                v_needed[v_block] := v_full + least(v_used / (8168.0 - v_spare), 1) - v_before;
                v_live[v_block] := v_rows;
                v_before := v_full + least(v_used / (8168.0 - v_spare), 1);
            end if;
            v_block := v_row.place;
            v_rows := 0;
        end if;
        -- as PostgreSQL fills a page: the line pointer of the next row is set aside, an empty page takes any row
        if v_items > 0 and (v_used + v_row.length + 4 + v_spare > 8168 or v_items = 291) then
            v_full := v_full + 1;
            v_used := 0;
            v_items := 0;
        end if;
        v_used := v_used + v_row.length + 4;
        v_items := v_items + 1;
        v_rows := v_rows + 1;
    end loop;
    if v_block > 0 then
        v_needed[v_block] := v_full + least(v_used / (8168.0 - v_spare), 1) - v_before;
        v_live[v_block] := v_rows;
    end if;
    return query
        select a.total, a.error, b.total, b.error
        from ops._bloat_total(v_needed, pages) as a, ops._bloat_total(v_live, pages) as b;
end
$$;
comment on function ops._bloat_sample_heap(oid, bigint[], bigint) is 'Pages that a rewrite would need and rows that it would keep, each with its standard error.';
revoke all on function ops._bloat_sample_heap(oid, bigint[], bigint) from public;
