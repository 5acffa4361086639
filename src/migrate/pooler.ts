import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { OpsError } from "../errors.ts";

const probeMilliseconds = 3000;

/** Refuses a connection whose statements may each end up in another session of the server. */
export async function refuseTransactionPooler(client: pg.ClientBase): Promise<void> {
  if (!(await usesTransactionPooler(client))) return;
  throw new OpsError("this connection goes through a pooler in transaction mode", {
    code: "POOLER",
    detail: "Locks, settings and running repairs belong to a session, which such a pooler shares.",
    hint: "Connect directly or to the pooler in session mode (hosted Supabase: port 5432, not 6543).",
  });
}

/**
 * Every pooler answers the login before it has a session of the server, so the process id that it
 * gives is made up; on a direct connection it is the session's own and one query settles it. What
 * kind of pooler shows when a second connection begins a transaction: in session mode we keep our
 * session, in transaction mode the second one takes it and we get another, or none. Where no
 * second connection can be had it stays open, and false is answered.
 */
export async function usesTransactionPooler(client: pg.ClientBase): Promise<boolean> {
  const before = await backendPid(client);
  const announced: unknown = Reflect.get(client, "processID");
  if (!(client instanceof pg.Client) || typeof announced !== "number" || announced === before) {
    return false;
  }
  const second = new pg.Client({
    // Not in the types, yet where the driver keeps what it was given or read from the environment.
    ...Reflect.get(client, "connectionParameters"),
    ssl: client.ssl,
    password: client.password,
    connectionTimeoutMillis: probeMilliseconds,
  });
  // It may be cut off at any time; that says nothing about `client`.
  second.on("error", () => {});
  try {
    await second.connect();
    return await isDisplacedBy(client, second, before);
  } catch {
    return false;
  } finally {
    second.end().catch(() => {});
  }
}

async function isDisplacedBy(
  client: pg.ClientBase,
  second: pg.ClientBase,
  before: number,
): Promise<boolean> {
  await second.query("begin");
  await backendPid(second);
  const during = backendPid(client);
  // With a pool of one session ours is queued until the other transaction ends.
  const first = await Promise.race([during, sleep(probeMilliseconds, "queued" as const)]);
  await second.query("rollback");
  return first === "queued" || (await during) !== before || (await backendPid(client)) !== before;
}

async function backendPid(client: pg.ClientBase): Promise<number> {
  const { rows } = await client.query<{ pid: number }>("select pg_backend_pid() as pid");
  return rows[0]?.pid ?? 0;
}
