import type pg from "pg";
import { applyObjects } from "./apply-objects.ts";
import { ensureBooks, readBooks } from "./books.ts";
import { busy, installTransaction, type WaitOptions } from "./install-transaction.ts";
import { whoRepairs } from "./lock.ts";
import { runNumbered } from "./numbered.ts";
import { type InstalledObjects, readObjects } from "./object-states.ts";
import {
  refuseOlderPackage,
  refuseOpenTransaction,
  refuseServer,
  refuseWithoutRights,
} from "./refusals.ts";
import { readServerFacts, type ServerFacts } from "./server-facts.ts";
import { readSourceTree, type SourceTree } from "./source-tree.ts";

export interface MigrateOptions extends WaitOptions {
  /** Folder that holds package.json, migrations and sql; the package itself by default. */
  readonly root?: string;
}

export interface MigrateResult {
  /** Numbered migrations that ran, in order. */
  readonly migrations: readonly string[];
  /** Object files applied; 0 when nothing had changed. */
  readonly objects: number;
  readonly version: string;
}

/**
 * Brings the database to this release: pending numbered migrations, then all functions and views,
 * in one transaction. Where nothing differs, nothing is written. `client` is connected and not
 * inside a transaction; its settings are left as they were.
 */
export async function migrateUp(
  client: pg.ClientBase,
  options: MigrateOptions = {},
): Promise<MigrateResult> {
  refuseOpenTransaction(client);
  const tree = await readSourceTree(options.root);
  return installTransaction(client, options, async () => {
    const facts = await readServerFacts(client);
    refuseServer(facts);
    const ran = facts.has_books ? await readBooks(client) : [];
    const installed = await readObjects(client, facts, tree);
    refuseOlderPackage(tree, installed.version, ran);
    if (ran.length === tree.migrations.length && isCurrent(installed)) {
      return { migrations: [], objects: 0, version: tree.version };
    }
    refuseWithoutRights(facts, ran);
    reportEdits(installed, options);
    return bringUp(client, facts, tree, options);
  });
}

function isCurrent({ current, states }: InstalledObjects): boolean {
  return current && states.every(({ state }) => state === "installed" || state === "stray");
}

/** What somebody changed in the database is replaced by the file: they should know. */
function reportEdits({ states }: InstalledObjects, { onProgress }: MigrateOptions): void {
  for (const { path, state } of states) {
    if (state === "edited by hand") onProgress?.(`sql/${path} was edited by hand: replaced`);
  }
}

async function bringUp(
  client: pg.ClientBase,
  facts: ServerFacts,
  tree: SourceTree,
  options: MigrateOptions,
): Promise<MigrateResult> {
  await actAsOwner(client, facts);
  await waitForRepairs(client, facts);
  await ensureBooks(client, facts);
  const migrations = await runNumbered(client, tree, "up", Number.POSITIVE_INFINITY);
  for (const name of migrations) options.onProgress?.(`migrations/${name}.up.sql`);
  if (tree.objects.length > 0) {
    await applyObjects(client, tree);
    options.onProgress?.(`sql: ${tree.objects.length} files of functions and views`);
  }
  return { migrations, objects: tree.objects.length, version: tree.version };
}

/** One owner for all objects, whoever upgrades: definer functions run with that role's rights. */
export async function actAsOwner(client: pg.ClientBase, facts: ServerFacts): Promise<void> {
  if (facts.owner === null || facts.owner === facts.session_role) return;
  await client.query(`set local role ${client.escapeIdentifier(facts.owner)}`);
}

/** Not while rows are being repaired, and none begins until we are done. */
export async function waitForRepairs(client: pg.ClientBase, facts: ServerFacts): Promise<void> {
  if (!facts.has_runs) return;
  await client.query("lock table ops.run in share mode");
  const who = await whoRepairs(client);
  if (who !== undefined) throw busy(`a running repair: ${who}`);
}
