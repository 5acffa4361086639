/**
 * The estimates that are in common use, written anew from what they compute. Each answers the share
 * of relation $1 (an oid) that it takes for bloat, in percent, or null.
 */
export interface Formula {
  readonly name: string;
  readonly about: string;
  readonly kind: "table" | "btree";
  readonly sql: string;
}

const columnsOfTable = `
  select sum((1 - s.null_frac) * s.avg_width) as width, count(*) as columns,
    count(*) filter (where s.null_frac > 0) as with_nulls
  from pg_stats as s
  where s.schemaname = c.relnamespace::regnamespace::name and s.tablename = c.relname and not s.inherited`;

export const formulas: readonly Formula[] = [
  {
    name: "rows × width",
    about: "the oldest one: average width and a fixed header, no padding, no fillfactor",
    kind: "table",
    sql: `
      select 100 * (1 - ceil(c.reltuples * (4 + (w.width + 8 - case when w.width::int % 8 = 0 then 8 else w.width::int % 8 end)
          + case when w.with_nulls > 0 then 24 + w.columns / 8 else 24 end) / (8192 - 20)) / nullif(c.relpages, 0))
      from pg_class as c cross join lateral (${columnsOfTable}) as w
      where c.oid = $1 and c.reltuples >= 0`,
  },
  {
    name: "rows × width, fillfactor",
    about:
      "the usual one: header and row rounded to 8 bytes, fillfactor, no padding between columns, no whole rows",
    kind: "table",
    sql: `
      select 100 * (1 - ceil(c.reltuples / ((8192 - 24) * f.fill / 100
          / (4 + ceil((23 + case when w.with_nulls > 0 then (7 + w.columns) / 8 else 0 end) / 8.0) * 8
            + ceil(w.width / 8) * 8))) / nullif(c.relpages, 0))
      from pg_class as c
      cross join lateral (${columnsOfTable}) as w
      cross join lateral (select coalesce((select o.option_value::numeric from pg_options_to_table(c.reloptions) as o
        where o.option_name = 'fillfactor'), 100) as fill) as f
      where c.oid = $1 and c.reltuples >= 0`,
  },
  {
    name: "pgstattuple_approx",
    about: "free and dead space as the extension reports it",
    kind: "table",
    sql: "select x.approx_free_percent + x.dead_tuple_percent from pgstattuple_approx($1::regclass) as x",
  },
  {
    name: "entries × width",
    about: "the usual one for btrees: widths from statistics, fillfactor, every entry on its own",
    kind: "btree",
    sql: `
      select 100 * (1 - (1 + ceil(c.reltuples / floor((8192 - 16 - 24) * f.fill / 100
          / (4 + case when w.with_nulls > 0 then 16 else 8 end + ceil(w.width / 8) * 8)))) / nullif(c.relpages, 0))
      from pg_class as c
      cross join lateral (
        select sum((1 - s.null_frac) * s.avg_width) as width, count(*) filter (where s.null_frac > 0) as with_nulls
        from pg_index as i
        cross join lateral unnest(i.indkey::int2[]) with ordinality as k (attnum, place)
        join pg_class as t on t.oid = i.indrelid
        left join pg_attribute as a on a.attrelid = t.oid and a.attnum = k.attnum and k.attnum > 0
        left join pg_attribute as x on x.attrelid = c.oid and x.attnum = k.place
        join pg_stats as s on s.schemaname = t.relnamespace::regnamespace::name
          and s.tablename = case when k.attnum > 0 then t.relname else c.relname end
          and s.attname = coalesce(a.attname, x.attname) and not s.inherited
        where i.indexrelid = c.oid) as w
      cross join lateral (select coalesce((select o.option_value::numeric from pg_options_to_table(c.reloptions) as o
        where o.option_name = 'fillfactor'), 90) as fill) as f
      where c.oid = $1 and c.reltuples >= 0`,
  },
  {
    name: "pgstatindex",
    about: "leaf density against the fillfactor, and the share of live leaves",
    kind: "btree",
    sql: `
      select 100 * (1 - (1 + x.internal_pages + x.leaf_pages * coalesce(nullif(x.avg_leaf_density, 'NaN'), 0) / f.fill)
        * 8192 / nullif(x.index_size, 0))
      from pg_class as c
      cross join lateral pgstatindex(c.oid::regclass) as x
      cross join lateral (select coalesce((select o.option_value::numeric from pg_options_to_table(c.reloptions) as o
        where o.option_name = 'fillfactor'), 90) as fill) as f
      where c.oid = $1`,
  },
];
