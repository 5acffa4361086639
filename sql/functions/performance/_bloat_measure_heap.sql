-- Measures a heap or TOAST table: random pages, more of them while the error is too large and time is left.
create or replace function ops._bloat_measure_heap(relation oid, slice interval)
returns ops.bloat_measure
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_pages bigint := pg_relation_size(relation) / 8192;
    v_wanted bigint := 256;
    v_sample record;
    v_started timestamptz;
    v_error numeric;
    v_measure ops.bloat_measure;
begin
    v_measure.method := 'read';
    v_measure.reclaimable_bytes := 0;
    v_measure.standard_error := 0;
    v_measure.live_rows := 0;
    v_measure.live_rows_error := 0;
    v_measure.pages_read := 0;
    while v_pages > 0 loop
        v_started := clock_timestamp();
        select s.* into v_sample from ops._bloat_sample_heap(relation, ops._bloat_blocks(v_pages, v_wanted), v_pages) as s;
        slice := slice - (clock_timestamp() - v_started);
        v_error := 100 * coalesce(v_sample.needed_error, v_pages) / v_pages;
        v_measure.pages_read := v_measure.pages_read + least(v_wanted, v_pages);
        exit when v_wanted >= least(v_pages, 2048) or v_error <= 0.4;
        -- as many as the error asks for, as long as they are to be had in the time that is left
        v_wanted := least(
            v_pages, 2048, ceil(v_wanted * (v_error / 0.4) ^ 2 * 1.2),
            floor(v_wanted * extract(epoch from slice) / extract(epoch from clock_timestamp() - v_started))
        );
        exit when v_wanted <= 256;
    end loop;
    if v_pages > 0 then
        if v_wanted < v_pages then
            v_measure.method := 'sample';
        else
            v_sample.needed := ceil(v_sample.needed - 0.000001);
        end if;
        v_measure.reclaimable_bytes := round((v_pages - v_sample.needed) * 8192);
        v_measure.standard_error := round(v_error, 3);
        v_measure.live_rows := round(v_sample.live);
        v_measure.live_rows_error := round(v_sample.live_error);
    end if;
    v_measure.bytes := v_pages * 8192;
    return v_measure;
end
$$;
comment on function ops._bloat_measure_heap(oid, interval) is 'The measured part of ops.bloat_measure. Reads every page of a small heap, 256 to 2048 pages of others.';
revoke all on function ops._bloat_measure_heap(oid, interval) from public;
