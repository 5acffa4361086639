import type pg from "pg";
import { asOwner, asSuperuser, withClient } from "./connection.ts";
import { installPgtap } from "./pgtap-install.ts";

export type Template = "empty" | "sample" | "installed";

export function templateDatabase(template: Template): string {
  return `template_${template}`;
}

/**
 * Makes the template unless another test file has; `client` is a superuser's. The lock makes the
 * others wait. A database counts as a template only once complete and closed to connections, which
 * `create database … template` demands.
 */
export async function ensureTemplate(client: pg.Client, template: Template): Promise<void> {
  if (await exists(client, template)) return;
  await client.query("select pg_advisory_lock(hashtext('test templates'))");
  try {
    await build(client, template);
  } finally {
    await client.query("select pg_advisory_unlock(hashtext('test templates'))");
  }
}

async function exists(client: pg.Client, template: Template): Promise<boolean> {
  const found = await client.query("select from pg_database where datname = $1 and datistemplate", [
    templateDatabase(template),
  ]);
  return found.rows.length === 1;
}

async function build(client: pg.Client, template: Template): Promise<void> {
  if (await exists(client, template)) return;
  const database = templateDatabase(template);
  await client.query(`drop database if exists ${database} with (force)`);
  await fill[template](client, database);
  await client.query(`alter database ${database} is_template true allow_connections false`);
}

// The product's own code is imported when needed, so that tests of one part run without the others.
const fill = {
  async empty(client: pg.Client, database: string): Promise<void> {
    await client.query(`create database ${database} owner postgres`);
    await withClient(asSuperuser(database), installPgtap);
  },
  async sample(_client: pg.Client, database: string): Promise<void> {
    const { loadSample } = await import("../src/sample/load.ts");
    await loadSample(asSuperuser("postgres"), database);
    await withClient(asSuperuser(database), installPgtap);
  },
  async installed(client: pg.Client, database: string): Promise<void> {
    const { migrateUp } = await import("../src/migrate/up.ts");
    await build(client, "sample");
    const source = templateDatabase("sample");
    await client.query(`create database ${database} template ${source} owner postgres`);
    await withClient(asOwner(database), (owner) => migrateUp(owner));
  },
} as const;
