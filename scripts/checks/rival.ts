import type pg from "pg";
import { handQueries } from "./hand-queries.ts";

export interface Rival {
  readonly by: "hand" | "its own query" | "its own function";
  readonly sql: string;
}

/**
 * What a rule's check is compared with: the query by hand; where we have none, the one query that
 * its function holds, run bare; where the function does more than one thing, a bare call of it.
 */
export async function rivalOf(client: pg.Client, rule: string): Promise<Rival> {
  const hand = handQueries[rule];
  if (hand !== undefined) return { by: "hand", sql: hand };
  const { rows } = await client.query<{ body: string }>(
    "select prosrc as body from pg_proc where pronamespace = 'ops'::regnamespace and proname = $1",
    [rule],
  );
  const query = /^\s*begin\s+return query\s+([^;]*);\s*end\s*$/.exec(rows[0]?.body ?? "")?.[1];
  const sql = query?.replaceAll(/(?<![\w.])keys(?![\w])/g, "(null::text[])");
  if (sql !== undefined && (await runs(client, sql))) return { by: "its own query", sql };
  return { by: "its own function", sql: `select * from ops.${rule}(null)` };
}

/** Variables of the function are unknown outside of it. */
async function runs(client: pg.Client, sql: string): Promise<boolean> {
  return client.query(`explain ${sql}`).then(
    () => true,
    () => false,
  );
}
