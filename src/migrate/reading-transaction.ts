import type pg from "pg";
import { pinnedSettings } from "./install-transaction.ts";

/** Runs `work` on one snapshot, with the settings pinned under which definitions are deparsed. */
export async function readingTransaction<T>(
  client: pg.ClientBase,
  work: () => Promise<T>,
): Promise<T> {
  await client.query("begin isolation level repeatable read read only");
  try {
    for (const name of ["search_path", "quote_all_identifiers"] as const) {
      await client.query("select set_config($1, $2, true)", [name, pinnedSettings[name]]);
    }
    return await work();
  } finally {
    // Nothing was written; when the connection is gone the reason is already on its way.
    await client.query("rollback").catch(() => {});
  }
}
