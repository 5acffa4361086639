-- Why a measure no longer holds; null while it does.
create or replace function ops._bloat_void(measure ops.bloat_measure, table_oid oid, bytes bigint)
returns text
language sql
stable parallel restricted
set search_path = pg_catalog, pg_temp
as $$
    select case
        when measure.measured_at is null or measure.withheld is not null then null
        when measure.filenode is distinct from pg_relation_filenode(measure.relation_oid)
            then 'it was rewritten since it was measured'
        when bytes > 1.2 * measure.bytes or bytes < 0.8 * measure.bytes then 'its size changed since it was measured'
        when ops._bloat_changes(_bloat_void.table_oid) < measure.changes
            then 'the statistics were reset since it was measured'
        when ops._bloat_changes(_bloat_void.table_oid) - measure.changes > 0.1 * coalesce(
            (select m.live_rows from ops.bloat_measure as m where m.relation_oid = _bloat_void.table_oid),
                measure.live_rows, 0) + 1000
            then 'more than a tenth of its rows changed since it was measured'
    end
$$;
comment on function ops._bloat_void(ops.bloat_measure, oid, bigint) is
    'Rewritten, grown, or changed by more than a tenth since.';
revoke all on function ops._bloat_void(ops.bloat_measure, oid, bigint) from public;
