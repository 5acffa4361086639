-- How many pages a rewrite of tables and btrees would need, by their statistics: a screen, not a measure.
create or replace function ops._bloat_estimate(relations oid[])
returns table (relation_oid oid, needed numeric, gathered_at timestamptz, withheld text)
language sql
stable parallel restricted
set search_path = pg_catalog, pg_temp
as $$
    select s.relation_oid,
        case when s.withheld is not null then null
        when c.relkind = 'i' then (
            select ops._bloat_btree_pages(
                ceil(r.rows * g.bytes / greatest(8144 - 8192 * (100 - x.fillfactor) / 100 - case when w.exact then 0 else w.length / 2 end, 1000)),
                (w.length + 4)::integer)
            from ops._bloat_index(s.relation_oid) as x
            cross join lateral (
                -- several columns: as many combinations as there can be
                select least(1, exp(sum(ln(greatest(u.share * r.rows, 1)))) / greatest(r.rows, 1)) as share
                from unnest(s.distinct_shares[1:cardinality(x.keys)]) as u (share)
            ) as d
            cross join lateral (
                -- nulls of a single column are one more group of equal keys
                select case when cardinality(x.keys) = 1 then s.null_shares[1] else 0 end as nulls
            ) as z
            cross join lateral (
                select case
                    when not x.merges then w.length + 4
                    else z.nulls * ops._bloat_group_bytes(16, 2000)::numeric + (1 - z.nulls) * ops._bloat_group_bytes(
                        greatest(round(w.length / 8) * 8, 16)::integer,
                        least(2000, greatest(1, (1 - z.nulls) / nullif(d.share, 0)))::integer)::numeric
                end as bytes
            ) as g
        )
        else ceil(r.rows / greatest(1, case
            when w.exact then floor(f.usable / (w.length + 4))
            else (f.usable - (w.length + 4) / 2) / (w.length + 4)
        end)) end,
        s.gathered_at,
        s.withheld
    from ops._bloat_statistics(relations) as s
    join pg_class as c
        on c.oid = s.relation_oid
    cross join lateral (select ops._bloat_headers(s.relation_oid) as header) as h
    cross join lateral ops._bloat_width(s.lengths, s.alignments, s.widths, s.null_shares, h.header[1], h.header[2]) as w
    cross join lateral (
        select 8168 - 8192 * (100 - coalesce((
            select o.option_value::integer from pg_options_to_table(c.reloptions) as o where o.option_name = 'fillfactor'), 100)) / 100 as usable
    ) as f
    cross join lateral (
        select case
            when c.relkind = 'i' and (select i.indpred is not null from pg_index as i where i.indexrelid = c.oid) then c.reltuples::numeric
            when c.relkind = 'i' then s.density * (select pg_relation_size(i.indrelid) from pg_index as i where i.indexrelid = c.oid) / 8192
            else s.density * pg_relation_size(c.oid) / 8192
        end as rows
    ) as r
$$;
comment on function ops._bloat_estimate(oid[]) is 'needed is null with the reason in withheld where statistics are unreadable, stale or absent.';
revoke all on function ops._bloat_estimate(oid[]) from public;
