-- REINDEX for measured btrees, and what a person may run for measured tables.
create or replace function ops._maintenance_rewrites()
returns table (
    rank integer, rule text, kind text, relation_name text, relation_oid oid, on_table oid, statement text, why text,
    reclaims bigint, lock text, disk_bytes bigint, state text, note text
)
language sql
stable parallel restricted
set search_path = pg_catalog, pg_temp
as $$
    select case when b.kind = 'btree' then 3 else 4 end,
        k.rule,
        case when b.kind = 'btree' then 'reindex' else 'rewrite' end,
        t.name::text,
        case when b.kind = 'btree' then b.relation_oid else t.name::oid end,
        b.on_table::regclass::oid,
        case
            when b.kind = 'btree' then format('reindex index concurrently %s', b.relation)
            when x.squeeze then format('select squeeze.squeeze_table(%L, %L, null)', n.nspname, o.relname)
            else format('vacuum (full, analyze) %s', b.on_table)
        end,
        format('%s %% of %s%s is empty, by %s', round(b.percent), pg_size_pretty(b.bytes),
            case when b.kind = 'toast' then ' in its TOAST table' end, b.method),
        b.reclaimable_bytes,
        case
            when b.kind = 'btree'
                then 'share update exclusive: reads and writes go on; it waits for every older transaction on the table'
            when x.squeeze then 'access exclusive, but only for the last swap'
            else 'access exclusive: nobody reads or writes the table until it is done'
        end,
        -- old and new stand side by side until the end
        case when b.kind = 'btree' then b.bytes - b.reclaimable_bytes
            else greatest(pg_total_relation_size(b.on_table::regclass) - b.reclaimable_bytes, 0) end,
        case when b.kind = 'btree' then 'planned' else 'decide' end,
        case when b.kind <> 'btree' then concat_ws(' ',
            'never unattended; new rows use the empty space too, so it may be as well to leave it.',
            case when x.repack then format(
                'pg_repack is installed: pg_repack --table=%s, as a superuser, does it without the long lock.', b.on_table) end) end
    from ops._bloat_rows(1048576) as b
    cross join lateral (select case when b.kind = 'btree' then 'index_bloat' else 'table_bloat' end as rule) as k
    cross join lateral (select case when b.kind = 'btree' then b.relation_oid::regclass
        else b.on_table::regclass end as name) as t
    join pg_class as o
        on o.oid = b.on_table::regclass
    join pg_namespace as n
        on n.oid = o.relnamespace
    left join pg_index as i
        on i.indexrelid = b.relation_oid
    cross join ops._rewriters() as w
    cross join lateral (
        -- each needs a key to tell the rows apart by: one the table's replica identity, the other any that is never null
        select w.squeeze and exists (
                select from pg_index as u
                where u.indrelid = o.oid and u.indisvalid
                    and case o.relreplident when 'd' then u.indisprimary when 'i' then u.indisreplident end
            ) as squeeze,
            w.repack and exists (
                select from pg_index as u
                where u.indrelid = o.oid and u.indisvalid and u.indisunique and u.indpred is null and u.indexprs is null
                    and not exists (
                        select from pg_attribute as a
                        where a.attrelid = o.oid and a.attnum = any (u.indkey) and not a.attnotnull
                    )
            ) as repack
    ) as x
    where b.method <> 'statistics'
        and b.percent - 2 * coalesce(b.standard_error, 5) > ops._threshold(k.rule, 'percent', 40)
        and b.reclaimable_bytes > ops._threshold(k.rule, 'megabytes', 64) * 1048576
        -- neither can be rebuilt concurrently
        and coalesce(i.indisvalid and not i.indisexclusion, true)
        and not (b.kind = 'btree' and o.relkind = 't')
$$;
comment on function ops._maintenance_rewrites() is 'Only what was measured: nothing is rebuilt on an estimate.';
revoke all on function ops._maintenance_rewrites() from public;
