import type pg from "pg";
import { OpsError, toOpsError } from "../errors.ts";
import { type Target, targetName } from "./target.ts";

/** What stands between us and the server, told by behaviour. */
export interface Route {
  readonly kind: "direct" | "session pooler" | "transaction pooler" | "pooler";
  readonly evidence: string;
}

/** Under load a shared server process can come back to us by chance: once, not ten times. */
const rounds = 10;

/**
 * Recognises a pooler that gives each transaction another session. Behind one, locks and settings
 * of a session are lost or, worse, land on somebody else's. `openSecond` connects once more.
 */
export async function recogniseRoute(
  client: pg.Client,
  openSecond: () => Promise<pg.Client>,
): Promise<Route> {
  const backend = await backendPid(client);
  // A pooler answers the login itself, with a process id of its own making.
  if (backend === Reflect.get(client, "processID")) {
    return { kind: "direct", evidence: "the session that answers is the one that let us in" };
  }
  let second: pg.Client;
  try {
    second = await openSecond();
  } catch (error: unknown) {
    const { message } = toOpsError(error);
    return { kind: "pooler", evidence: `a second connection to find out its mode: ${message}` };
  }
  try {
    return await compareSessions(client, second, backend);
  } finally {
    await second.end();
  }
}

/** A session of our own keeps its backend, whatever others do meanwhile. */
async function compareSessions(
  client: pg.Client,
  second: pg.Client,
  backend: number,
): Promise<Route> {
  for (let round = 0; round < rounds; round += 1) {
    const theirs = await pidInTransaction(second);
    if (theirs === undefined) {
      return { kind: "transaction pooler", evidence: "it refuses transaction blocks" };
    }
    const mine = await backendPid(client);
    await second.query("rollback");
    if (theirs === backend) {
      const evidence = `server process ${backend} served two connections at once`;
      return { kind: "transaction pooler", evidence };
    }
    if (mine !== backend) {
      return {
        kind: "transaction pooler",
        evidence: "statements ran in different server processes",
      };
    }
  }
  return { kind: "session pooler", evidence: `server process ${backend} stayed ours` };
}

/** Opens a transaction, which holds a server process; undefined where a pooler allows none. */
async function pidInTransaction(client: pg.Client): Promise<number | undefined> {
  try {
    await client.query("begin");
  } catch {
    // Statement pooling: the strictest kind of the same thing.
    return undefined;
  }
  return backendPid(client);
}

async function backendPid(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ pid: number }>("select pg_catalog.pg_backend_pid() as pid");
  return rows[0]?.pid ?? 0;
}

/** Refuses work that needs a session of its own, and says how to get one. */
export function refuseTransactionPooler(route: Route, verb: string, target: Target): void {
  if (route.kind !== "transaction pooler") return;
  throw new OpsError(
    `${targetName(target)} is a transaction-mode pooler, and ${verb} needs a session of its own`,
    {
      code: "POOLER",
      detail: `How it shows: ${route.evidence}.`,
      hint: "Connect to the server itself (db.<project>.supabase.co, port 5432) or to the pooler's session mode (…pooler.supabase.com, port 5432 instead of 6543).",
    },
  );
}

/** Port 6543 is where poolers listen for transaction mode: worth a word, not a refusal. */
export function portWarning({ port }: Target): string | undefined {
  return port === 6543
    ? "warning: port 6543 is usually a transaction-mode pooler; migrate, apply and undo need port 5432"
    : undefined;
}
