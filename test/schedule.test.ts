import pg from "pg";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type FreshDatabase, freshDatabase } from "./database.ts";
import { pidOf, until } from "./sessions.ts";

describe("the clock", () => {
  let database: FreshDatabase;
  const sessions: pg.Client[] = [];

  async function session(): Promise<pg.Client> {
    const client = new pg.Client(database.owner);
    client.on("error", () => {}); // a session killed on purpose reports it here too
    await client.connect();
    sessions.push(client);
    return client;
  }

  const makeDue = "update ops.job set due_at = ops.now() where enabled";

  beforeEach(async () => {
    database = await freshDatabase("installed");
  });
  afterEach(async () => {
    for (const client of sessions.splice(0)) await client.end().catch(() => {});
    await database.drop();
  });

  test("runs nothing after install until somebody calls it", async () => {
    const client = await session();
    const { rows } = await client.query(
      "select count(*)::int as runs, (select count(*)::int from ops.incident) as incidents from ops.job_run",
    );
    expect(rows[0]).toEqual({ runs: 0, incidents: 0 });
  });

  test("two schedulers at once never run a job twice", { timeout: 180_000 }, async () => {
    const judge = await session();
    const schedulers = await Promise.all([session(), session(), session()]);
    // On a slow machine a minute passes within a round, and what runs each minute is due again.
    await judge.query("update ops.job set every = '1 day' where every is not null");
    for (let round = 1; round <= 3; round += 1) {
      await judge.query(makeDue);
      await Promise.all(
        schedulers.flatMap((client) => [
          client.query("call ops.tick()"),
          client.query("call ops.tick('nightly')"),
        ]),
      );
      const { rows } = await judge.query(
        "select job, count(*)::int as runs from ops.job_run group by job having count(*) <> $1",
        [round],
      );
      expect(rows).toEqual([]);
    }
    const { rows } = await judge.query(
      "select (select count(*)::int from ops.job_run where state <> 'done') as unfinished, count(distinct pid)::int as workers from ops.job_run",
    );
    expect(rows[0].unfinished).toBe(0);
    expect(rows[0].workers).toBeGreaterThan(1);
  });

  test("a scheduler that is killed in the middle is noticed, and the other carries on once", async () => {
    const [judge, victim, other] = [await session(), await session(), await session()];
    // The job stands still in its step for as long as the test needs.
    await judge.query(
      "create function ops.stand_in() returns text language plpgsql as $$ begin perform pg_advisory_xact_lock(4711); return 'sealed'; end $$",
    );
    await judge.query(
      `update ops.job set argument = '{stand_in}',
        due_at = case when name = 'seals' then ops.now() else ops.now() + interval '1 day' end`,
    );
    await judge.query("select pg_advisory_lock(4711)");
    const pid = await pidOf(victim);
    const killed = victim.query("call ops.tick('nightly')").catch((error: unknown) => error);
    await until(
      judge,
      `select from pg_stat_activity where pid = ${pid} and wait_event_type = 'Lock'`,
    );
    await other.query("call ops.tick('nightly')");
    expect((await judge.query("select state from ops.job_run")).rows).toEqual([
      { state: "running" },
    ]);
    await judge.query("select pg_terminate_backend($1)", [pid]);
    expect(await killed).toBeInstanceOf(Error);
    await until(judge, `select where not exists (select from pg_stat_activity where pid = ${pid})`);
    await judge.query("select pg_advisory_unlock(4711)");
    await other.query("call ops.tick('nightly')");
    await other.query("call ops.tick('nightly')");
    const { rows } = await judge.query("select state from ops.job_run order by id");
    expect(rows.map(({ state }) => state)).toEqual(["interrupted", "done"]);
  });

  test("a nightly repair that is killed leaves whole batches, and the next tick carries on", async () => {
    const [judge, victim, other] = [await session(), await session(), await session()];
    await judge.query("select sample.a_lot('L-' || n, 1000) from generate_series(1, 120) as n");
    await judge.query("update public.lots set reserved_meters = 3");
    await judge.query("select ops.set_setting('batch_rows', '1')");
    await judge.query("select ops.set_setting('cap_percent', '100')");
    await judge.query("select ops.set_setting('cap_metres', '100000')");
    await judge.query("select ops.promote('lot_reserved_meters', 'direct_write', 'test')");
    await judge.query("select ops.arm('test')");
    await judge.query(
      "update ops.job set due_at = case when name = 'nightly' then ops.now() else ops.now() + interval '1 day' end",
    );
    const pid = await pidOf(victim);
    const killed = victim.query("call ops.tick('nightly')").catch((error: unknown) => error);
    await until(judge, "select from ops.run where state = 'running' and done >= 5");
    await judge.query("select pg_terminate_backend($1)", [pid]);
    expect(await killed).toBeInstanceOf(Error);
    await until(judge, `select where not exists (select from pg_stat_activity where pid = ${pid})`);
    const left = await judge.query("select from ops.check_rule('lot_reserved_meters')");
    expect(left.rowCount).toBeGreaterThan(0);
    await other.query("call ops.tick('nightly')");
    const after = await judge.query("select from ops.check_rule('lot_reserved_meters')");
    expect(after.rowCount).toBe(0);
    const runs = await judge.query("select state from ops.run order by id");
    expect(runs.rows.map(({ state }) => state)).toEqual(["interrupted", "done"]);
    const jobs = await judge.query("select state from ops.job_run order by id");
    expect(jobs.rows.map(({ state }) => state)).toEqual(["interrupted", "done"]);
  });

  test("stops in time under a statement timeout and goes on at the next tick", async () => {
    const client = await session();
    await client.query(
      "create function ops.stand_in() returns text language plpgsql as $$ begin perform pg_sleep(0.4); return 'sealed'; end $$",
    );
    await client.query(
      `update ops.job set argument = '{stand_in,stand_in,stand_in,stand_in}',
        due_at = case when name = 'seals' then ops.now() else ops.now() + interval '1 day' end`,
    );
    await client.query("set statement_timeout = '1s'");
    await client.query("call ops.tick('nightly')");
    const first = await client.query("select state, steps from ops.job_run");
    expect(first.rows).toEqual([{ state: "stopped", steps: 2 }]);
    await client.query("call ops.tick('nightly')");
    const second = await client.query("select state, steps from ops.job_run");
    expect(second.rows).toEqual([{ state: "done", steps: 4 }]);
  });

  test("stops after its step when asked, and goes on at the next tick", async () => {
    const [client, judge] = [await session(), await session()];
    await client.query(
      "create function ops.stand_in() returns text language plpgsql as $$ begin perform pg_advisory_xact_lock(4712); return 'sealed'; end $$",
    );
    await client.query(
      `update ops.job set argument = '{stand_in,stand_in}',
        due_at = case when name = 'seals' then ops.now() else ops.now() + interval '1 day' end`,
    );
    // The first step stands still until it was asked to be the last.
    await judge.query("select pg_advisory_lock(4712)");
    const pid = await pidOf(client);
    const ticking = client.query("call ops.tick('nightly')");
    await until(
      judge,
      `select from pg_stat_activity where pid = ${pid} and wait_event_type = 'Lock'`,
    );
    await judge.query("select ops.stop_jobs()");
    await judge.query("select pg_advisory_unlock(4712)");
    await ticking;
    const { rows } = await judge.query(
      "select state, steps, cardinality(todo) - steps as left from ops.job_run",
    );
    expect(rows).toEqual([{ state: "stopped", steps: 1, left: 1 }]);
    await client.query("call ops.tick('nightly')");
    expect((await judge.query("select state from ops.job_run")).rows).toEqual([{ state: "done" }]);
  });

  test("is refused in a transaction block, and for a lane that is not there", async () => {
    const client = await session();
    await client.query("begin");
    await expect(client.query("call ops.tick()")).rejects.toMatchObject({ code: "2D000" });
    await client.query("rollback");
    await expect(client.query("call ops.tick('weekly')")).rejects.toMatchObject({ code: "OP005" });
  });
});
