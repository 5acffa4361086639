-- Measures a heap or TOAST table: all of a small one; of others random pages, and more of them while the
-- error is too large and time is left.
-- Bytes come from single blocks all over the table; how well they pack comes from runs of neighbours, for
-- rows from here and there would fill gaps that the real neighbour leaves because it is too long.
create or replace function ops._bloat_measure_heap(relation oid, slice interval)
returns ops.bloat_measure
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_pages bigint := pg_relation_size(relation) / 8192;
    v_wanted bigint := 256;
    v_pack record;
    v_sample record;
    v_needed numeric;
    v_error numeric;
    v_started timestamptz;
    v_measure ops.bloat_measure;
begin
    v_measure.bytes := v_pages * 8192;
    if v_pages <= 768 then
        select p.* into v_pack from ops._bloat_pack(relation, ops._bloat_blocks(v_pages, v_pages), v_pages) as p;
        v_measure.method := 'read';
        v_measure.reclaimable_bytes := (v_pages - v_pack.needed) * 8192;
        v_measure.standard_error := 0;
        v_measure.live_rows := v_pack.live;
        v_measure.live_rows_error := 0;
        v_measure.pages_read := v_pages;
        return v_measure;
    end if;
    select p.* into v_pack from ops._bloat_pack(relation, ops._bloat_runs(v_pages), 32) as p;
    v_measure.pages_read := 512;
    loop
        v_started := clock_timestamp();
        select s.* into v_sample from ops._bloat_sample(relation, ops._bloat_blocks(v_pages, v_wanted), v_pages) as s;
        slice := slice - (clock_timestamp() - v_started);
        v_measure.pages_read := v_measure.pages_read + v_wanted;
        v_needed := v_sample.bytes / v_pack.bytes_per_page;
        v_error := 100 * v_needed / v_pages * v_sample.bytes_error / greatest(v_sample.bytes, 1);
        exit when v_wanted >= least(v_pages, 4096) or v_error <= 0.35;
        -- as many as the error asks for, as long as they are to be had in the time that is left
        v_wanted := least(
            v_pages, 4096, ceil(v_wanted * greatest((v_error / 0.35) ^ 2 * 1.2, 1.5)),
            floor(v_wanted * extract(epoch from slice) / extract(epoch from clock_timestamp() - v_started))
        );
        exit when v_wanted <= 256;
    end loop;
    v_measure.method := 'sample';
    v_measure.reclaimable_bytes := round((v_pages - v_needed) * 8192);
    v_measure.standard_error := round(sqrt(
        v_error ^ 2 + (100 * v_needed / v_pages * v_pack.bytes_error / v_pack.bytes_per_page) ^ 2)::numeric, 3);
    v_measure.live_rows := round(v_sample.rows);
    v_measure.live_rows_error := round(v_sample.rows_error);
    return v_measure;
end
$$;
comment on function ops._bloat_measure_heap(oid, interval) is
    'The measured part of ops.bloat_measure. Reads every page of a heap of 768 or less, else 768 and, where the '
    'error asks for more, up to 4096 others.';
revoke all on function ops._bloat_measure_heap(oid, interval) from public;
