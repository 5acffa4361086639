import { withClient } from "./connection.ts";
import { type FreshDatabase, freshDatabase } from "./database.ts";

/** An installed sample whose lots are wrong in a few of the ways that the application knows. */
export async function brokenStock(lots = 600): Promise<FreshDatabase> {
  const database = await freshDatabase("installed");
  await withClient(database.owner, async (client) => {
    await client.query(`call sample.generate(lots => ${lots})`);
    await client.query("select sample.break_moved_line(3), sample.break_direct_write(3)");
    await client.query("select sample.break_released(2)");
  });
  return database;
}

/** The single value of a query's first row. */
export async function single(database: FreshDatabase, query: string): Promise<unknown> {
  return withClient(database.owner, async (client) => {
    const { rows } = await client.query<Record<string, unknown>>(query);
    return Object.values(rows[0] ?? {})[0];
  });
}

/** One value for everything that a repair of counters could change. */
export const counters = `
  select md5(string_agg(c.line, ',' order by c.line)) as digest
  from (
    select id || ' ' || reserved_meters as line from public.lots
    union all
    select id || ' ' || reserved_meters from public.incoming_stock
  ) as c`;
