import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { run as schedule } from "../src/commands/schedule.ts";
import { migrateUp } from "../src/migrate/up.ts";
import { loadSample } from "../src/sample/load.ts";
import { at, testIo } from "./cli-io.ts";
import { withClient } from "./connection.ts";
import { type Restartable, restartableServer } from "./restartable.ts";

/** A server of its own: it is going to stop, and to crash. */
let server: Restartable;
let owner: pg.ClientConfig;
const wrong = 40;

const asked = (query: string) =>
  withClient(owner, async (client) => (await client.query(query)).rows as unknown[]);

beforeAll(async () => {
  server = await restartableServer();
  await server.start();
  const { host, port, superuser: user } = server;
  await loadSample({ host, port, user, database: "postgres" }, "shop");
  owner = { host, port, user: "postgres", database: "shop" };
  await withClient(owner, async (client) => {
    await migrateUp(client);
    await client.query(
      `select sample.a_lot('L-' || n, 1000) from generate_series(1, ${wrong}) as n`,
    );
    // The sixth row waits for whoever holds the lock, so that the repair is met in the middle on any machine.
    await client.query(`
      create function public.dawdle() returns trigger language plpgsql as $$
      begin
        if (select count(*) from public.lots where reserved_meters = 0) > 5 then
          while exists (select from pg_locks where locktype = 'advisory' and objid = 77 and granted) loop
            perform pg_sleep(0.02);
          end loop;
        end if;
        return null;
      end $$;
      create trigger dawdle after update on public.lots for each statement execute function public.dawdle()`);
    await client.query("select ops.set_setting('batch_rows', '1')");
    await client.query("select ops.set_setting('cap_percent', '100')");
    await client.query("select ops.promote('lot_reserved_meters', 'direct_write', 'test')");
    await client.query("select ops.arm('test')");
  });
}, 180_000);
afterAll(() => server?.remove());

/** Polls until `question` has an answer; while the server is away, nobody answers. */
async function until(question: string): Promise<void> {
  for (let turn = 0; turn < 6000; turn += 1) {
    const there = await asked(question).catch(() => []);
    if (there.length > 0) return;
    await sleep(20);
  }
  throw new Error(`never true: ${question}`);
}

/** Every counter wrong again, and of each lane one job due. */
async function breakAll(): Promise<{ run: string; job: string }> {
  await asked("update public.lots set reserved_meters = 3");
  await asked(`update ops.job set due_at = ops.now() + case
    when name in ('nightly', 'connections') then interval '0' else interval '1 day' end`);
  const [last] = (await asked(
    "select (select coalesce(max(id), 0) from ops.run) as run, (select coalesce(max(id), 0) from ops.job_run) as job",
  )) as [{ run: string; job: string }];
  return last;
}

interface Away {
  readonly how: string;
  readonly away: (pid: number) => Promise<void>;
}
const ways: readonly Away[] = [
  {
    how: "the kernel kills one session, and the server ends all others and recovers from its log",
    away: async (pid) => void process.kill(pid, "SIGKILL"),
  },
  {
    how: "stopped at once, and started again",
    away: async () => {
      await server.stop("immediate");
      await server.start();
    },
  },
  {
    how: "stopped in order, and started again",
    away: async () => {
      await server.stop("fast");
      // Long enough that both lanes meet nobody.
      await sleep(1500);
      await server.start();
    },
  },
];

test.each(ways)(
  "$how: the nightly repair is marked interrupted, and the next tick carries on",
  {
    timeout: 300_000,
  },
  async ({ away }) => {
    const last = await breakAll();
    const bystander = new pg.Client(owner);
    let lost = false;
    bystander.on("error", () => {
      lost = true;
    });
    await bystander.connect();
    // The short lane is in the middle of something too: it waits for this session, which goes with the others.
    await bystander.query("select pg_advisory_lock(77)");
    await bystander.query("begin");
    const [{ pid }] = (
      await bystander.query(
        "select pg_backend_pid() as pid from ops.job where name = 'connections' for update",
      )
    ).rows as [{ pid: number }];
    const io = testIo();
    const running = schedule({ action: "run", ticks: 1, ...at(owner) }, io);
    await until(`select from ops.run where id > ${last.run} and state = 'running' and done >= 5`);
    await away(pid);
    expect(await running).toBe(0);
    expect(lost).toBe(true);
    for (const lane of ["tick", "nightly"]) {
      expect(io.err()).toMatch(new RegExp(`^${lane}: .*; trying again in 1 s$`, "m"));
    }

    expect(await asked(`select state from ops.run where id > ${last.run} order by id`)).toEqual([
      { state: "interrupted" },
      { state: "done" },
    ]);
    expect(
      await asked(
        `select job, state from ops.job_run where id > ${last.job} and job = 'nightly' order by id`,
      ),
    ).toEqual([
      { job: "nightly", state: "interrupted" },
      { job: "nightly", state: "done" },
    ]);
    // Whole batches before, the rest after, no row twice, none forgotten.
    const [split] = (await asked(
      `select count(*)::int as changes, count(distinct key)::int as rows, count(distinct run)::int as runs,
       count(*) filter (where r.state = 'interrupted')::int as before
     from ops.change as c join ops.run as r on r.id = c.run where r.id > ${last.run}`,
    )) as [{ changes: number; rows: number; runs: number; before: number }];
    expect(split).toMatchObject({ changes: wrong, rows: wrong, runs: 2 });
    expect(split.before).toBeGreaterThanOrEqual(5);
    expect(split.before).toBeLessThan(wrong);
    expect(await asked("select from public.lots where reserved_meters <> 0")).toEqual([]);
    expect(await asked("select from ops.check_rule('lot_reserved_meters')")).toEqual([]);
    // The schedule goes on: the short lane has worked, and each job is due at its next time.
    expect(
      await asked(`select job, state from ops.job_run where id > ${last.job} and job <> 'nightly'`),
    ).toEqual([{ job: "connections", state: "done" }]);
    expect(
      await asked(
        "select name from ops.job where state <> 'idle' or retries <> 0 or due_at <= last_ok_at",
      ),
    ).toEqual([]);
  },
);
