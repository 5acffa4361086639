-- Measures a btree by rebuilding it in mind from a sample of its table's rows.
create or replace function ops._bloat_measure_btree(index oid)
returns ops.bloat_measure
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_index record;
    v_rows record;
    v_leaf record;
    v_heap ops.bloat_measure;
    v_pages bigint := pg_relation_size(index) / 8192;
    v_heap_pages bigint;
    v_blocks bigint[];
    v_lengths integer[];
    v_equals integer[];
    v_needed numeric := 1;
    v_measure ops.bloat_measure;
begin
    select i.* into v_index from ops._bloat_index(index) as i;
    perform ops._bloat_refuse_code(index);
    v_heap_pages := pg_relation_size(v_index.on_table) / 8192;
    v_heap := coalesce(
        -- measured a moment ago, as ops.measure_bloat does
        (select m from ops.bloat_measure as m
            where m.relation_oid = v_index.on_table and m.filenode = pg_relation_filenode(v_index.on_table)
                and m.bytes = v_heap_pages * 8192 and m.live_rows is not null
                    and m.measured_at > clock_timestamp() - interval '10 minutes'),
        ops._bloat_measure_heap(v_index.on_table, interval '2 s')
    );
    v_blocks := ops._bloat_blocks(v_heap_pages, 256);
    v_measure.bytes := v_pages * 8192;
    v_measure.standard_error := 0;
    v_measure.live_rows := 0;
    v_measure.live_rows_error := 0;
    v_measure.pages_read := cardinality(v_blocks);
    v_measure.method := case when v_measure.pages_read < v_heap_pages then 'sample' else 'read' end;
    if v_heap.live_rows > 0 then
        select r.* into v_rows
        from ops._bloat_index_rows(index, v_blocks, v_heap_pages, v_heap.live_rows, v_heap.live_rows_error) as r;
        select array_agg(g.length), array_agg(g.equals) into v_lengths, v_equals
        from ops._bloat_index_groups(index, v_rows.source, v_blocks) as g;
        if v_lengths is not null then
            select l.* into v_leaf from ops._bloat_btree_leaf(v_lengths, v_equals, v_index.fillfactor) as l;
            v_needed := ops._bloat_btree_pages(
                -- the last page keeps the item with which another one would have been full
                greatest(ceil((v_rows.live * v_leaf.bytes_per_row - v_leaf.item) / v_leaf.bytes_per_page), 1)::numeric,
                    v_leaf.pivot);
            v_measure.live_rows := round(v_rows.live);
            v_measure.live_rows_error := round(coalesce(v_rows.live_error, 0));
            v_measure.standard_error := round((100 * v_needed / v_pages * sqrt(
                (coalesce(v_rows.live_error, 0) / greatest(v_rows.live, 1)) ^ 2 + (v_leaf.bytes_error / v_leaf.bytes_per_row) ^ 2
            ))::numeric, 3);
            if (select count(*) from unnest(v_lengths) as l where l > 516) > 0.02 * cardinality(v_lengths) then
                v_measure.withheld := 'its keys are over 500 bytes: the index compresses them, and how well only the index knows';
            end if;
        end if;
    end if;
    v_measure.reclaimable_bytes := round((v_pages - v_needed) * 8192);
    return v_measure;
end
$$;
comment on function ops._bloat_measure_btree(oid) is
    'The measured part of ops.bloat_measure. Needs a fresh measure of the table, and makes it where there is none.';
revoke all on function ops._bloat_measure_btree(oid) from public;
