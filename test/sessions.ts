import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { onTestFinished } from "vitest";

/** A connection that ends with the test, and survives being killed on purpose. */
export async function openSession(config: pg.ClientConfig): Promise<pg.Client> {
  const client = new pg.Client(config);
  client.on("error", () => {});
  await client.connect();
  onTestFinished(() => client.end().catch(() => {}));
  return client;
}

export async function pidOf(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ pid: number }>("select pg_backend_pid() as pid");
  return rows[0]?.pid ?? 0;
}

/** Asks until the question has a row: at once, and less and less often. */
export async function until(
  client: pg.Client,
  question: string,
  values: readonly unknown[] = [],
  limit = 60_000,
): Promise<void> {
  const deadline = Date.now() + limit;
  for (let pause = 5; Date.now() < deadline; pause = Math.min(pause * 1.1, 200)) {
    if ((await client.query(question, [...values])).rowCount) return;
    await sleep(pause);
  }
  throw new Error(`never true: ${question}`);
}

/** Waits until the session of that pid waits for a lock. */
export function untilWaiting(judge: pg.Client, pid: number): Promise<void> {
  return until(judge, "select from pg_stat_activity where pid = $1 and wait_event_type = 'Lock'", [
    pid,
  ]);
}

/** The message and code of what a statement was refused with; undefined when it went through. */
export async function refusalOf(work: Promise<unknown>): Promise<string | undefined> {
  try {
    await work;
    return undefined;
  } catch (error) {
    return error instanceof pg.DatabaseError
      ? `${error.code} ${error.message}`
      : String((error as Error).message);
  }
}

/** A generator of numbers in [0, 1) that is the same for the same seed. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
