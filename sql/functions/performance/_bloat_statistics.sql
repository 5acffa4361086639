-- What the gathered statistics say of the columns of tables and btrees, or why they cannot be used.
create or replace function ops._bloat_statistics(relations oid[])
returns table (
    relation_oid oid, lengths integer[], alignments integer[], widths numeric[], null_shares numeric[],
    distinct_shares numeric[], density numeric, gathered_at timestamptz, withheld text
)
language sql
stable parallel restricted
set search_path = pg_catalog, pg_temp
-- compiling a plan takes longer than this runs
set jit = off
as $$
    with wanted as materialized (
        select c.oid, t.oid as table_oid, greatest(t.reltuples::numeric, 1) as rows
        from pg_class as c
        left join pg_index as i
            on i.indexrelid = c.oid
        join pg_class as t
            on t.oid = coalesce(i.indrelid, c.oid)
        where c.oid = any (relations)
    ),
    known as materialized (
        select s.*
        from ops._bloat_column_statistics(array(
            select w.oid from wanted as w union select w.table_oid from wanted as w
        )) as s
    ),
    columns as materialized (
        select w.oid, w.rows, k.attnum, k.attlen, k.attalign, k.attname, coalesce(h.attname, k.attname) as known_as,
            -- the statistics of a plain column are the table's, those of an expression the index's own
            case when h.attnum is null then w.oid else w.table_oid end as known_of,
            k.attisdropped or k.attgenerated = 'v' as is_absent
        from wanted as w
        join pg_attribute as k
            on k.attrelid = w.oid and k.attnum > 0
        left join pg_index as i
            on i.indexrelid = w.oid
        left join pg_attribute as h
            on h.attrelid = i.indrelid and h.attnum = i.indkey[k.attnum - 1] and h.attnum > 0
    ),
    described as (
        select k.oid,
            array_agg(k.attlen::integer order by k.attnum) as lengths,
            array_agg(case k.attalign when 'c' then 1 when 's' then 2 when 'i' then 4 else 8 end order by k.attnum)
                as alignments,
            array_agg(s.width order by k.attnum) as widths,
            array_agg(case when k.is_absent then 1 else s.null_share end order by k.attnum) as null_shares,
            array_agg(case when s.distinct_values < 0 then -s.distinct_values else s.distinct_values / k.rows end
                order by k.attnum) as distinct_shares,
            min(k.attname) filter (where s.width is null and not k.is_absent) as lacking
        from columns as k
        left join known as s
            on s.relation_oid = k.known_of and s.attname = k.known_as
        group by k.oid
    )
    select w.oid, a.lengths, a.alignments, a.widths, a.null_shares, a.distinct_shares,
        t.reltuples::numeric / nullif(t.relpages, 0),
        g.at,
        case
            when not has_table_privilege(t.oid, 'select')
                then 'its statistics are not readable: no right to read the table'
            when row_security_active(t.oid) then 'its statistics are hidden by row security'
            when t.reltuples < 0 or t.relpages = 0 then 'it was never analyzed'
            -- a rewrite takes values back in where they now fit, and no statistic tells how long they are
            when t.reltoastrelid <> 0 and w.oid = t.oid and pg_relation_size(t.reltoastrelid) > 0
                then 'it has values out of line'
            when -2 = any (a.lengths) then 'its keys are of type name, of which an index stores no more than is used'
            when a.lacking is not null then format('column %s has no statistics', a.lacking)
            when g.at is null then 'it is not known when its statistics were gathered'
            when g.changed > 0.1 * t.reltuples + 50
                then format('its statistics are stale: %s %% of its rows changed since %s',
                    least(round(100 * g.changed / greatest(t.reltuples::numeric, 1)), 999),
                    to_char(g.at at time zone (select ops.setting('time_zone')), 'YYYY-MM-DD HH24:MI'))
        end
    from wanted as w
    join pg_class as t
        on t.oid = w.table_oid
    cross join lateral (
        select greatest(pg_stat_get_last_analyze_time(t.oid), pg_stat_get_last_autoanalyze_time(t.oid)) as at,
            pg_stat_get_mod_since_analyze(t.oid)::numeric as changed
    ) as g
    left join described as a
        on a.oid = w.oid
$$;
comment on function ops._bloat_statistics(oid[]) is
    'One row a relation; distinct_shares are distinct values for each row, density rows for each page.';
revoke all on function ops._bloat_statistics(oid[]) from public;
