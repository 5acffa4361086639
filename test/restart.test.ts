import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { run as schedule } from "../src/commands/schedule.ts";
import { type Server, startEmbedded } from "../src/embedded.ts";
import { migrateUp } from "../src/migrate/up.ts";
import { loadSample } from "../src/sample/load.ts";
import { at, testIo } from "./cli-io.ts";
import { withClient } from "./connection.ts";

/** A server of its own: it is going to crash. */
let server: Server;
let owner: pg.ClientConfig;
const wrong = 120;

const asked = (query: string) =>
  withClient(owner, async (client) => (await client.query(query)).rows as unknown[]);

beforeAll(async () => {
  server = await startEmbedded();
  const { host, port, superuser: user } = server;
  await loadSample({ host, port, user, database: "postgres" }, "shop");
  owner = { host, port, user: "postgres", database: "shop" };
  await withClient(owner, async (client) => {
    await migrateUp(client);
    await client.query(
      `select sample.a_lot('L-' || n, 1000) from generate_series(1, ${wrong}) as n`,
    );
    await client.query("update public.lots set reserved_meters = 3");
    // Slow enough to be met in the middle on any machine.
    await client.query(`
      create function public.dawdle() returns trigger language plpgsql as $$ begin perform pg_sleep(0.03); return null; end $$;
      create trigger dawdle after update on public.lots for each statement execute function public.dawdle()`);
    await client.query("select ops.set_setting('batch_rows', '1')");
    await client.query("select ops.set_setting('cap_percent', '100')");
    await client.query("select ops.promote('lot_reserved_meters', 'direct_write', 'test')");
    await client.query("select ops.arm('test')");
    await client.query(
      "update ops.job set due_at = case when name = 'nightly' then ops.now() else ops.now() + interval '1 day' end",
    );
  });
}, 180_000);
afterAll(() => server?.stop());

/** Polls until `question` has an answer; while the server recovers, nobody answers. */
async function until(question: string): Promise<void> {
  for (let turn = 0; turn < 6000; turn += 1) {
    const there = await asked(question).catch(() => []);
    if (there.length > 0) return;
    await sleep(20);
  }
  throw new Error(`never true: ${question}`);
}

test("the server restarts in the middle of a nightly repair: it is marked interrupted, and the next tick carries on", {
  timeout: 300_000,
}, async () => {
  const bystander = new pg.Client(owner);
  let lost = false;
  bystander.on("error", () => {
    lost = true;
  });
  await bystander.connect();
  const [{ pid }] = (await bystander.query("select pg_backend_pid() as pid")).rows as [
    { pid: number },
  ];
  const io = testIo();
  const running = schedule({ action: "run", ticks: 1, ...at(owner) }, io);
  await until("select from ops.run where state = 'running' and done >= 5");
  // What the kernel does when memory runs out: the server ends every session and recovers from its log.
  process.kill(pid, "SIGKILL");
  expect(await running).toBe(0);
  expect(lost).toBe(true);
  expect(io.err()).toMatch(/^nightly: .*; trying again in 1 s$/m);

  expect(await asked("select state from ops.run order by id")).toEqual([
    { state: "interrupted" },
    { state: "done" },
  ]);
  expect(
    await asked("select job, state from ops.job_run where job = 'nightly' order by id"),
  ).toEqual([
    { job: "nightly", state: "interrupted" },
    { job: "nightly", state: "done" },
  ]);
  // Whole batches before, the rest after, no row twice, none forgotten.
  const [split] = (await asked(
    `select count(*)::int as changes, count(distinct key)::int as rows, count(distinct run)::int as runs,
       count(*) filter (where r.state = 'interrupted')::int as before
     from ops.change as c join ops.run as r on r.id = c.run`,
  )) as [{ changes: number; rows: number; runs: number; before: number }];
  expect(split).toMatchObject({ changes: wrong, rows: wrong, runs: 2 });
  expect(split.before).toBeGreaterThanOrEqual(5);
  expect(split.before).toBeLessThan(wrong);
  expect(await asked("select from public.lots where reserved_meters <> 0")).toEqual([]);
  expect(await asked("select from ops.check_rule('lot_reserved_meters')")).toEqual([]);
});
