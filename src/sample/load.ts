import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import pg from "pg";

const root = new URL("../../sample/", import.meta.url);

/** Everything that belongs to the application's owner, folder by folder, each in name order. */
const ownerFolders = ["schema", "generator", "actions", "breakages", "oracle", "traffic"];

/**
 * Creates `database` with the application's schema and the generator's functions, but no rows.
 * `server` is a superuser's connection to any database of the server.
 */
export async function loadSample(server: pg.ClientConfig, database: string): Promise<void> {
  await withClient(server, (client) =>
    client.query(`create database ${pg.escapeIdentifier(database)}`),
  );
  try {
    await withClient({ ...server, database }, (client) => fill(client, database));
  } catch (error) {
    await withClient(server, (client) =>
      client.query(`drop database ${pg.escapeIdentifier(database)} with (force)`),
    );
    throw error;
  }
}

async function fill(client: pg.Client, database: string): Promise<void> {
  await runFile(client, "roles.sql");
  await client.query(`alter database ${pg.escapeIdentifier(database)} owner to postgres`);
  // Not a second login: what the owner may do is tested, how it signs in is the server's affair.
  await client.query("set session authorization postgres");
  for (const folder of ownerFolders) {
    for (const file of (await readdir(new URL(`${folder}/`, root))).sort()) {
      if (file.endsWith(".sql")) await runFile(client, `${folder}/${file}`);
    }
  }
}

async function runFile(client: pg.Client, name: string): Promise<void> {
  const path = fileURLToPath(new URL(name, root));
  try {
    await client.query(await readFile(path, "utf8"));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`${path}: ${reason}`, { cause: error });
  }
}

async function withClient<T>(
  config: pg.ClientConfig,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client(config);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
