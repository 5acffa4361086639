-- How far each table is from the point at which autovacuum would look after it.
create or replace function ops._table_upkeep()
returns table (
    relid oid, relname text, rows real, live bigint, dead bigint, modified bigint, vacuum_at numeric,
        analyze_at numeric,
    is_on boolean, last_vacuum timestamptz, last_analyze timestamptz
)
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
-- compiling a plan takes longer than these run
set jit = off
as $$
    with server as materialized (
        select current_setting('autovacuum_vacuum_threshold')::numeric as vacuum_threshold,
            current_setting('autovacuum_vacuum_scale_factor')::double precision as vacuum_scale,
            -- from PostgreSQL 18 on
            current_setting('autovacuum_vacuum_max_threshold', true)::numeric as vacuum_most,
            current_setting('autovacuum_analyze_threshold')::numeric as analyze_threshold,
            current_setting('autovacuum_analyze_scale_factor')::double precision as analyze_scale
    )
    select r.relid, r.relname, greatest(r.reltuples, 0)::real, pg_stat_get_live_tuples(r.relid),
        pg_stat_get_dead_tuples(r.relid),
        pg_stat_get_mod_since_analyze(r.relid),
        least(
            coalesce(o.vacuum_threshold, s.vacuum_threshold)
                + coalesce(o.vacuum_scale, s.vacuum_scale) * greatest(r.reltuples, 0),
            nullif(coalesce(o.vacuum_most, s.vacuum_most), -1)
        )::numeric,
        (coalesce(o.analyze_threshold, s.analyze_threshold)
            + coalesce(o.analyze_scale, s.analyze_scale) * greatest(r.reltuples, 0))::numeric,
        coalesce(o.enabled, true),
        greatest(pg_stat_get_last_vacuum_time(r.relid), pg_stat_get_last_autovacuum_time(r.relid)),
        greatest(pg_stat_get_last_analyze_time(r.relid), pg_stat_get_last_autoanalyze_time(r.relid))
    from ops._app_relations('{r,m}') as r
    cross join server as s
    left join lateral (
        select (max(t.option_value)
            filter (where t.option_name = 'autovacuum_vacuum_threshold'))::numeric as vacuum_threshold,
            (max(t.option_value) filter (where t.option_name = 'autovacuum_vacuum_scale_factor'))::double precision as vacuum_scale,
            (max(t.option_value) filter (where t.option_name = 'autovacuum_vacuum_max_threshold'))::numeric as vacuum_most,
            (max(t.option_value) filter (where t.option_name = 'autovacuum_analyze_threshold'))::numeric as analyze_threshold,
            (max(t.option_value) filter (where t.option_name = 'autovacuum_analyze_scale_factor'))::double precision as analyze_scale,
            (max(t.option_value) filter (where t.option_name = 'autovacuum_enabled'))::boolean as enabled
        from pg_options_to_table(r.reloptions) as t
    ) as o
        on r.reloptions is not null
$$;
comment on function ops._table_upkeep() is
    'One row a table: dead and modified rows beside the table''s own thresholds, and when it was last looked after.';
revoke all on function ops._table_upkeep() from public;
