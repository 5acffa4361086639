-- How many pages a rewrite of tables and btrees would need, by their statistics: a screen, not a measure.
create or replace function ops._bloat_estimate(relations oid[])
returns table (relation_oid oid, needed numeric, gathered_at timestamptz, withheld text)
language sql
stable parallel restricted
set search_path = pg_catalog, pg_temp
-- compiling a plan takes longer than this runs
set jit = off
as $$
    with statistic as materialized (
        select s.* from ops._bloat_statistics(relations) as s
    ),
    described as materialized (
        select s.*,
            c.reloptions,
            b.fillfactor,
            b.merges,
            case when b.index_oid is not null then i.indnkeyatts end as keys,
            case
                when i.indpred is not null then c.reltuples::numeric
                else s.density * pg_relation_size(coalesce(i.indrelid, c.oid)) / 8192
            end as rows
        from statistic as s
        join pg_class as c
            on c.oid = s.relation_oid
        left join pg_index as i
            on i.indexrelid = s.relation_oid
        left join ops._bloat_btrees(relations) as b
            on b.index_oid = s.relation_oid
        where s.withheld is null
    ),
    sized as materialized (
        select d.*, w.length, w.exact
        from described as d
        cross join lateral (select ops._bloat_headers(d.relation_oid) as header) as h
        cross join lateral ops._bloat_width(
            d.lengths, d.alignments, d.widths, d.null_shares, h.header[1], h.header[2]) as w
    ),
    btree as (
        select s.relation_oid,
            ops._bloat_btree_pages(
                ceil(s.rows * g.bytes / greatest(
                    8144 - 8192 * (100 - s.fillfactor) / 100 - case when s.exact then 0 else s.length / 2 end, 1000)),
                (s.length + 4)::integer) as needed
        from sized as s
        cross join lateral (
            -- several columns: as many combinations as there can be
            select least(1, exp(sum(ln(greatest(u.share * s.rows, 1)))) / greatest(s.rows, 1)) as share
            from unnest(s.distinct_shares[1:s.keys]) as u (share)
        ) as d
        cross join lateral (
            -- nulls of a single column are one more group of equal keys
            select case when s.keys = 1 then s.null_shares[1] else 0 end as nulls
        ) as z
        cross join lateral (
            select case
                when not s.merges then s.length + 4
                else z.nulls * ops._bloat_group_bytes(16, 2000)::numeric
                    + (1 - z.nulls) * ops._bloat_group_bytes(
                        greatest(round(s.length / 8) * 8, 16)::integer,
                        least(2000, greatest(1, (1 - z.nulls) / nullif(d.share, 0)))::integer)::numeric
            end as bytes
        ) as g
        where s.keys is not null
    ),
    heap as (
        select s.relation_oid,
            ceil(s.rows / greatest(1, case
                when s.exact then floor(f.usable / (s.length + 4))
                else (f.usable - (s.length + 4) / 2) / (s.length + 4)
            end)) as needed
        from sized as s
        cross join lateral (
            select 8168 - 8192 * (100 - coalesce((
                select o.option_value::integer
                from pg_options_to_table(s.reloptions) as o
                where o.option_name = 'fillfactor'), 100)) / 100 as usable
        ) as f
        where s.keys is null
    )
    select s.relation_oid, n.needed, s.gathered_at, s.withheld
    from statistic as s
    left join (select b.* from btree as b union all select h.* from heap as h) as n
        on n.relation_oid = s.relation_oid
$$;
comment on function ops._bloat_estimate(oid[]) is
    'needed is null with the reason in withheld where statistics are unreadable, stale or absent.';
revoke all on function ops._bloat_estimate(oid[]) from public;
