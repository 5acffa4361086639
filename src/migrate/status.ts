import type pg from "pg";
import { readBooks } from "./books.ts";
import { type ObjectState, readObjects } from "./object-states.ts";
import { readingTransaction } from "./reading-transaction.ts";
import { refuseOpenTransaction } from "./refusals.ts";
import { readServerFacts } from "./server-facts.ts";
import { readSourceTree } from "./source-tree.ts";

export interface MigrateStatus {
  readonly package_version: string;
  /** Release that installed the functions; null where none is installed. */
  readonly database_version: string | null;
  /** Numbered migrations that have run, and those still to run. */
  readonly applied: readonly string[];
  readonly pending: readonly string[];
  /** Numbered migrations that have run but are unknown to this release. */
  readonly unknown: readonly string[];
  /** Every object that is not as shipped. */
  readonly objects: readonly ObjectState[];
  /** True when `migrate up` would change nothing. */
  readonly current: boolean;
}

/** Compares the package with the database. It only reads, also on a standby. */
export async function migrateStatus(
  client: pg.ClientBase,
  options: { readonly root?: string } = {},
): Promise<MigrateStatus> {
  refuseOpenTransaction(client);
  const tree = await readSourceTree(options.root);
  return readingTransaction(client, async () => {
    const facts = await readServerFacts(client);
    const applied = facts.has_books ? await readBooks(client) : [];
    const installed = await readObjects(client, facts, tree);
    const known = tree.migrations.map(({ name }) => name);
    const pending = known.filter((name) => !applied.includes(name));
    const unknown = applied.filter((name) => !known.includes(name));
    const objects = installed.states.filter(({ state }) => state !== "installed");
    const upToDate = objects.every(({ state }) => state === "stray") && installed.current;
    return {
      package_version: tree.version,
      database_version: installed.version,
      applied,
      pending,
      unknown,
      objects,
      current: upToDate && pending.length === 0 && unknown.length === 0,
    };
  });
}
