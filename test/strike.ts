import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { withClient } from "./connection.ts";
import { pidOf } from "./sessions.ts";

/** What is broken, planned and struck, and how it is judged by code that shares nothing with our checks. */
export interface Scene {
  /** Breaks, and remembers what was there before the run in tables. */
  readonly breaking: readonly string[];
  /** Returns one row with the number of the plan. */
  readonly plan: string;
  /** Each row is untouched, or mended and in the journal of this run. */
  readonly judge: (judge: pg.Client, run: string) => Promise<void>;
  /** What the next run does. */
  readonly finish: readonly string[];
  readonly mended: (judge: pg.Client) => Promise<void>;
}

export interface Outcome {
  readonly error: string | undefined;
  readonly done: number;
  readonly planned: number;
}

export type Fault = (place: {
  readonly judge: pg.Client;
  readonly pid: number;
}) => Promise<unknown>;

export const faults: Readonly<Record<string, Fault>> = {
  pg_terminate_backend: ({ judge, pid }) => judge.query("select pg_terminate_backend($1)", [pid]),
  pg_cancel_backend: ({ judge, pid }) => judge.query("select pg_cancel_backend($1)", [pid]),
  "a lock that is held too long": async ({ judge }) => {
    await judge.query("begin");
    await judge.query("select from public.lots order by id limit 6 for update");
    await sleep(20);
    await judge.query("commit");
  },
  "a trigger that fails": ({ judge }) =>
    judge.query(`
      create or replace function public.fail() returns trigger language plpgsql as
        $$ begin if random() < 0.3 then raise exception 'failing'; end if; return new; end $$;
      create trigger failing before update on public.lots for each row execute function public.fail()`),
};

/** Breaks, plans, applies, strikes after `delay`, judges what is left, and lets the next run finish. */
export async function strike(
  config: pg.ClientConfig,
  delay: number,
  fault: Fault,
  scene: Scene,
): Promise<Outcome> {
  const judge = await connect(config);
  for (const sql of scene.breaking) await judge.query(sql);
  const victim = await connect(config);
  const pid = await pidOf(victim);
  const { rows } = await victim.query(scene.plan);
  const work = victim.query(`call ops.apply_in_batches(${rows[0]?.plan}, 'kill point')`).then(
    () => undefined,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  await sleep(delay);
  await fault({ judge, pid });
  const error = await work;
  await victim.end().catch(() => {});
  return { error, ...(await settle(judge, config, rows[0]?.plan, scene)) };
}

/** Waits until nothing runs, judges, finishes, and says how far the run had come. */
export async function settle(
  judge: pg.Client,
  config: pg.ClientConfig,
  plan: string,
  scene: Scene,
): Promise<{ done: number; planned: number }> {
  await judge.query("drop trigger if exists failing on public.lots");
  for (;;) {
    const alive = await judge.query(
      "select from ops.run as r join pg_stat_activity as a on a.pid = r.pid and a.backend_start = r.backend_start where r.state = 'running'",
    );
    if (alive.rowCount === 0) break;
    await sleep(2);
  }
  const run = await judge.query("select id, done, planned from ops.run where plan = $1", [plan]);
  const { id = 0, done = 0, planned = 0 } = run.rows[0] ?? {};
  await scene.judge(judge, id);
  await withClient(config, async (next) => {
    for (const sql of scene.finish) await next.query(sql);
  });
  await scene.mended(judge);
  await judge.end();
  return { done, planned };
}

export async function connect(config: pg.ClientConfig): Promise<pg.Client> {
  const client = new pg.Client(config);
  client.on("error", () => {});
  await client.connect();
  return client;
}
