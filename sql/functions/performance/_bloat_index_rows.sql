-- How many entries a rebuilt index would have, and how to read a sample of them.
create or replace function ops._bloat_index_rows(index oid, blocks bigint[], pages bigint, heap_rows numeric,
    heap_error numeric)
returns table (live numeric, live_error numeric, source text)
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
set enable_seqscan = off
set max_parallel_workers_per_gather = 0
set jit = off
as $$
-- the query is made of relation, columns and the index's own definition, from the catalog
-- @plpgsql_check_options: security_warnings = off
declare
    v_index record;
    v_counts numeric[];
begin
    select i.* into v_index from ops._bloat_index(index) as i;
    live := heap_rows;
    live_error := heap_error;
    source := ops._bloat_index_source(index, true, 4000 * pages / (heap_rows * cardinality(blocks) + 1));
    if v_index.predicate is not null then
        execute format(
            'select array_agg(coalesce(x.entries, 0) order by b.place) from unnest($1) with ordinality as b (block, place) left join (select s.place, count(*) as entries from (%s) as s group by 1) as x on x.place = b.place',
            ops._bloat_index_source(index, true, 1)
        ) into v_counts using blocks;
        select t.total, t.error into live, live_error from ops._bloat_total(v_counts, pages) as t;
        source := ops._bloat_index_source(index, true, 4000 / (select sum(c) + 1 from unnest(v_counts) as c));
        if (live_error > 0.005 * live or live = 0) and cardinality(blocks) < pages
            and pg_relation_size(index) < 64 * 1048576 then
            -- too few of its rows in the sample: the index itself leads to all of them
            execute format('select count(*) from %s as t where %s', v_index.on_table::regclass, v_index.predicate)
                into live;
            live_error := 0;
            source := ops._bloat_index_source(index, false, 4000 / (live + 1));
        end if;
    end if;
    return next;
end
$$;
comment on function ops._bloat_index_rows(oid, bigint[], bigint, numeric, numeric) is
    'Entries with their standard error, and the text of a query for about 4000 of them that takes blocks as $1.';
revoke all on function ops._bloat_index_rows(oid, bigint[], bigint, numeric, numeric) from public;
