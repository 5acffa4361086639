-- What can be known of the storage below the tables: damaged pages, and the tool that looks for them.
create or replace function ops._storage_scope()
returns setof ops.scope_line
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select 'checksums', case when d.checksum_failures > 0 then 'P0' end,
        case when d.checksum_failures > 0 then 'violation' when d.checksum_failures = 0 then 'clean' else 'unknown' end,
        d.checksum_failures, null::numeric, null::bigint, null::bigint, null::bigint,
        null::timestamptz, d.checksum_last_failure, null::timestamptz, null::timestamptz,
        case
            when d.checksum_failures is null
                then 'data checksums are off: a page that the storage damages goes unnoticed'
            when d.checksum_failures > 0 then 'pages of this database are damaged: stop writing, restore from backup'
            else 'no damaged page was read since ' || coalesce(to_char(d.stats_reset, 'YYYY-MM-DD'), 'the server was set up')
        end
    from pg_stat_database as d
    where d.datname = current_database()
    union all
    select 'amcheck', null, 'unknown', null, null, null, null, null, null, null, null, null,
        case
            when e.nspname is not null
                then format('installed in %s: ops.amcheck(''30 s'') looks into every btree index, ops.amcheck_tables(''30 s'') '
                    'into every table', e.nspname)
            when a.name is not null
                then 'available, not installed: create extension amcheck; then select * from ops.amcheck_tables(''30 s'')'
            else 'not available on this server: neither tables nor indexes can be looked into page by page'
        end
    from (select 1) as one
    left join pg_available_extensions as a
        on a.name = 'amcheck'
    left join (
        select x.extname, n.nspname from pg_extension as x join pg_namespace as n on n.oid = x.extnamespace
    ) as e
        on e.extname = 'amcheck'
$$;
comment on function ops._storage_scope() is 'Checksum failures as the statistics count them (only pages that were read), and whether amcheck is there. Runs neither.';
revoke all on function ops._storage_scope() from public;
