import { join } from "node:path";
import pg from "pg";
import { startEmbedded } from "../embedded.ts";
import { OpsError, toOpsError } from "../errors.ts";
import { type Io, say } from "../output/io.ts";
import { loadSample } from "../sample/load.ts";

/** The throwaway server of the demo, with the application's schema and no rows. */
export interface DemoServer {
  /** For the role that installs and owns: what psql and this command line take. */
  readonly url: string;
  /** The same role's connection, to prepare and to look at what the verbs did. */
  readonly client: pg.Client;
  /** An Io without the caller's own settings, so that no verb goes to another server. */
  readonly io: Io;
  stop(): Promise<void>;
}

const database = "warehouse";

/** Starts it; over TCP where people are to connect, else on a socket nobody else can reach. */
export async function startDemoServer(tcp: boolean, io: Io): Promise<DemoServer> {
  say(io, "Starting an embedded PostgreSQL 17 …");
  const server = await startServer(tcp);
  try {
    const { host, port, superuser: user, password } = server;
    await loadSample({ host, port, user, password, database: "postgres" }, database);
    const client = new pg.Client({ host, port, user: "postgres", database, ssl: false });
    // When the server is stopped under it, the statement's own error is enough.
    client.on("error", () => {});
    await client.connect();
    // Filling the sample takes seconds: Ctrl-C does not wait for it.
    io.signal.addEventListener("abort", () => client.connection.stream.destroy(), { once: true });
    const home = join(server.dataDirectory, "no-home");
    return {
      url: urlOf(host, port),
      client,
      io: { ...io, env: { NO_COLOR: io.env.NO_COLOR, TERM: io.env.TERM }, home },
      async stop() {
        await client.end();
        await server.stop();
      },
    };
  } catch (error: unknown) {
    await server.stop();
    throw error;
  }
}

async function startServer(tcp: boolean) {
  try {
    return await startEmbedded({ tcp });
  } catch (error: unknown) {
    const { message } = toOpsError(error);
    const [what = message, hint] = message.split("; ");
    throw new OpsError(what, { code: "EMBEDDED", hint, cause: error });
  }
}

function urlOf(host: string, port: number): string {
  if (!host.startsWith("/")) return `postgres://postgres@${host}:${port}/${database}`;
  return `postgres:///${database}?host=${encodeURIComponent(host)}&port=${port}&user=postgres`;
}
