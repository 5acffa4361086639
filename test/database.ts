import { randomBytes } from "node:crypto";
import type pg from "pg";
import { asOwner, asSuperuser, withClient } from "./connection.ts";
import { ensureTemplate, type Template, templateDatabase } from "./template.ts";

export interface FreshDatabase {
  readonly name: string;
  /** As role `postgres`, which owns the database and is no superuser. */
  readonly owner: pg.ClientConfig;
  readonly superuser: pg.ClientConfig;
  drop(): Promise<void>;
}

/**
 * A database of its own for one test: `empty`; `sample`, the application's schema without rows; or
 * `installed`, the sample with this package in it. All have pgTAP in schema `tap`.
 */
export async function freshDatabase(from: Template): Promise<FreshDatabase> {
  const name = `test_${randomBytes(6).toString("hex")}`;
  await withClient(asSuperuser("postgres"), async (client) => {
    await ensureTemplate(client, from);
    await client.query(`create database ${name} template ${templateDatabase(from)} owner postgres`);
  });
  return {
    name,
    owner: asOwner(name),
    superuser: asSuperuser(name),
    drop: () => dropDatabase(name),
  };
}

async function dropDatabase(name: string): Promise<void> {
  await withClient(asSuperuser("postgres"), (client) =>
    client.query(`drop database if exists ${name} with (force)`),
  );
}
