import type pg from "pg";
import { OpsError } from "../errors.ts";
import { booksSchema, readBooks } from "./books.ts";
import { dropObjects } from "./drop-objects.ts";
import { installTransaction } from "./install-transaction.ts";
import { runNumbered } from "./numbered.ts";
import {
  refuseOlderPackage,
  refuseOpenTransaction,
  refuseServer,
  refuseWithoutRights,
} from "./refusals.ts";
import { readServerFacts } from "./server-facts.ts";
import { readSourceTree } from "./source-tree.ts";
import { actAsOwner, type MigrateOptions, waitForRepairs } from "./up.ts";

export interface MigrateDownOptions extends MigrateOptions {
  /** Newest numbered migrations to take back: 1 by default, all of them for "all". */
  readonly steps?: number | "all";
}

export interface MigrateDownResult {
  /** Numbered migrations taken back, newest first. */
  readonly migrations: readonly string[];
  /** Numbered migrations that are still in the database, oldest first. */
  readonly remaining: readonly string[];
}

/**
 * Takes numbered migrations back, in one transaction. Functions and views go first and stay away:
 * those of this release need what is being dropped, those of the release one goes back to come
 * with its own `migrate up`. After the last migration nothing is left.
 */
export async function migrateDown(
  client: pg.ClientBase,
  options: MigrateDownOptions = {},
): Promise<MigrateDownResult> {
  const steps = options.steps ?? 1;
  if (steps !== "all" && !(Number.isSafeInteger(steps) && steps > 0)) {
    throw new OpsError(`steps must be a positive number or "all", not ${steps}`, { code: "OP005" });
  }
  refuseOpenTransaction(client);
  const tree = await readSourceTree(options.root);
  return installTransaction(client, options, async () => {
    const facts = await readServerFacts(client);
    refuseServer(facts);
    const ran = facts.has_books ? await readBooks(client) : [];
    if (ran.length === 0) return { migrations: [], remaining: [] };
    refuseOlderPackage(tree, null, ran);
    refuseWithoutRights(facts, ran);
    await actAsOwner(client, facts);
    await waitForRepairs(client, facts);
    await dropObjects(client, tree);
    const count = steps === "all" ? ran.length : Math.min(steps, ran.length);
    const migrations = await runNumbered(client, tree, "down", count);
    for (const name of migrations) options.onProgress?.(`migrations/${name}.down.sql`);
    const remaining = ran.slice(0, ran.length - migrations.length);
    if (remaining.length === 0) await client.query(`drop schema ${booksSchema} cascade`);
    return { migrations, remaining };
  });
}
