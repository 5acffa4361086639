import pg from "pg";
import { onTestFinished } from "vitest";
import { freshDatabase } from "./database.ts";

/** A client on a database of its own, and how others get there. */
export interface Connected extends pg.Client {
  readonly settings: pg.ClientConfig;
  readonly asSuperuser: pg.ClientConfig;
}

/** Connects as role `postgres` to a fresh database, or as told; all is gone when the test is. */
export async function connectTo(
  where: "empty" | "sample" | "installed" | pg.ClientConfig,
): Promise<Connected> {
  const database = typeof where === "string" ? await freshDatabase(where) : undefined;
  // Last in, first out: the client leaves before its database goes.
  if (database !== undefined) onTestFinished(() => database.drop());
  const settings = database?.owner ?? (where as pg.ClientConfig);
  const client = new pg.Client(settings);
  client.on("error", () => {});
  await client.connect();
  onTestFinished(() => client.end());
  return Object.assign(client, { settings, asSuperuser: database?.superuser ?? settings });
}
