import type pg from "pg";

/** How many rows one rule was to find, and how many it found, kept apart from the verbs' output. */
export interface Score {
  readonly broken: number;
  readonly found: number;
  readonly right: number;
}

/** Compares all that the checks report with the record of what was broken. */
export async function score(client: pg.Client): Promise<Score> {
  const { rows } = await client.query<Score>(`
    with found as materialized (
        select v.rule, v.subject, v.key ->> 'id' as key
        from ops.check_reservations(max_rows => null) as v
        where v.status = 'violation'
    ),
    wanted as (
        select e.rule, e.subject, e.key from sample.expected_violation as e
        join ops.rule as r on r.name = e.rule and r.area = 'reservations'
    )
    select (select count(*)::int from wanted) as broken,
        (select count(*)::int from found) as found,
        (select count(*)::int from found join wanted using (rule, subject, key)) as right`);
  return rows[0] ?? { broken: 0, found: 0, right: -1 };
}

/** Rows of the rules that are repaired by recomputing under a lock. */
export async function wrongCounters(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ count: number }>(`
    select count(*)::int from ops.rule as r
    cross join lateral ops.check_rule(r.name, null) as v
    where r.area = 'reservations' and r.repair_class = 'lock'`);
  return rows[0]?.count ?? -1;
}

/** One value for all stored counters: equal before and after means that each came back exactly. */
export async function counterDigest(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ digest: string }>(`
    select md5(string_agg(c.line, ',' order by c.line)) as digest
    from (
        select 'lot ' || id || ' ' || reserved_meters as line from public.lots
        union all
        select 'incoming ' || id || ' ' || reserved_meters from public.incoming_stock
    ) as c`);
  return rows[0]?.digest ?? "";
}

/** A lot in use whose drift has a cause worth explaining, the largest drift first. */
export async function lotWorthExplaining(
  client: pg.Client,
): Promise<{ readonly lot: string; readonly cause: string } | undefined> {
  const { rows } = await client.query<{ lot: string; cause: string }>(`
    select l.lot_number as lot, v.cause
    from ops.check_rule('lot_reserved_meters', null) as v
    join public.lots as l on l.id::text = v.key ->> 'id'
    where v.cause in ('moved_line', 'runbook_fix')
        and exists (select from public.rolls as r where r.lot_id = l.id and r.status = 'available')
        and exists (select from public.reservation_lines as n where n.lot_id = l.id)
    order by v.cause, v.size desc
    limit 1`);
  return rows[0];
}

/** The newest number that a table of the package gave out. */
export async function newest(client: pg.Client, table: "plan" | "run"): Promise<string> {
  const { rows } = await client.query<{ id: string }>(
    `select max(id)::text as id from ops.${table}`,
  );
  return rows[0]?.id ?? "";
}
