-- What the gathered statistics say of the columns of tables and btrees, or why they cannot be used.
create or replace function ops._bloat_statistics(relations oid[])
returns table (
    relation_oid oid, lengths integer[], alignments integer[], widths numeric[], null_shares numeric[],
    distinct_shares numeric[], density numeric, gathered_at timestamptz, withheld text
)
language sql
stable parallel restricted
set search_path = pg_catalog, pg_temp
as $$
    select c.oid,
        a.lengths,
        a.alignments,
        a.widths,
        a.null_shares,
        a.distinct_shares,
        t.reltuples::numeric / nullif(t.relpages, 0),
        g.at,
        case
            when not has_table_privilege(t.oid, 'select') then 'its statistics are not readable: no right to read the table'
            when row_security_active(t.oid) then 'its statistics are hidden by row security'
            when t.reltuples < 0 or t.relpages = 0 then 'it was never analyzed'
            -- a rewrite takes values back in where they now fit, and no statistic tells how long they are
            when t.reltoastrelid <> 0 and c.oid = t.oid and pg_relation_size(t.reltoastrelid) > 0 then 'it has values out of line'
            when -2 = any (a.lengths) then 'its keys are of type name, of which an index stores no more than is used'
            when a.lacking is not null then format('column %s has no statistics', a.lacking)
            when g.at is null then 'it is not known when its statistics were gathered'
            when g.changed > 0.1 * t.reltuples + 50 then format('its statistics are stale: %s %% of its rows changed since %s',
                least(round(100 * g.changed / greatest(t.reltuples::numeric, 1)), 999), to_char(g.at, 'YYYY-MM-DD HH24:MI'))
        end
    from pg_class as c
    join pg_class as t
        on t.oid = coalesce((select i.indrelid from pg_index as i where i.indexrelid = c.oid), c.oid)
    cross join lateral (
        select greatest(pg_stat_get_last_analyze_time(t.oid), pg_stat_get_last_autoanalyze_time(t.oid)) as at,
            pg_stat_get_mod_since_analyze(t.oid)::numeric as changed
    ) as g
    cross join lateral (
        select array_agg(k.attlen::integer order by k.attnum) as lengths,
            array_agg(case k.attalign when 'c' then 1 when 's' then 2 when 'i' then 4 else 8 end order by k.attnum) as alignments,
            array_agg(s.avg_width::numeric order by k.attnum) as widths,
            array_agg(case when k.attisdropped or k.attgenerated = 'v' then 1 else s.null_frac::numeric end order by k.attnum) as null_shares,
            array_agg(case when s.n_distinct < 0 then -s.n_distinct::numeric else s.n_distinct::numeric / greatest(t.reltuples::numeric, 1) end order by k.attnum)
                as distinct_shares,
            min(k.attname) filter (where s.avg_width is null and not k.attisdropped and k.attgenerated <> 'v') as lacking
        from pg_attribute as k
        left join pg_index as i
            on i.indexrelid = c.oid
        left join pg_attribute as h
            on h.attrelid = i.indrelid and h.attnum = i.indkey[k.attnum - 1] and h.attnum > 0
        left join pg_stats as s
            on s.schemaname = t.relnamespace::regnamespace::name
                and s.tablename = case when h.attnum is null then c.relname else t.relname end
                and s.attname = coalesce(h.attname, k.attname)
                and not s.inherited
        where k.attrelid = c.oid and k.attnum > 0
    ) as a
    where c.oid = any (relations)
$$;
comment on function ops._bloat_statistics(oid[]) is 'One row a relation; distinct_shares are distinct values for each row, density rows for each page.';
revoke all on function ops._bloat_statistics(oid[]) from public;
