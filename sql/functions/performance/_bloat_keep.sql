-- Keeps a measure in place of the relation's last one.
create or replace function ops._bloat_keep(relation oid, kind text, measure ops.bloat_measure, started timestamptz)
returns void
language sql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
    insert into ops.bloat_measure as m (
        relation_oid, relation, kind, table_oid, filenode, bytes, reclaimable_bytes, standard_error, live_rows,
        live_rows_error, pages_read, method, withheld, changes, measured_at, took_ms
    )
    select c.oid,
        c.oid::regclass::text,
        kind,
        t.table_oid,
        coalesce(pg_relation_filenode(c.oid), 0),
        coalesce(measure.bytes, c.relpages::bigint * 8192),
        case when measure.withheld is null then measure.reclaimable_bytes end,
        case when measure.withheld is null then measure.standard_error end,
        measure.live_rows,
        measure.live_rows_error,
        coalesce(measure.pages_read, 0),
        case when measure.withheld is null then measure.method end,
        measure.withheld,
        ops._bloat_changes(t.table_oid),
        ops.now(),
        round(extract(epoch from clock_timestamp() - started) * 1000, 1)
    from pg_class as c
    cross join lateral (select coalesce(
        (select i.indrelid from pg_index as i where i.indexrelid = c.oid),
        (select o.oid from pg_class as o where c.relkind = 't' and o.reltoastrelid = c.oid),
        c.oid
    ) as table_oid) as t
    where c.oid = _bloat_keep.relation
    on conflict on constraint bloat_measure_pkey do update
    set (relation, kind, table_oid, filenode, bytes, reclaimable_bytes, standard_error, live_rows,
            live_rows_error, pages_read, method, withheld, changes, measured_at, took_ms)
        = row (excluded.relation, excluded.kind, excluded.table_oid, excluded.filenode, excluded.bytes,
            excluded.reclaimable_bytes, excluded.standard_error, excluded.live_rows, excluded.live_rows_error,
            excluded.pages_read, excluded.method, excluded.withheld, excluded.changes, excluded.measured_at,
                excluded.took_ms)
$$;
comment on function ops._bloat_keep(oid, text, ops.bloat_measure, timestamptz) is
    'One row a relation in ops.bloat_measure.';
revoke all on function ops._bloat_keep(oid, text, ops.bloat_measure, timestamptz) from public;
