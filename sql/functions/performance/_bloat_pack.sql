-- Packs the rows of runs of neighbouring blocks into pages, in order, as a rewrite does.
create or replace function ops._bloat_pack(relation oid, blocks bigint[], run bigint)
returns table (needed numeric, live bigint, bytes_per_page double precision, bytes_error double precision)
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
set enable_seqscan = off
set max_parallel_workers_per_gather = 0
set jit = off
as $$
-- the query names relation and columns from the catalog, quoted
-- @plpgsql_check_options: security_warnings = off
declare
    v_room integer := 8168 - 8192 * (100 - coalesce((
        select o.option_value::integer
        from pg_class as c, pg_options_to_table(c.reloptions) as o
        where c.oid = relation and o.option_name = 'fillfactor'), 100)) / 100;
    v_runs integer := ceil(cardinality(blocks)::numeric / run);
    v_pages double precision[] := array_fill(0::double precision, array[greatest(v_runs, 1)]);
    v_bytes double precision[] := v_pages;
    v_place bigint;
    v_length integer;
    v_run integer := 0;
    v_used integer := 0;
    v_items integer := 0;
begin
    live := 0;
    for v_place, v_length in execute ops._bloat_heap_query(relation) using blocks loop
        if (v_place - 1) / run + 1 <> v_run then
            v_run := (v_place - 1) / run + 1;
            v_used := 0;
            v_items := 0;
        end if;
        -- a page takes any row when it is empty, else while there is room, and 291 at most
        if v_items > 0 and (v_used + v_length + 4 > v_room or v_items = 291) then
            v_pages[v_run] := v_pages[v_run] + 1;
            v_bytes[v_run] := v_bytes[v_run] + v_used;
            v_used := 0;
            v_items := 0;
        end if;
        v_used := v_used + v_length + 4;
        v_items := v_items + 1;
        live := live + 1;
    end loop;
    needed := v_pages[1] + (v_items > 0)::integer;
    -- where no page was filled, so little is left that this does not matter
    select coalesce(sum(x.bytes) / nullif(sum(x.pages), 0), v_room) into bytes_per_page
    from unnest(v_pages, v_bytes) as x (pages, bytes);
    select coalesce(sqrt(sum((x.bytes - bytes_per_page * x.pages) ^ 2) * count(*) / nullif(count(*) - 1, 0)) / nullif(sum(x.pages), 0), 0) into bytes_error
    from unnest(v_pages, v_bytes) as x (pages, bytes);
    return next;
end
$$;
comment on function ops._bloat_pack(oid, bigint[], bigint) is
    'run is how many of the blocks follow one another. needed and live hold for a single run, bytes_per_page with '
    'its standard error for all.';
revoke all on function ops._bloat_pack(oid, bigint[], bigint) from public;
