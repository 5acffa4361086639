import pg from "pg";
import { inject } from "vitest";

export function asSuperuser(database: string): pg.ClientConfig {
  const { host, port, user, password } = inject("server");
  return { host, port, user, password, database };
}

/** Role `postgres` owns every test database and is no superuser, as on hosted Supabase. */
export function asOwner(database: string): pg.ClientConfig {
  return { ...asSuperuser(database), user: "postgres" };
}

/** A URL that psql and this package's command line both understand, also for a socket. */
export function urlOf(config: pg.ClientConfig): string {
  const { host = "", port = 5432, user = "", database = "" } = config;
  const password = typeof config.password === "string" ? config.password : "";
  const query = new URLSearchParams({ host, port: String(port), user, password });
  return `postgresql:///${encodeURIComponent(database)}?${query}`;
}

/** Runs `work` on a connection that is closed whatever happens. */
export async function withClient<T>(
  config: pg.ClientConfig,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client(config);
  // A connection that breaks between queries would otherwise end the process.
  client.on("error", () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
