import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type FreshDatabase, freshDatabase } from "./database.ts";
import { pidOf, untilWaiting } from "./sessions.ts";

/** What only real sessions show: queues for locks, and signals. */
describe("sessions", () => {
  let database: FreshDatabase;
  let judge: pg.Client;
  const sessions: pg.Client[] = [];

  async function session(settings: pg.ClientConfig = database.owner): Promise<pg.Client> {
    const client = new pg.Client(settings);
    client.on("error", () => {}); // one that is ended on purpose reports it here too
    await client.connect();
    sessions.push(client);
    return client;
  }

  beforeEach(async () => {
    database = await freshDatabase("installed");
    judge = await session();
  });
  afterEach(async () => {
    for (const client of sessions.splice(0)) await client.end().catch(() => {});
    await database.drop();
  });

  test("the blocking tree is what pg_blocking_pids says, with its root", async () => {
    const [reader, alter, third, fourth] = [
      await session(),
      await session(),
      await session(),
      await session(),
    ];
    await reader.query("begin");
    await reader.query("select count(*) from public.lots");
    const pids = await Promise.all([reader, alter, third, fourth].map(pidOf));
    const [root = 0, waiting = 0, behind = 0, last = 0] = pids;
    const queue = [alter.query("alter table public.lots add column note2 text")];
    await untilWaiting(judge, waiting);
    for (const [client, pid] of [
      [third, behind],
      [fourth, last],
    ] as const) {
      queue.push(client.query("select count(*) from public.lots"));
      await untilWaiting(judge, pid);
    }
    const tree = await judge.query(
      "select root, depth, pid, blocked_by, lock_mode, relation, state from ops.blocking_tree() where root = $1",
      [root],
    );
    const truth = await judge.query(
      "select pid, pg_blocking_pids(pid) as blocked_by from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()",
    );
    for (const { pid, blocked_by } of truth.rows) {
      expect(tree.rows.find((row) => row.pid === pid)?.blocked_by).toEqual(blocked_by);
    }
    expect(truth.rowCount).toBe(3);
    expect(tree.rows.map((row) => row.pid).toSorted()).toEqual(pids.toSorted());
    expect(new Set(tree.rows.map((row) => row.root))).toEqual(new Set([root]));
    expect(tree.rows.find((row) => row.depth === 0)).toMatchObject({
      pid: root,
      state: "idle in transaction",
      blocked_by: [],
    });
    expect(tree.rows.find((row) => row.pid === waiting)).toMatchObject({
      depth: 1,
      lock_mode: "AccessExclusiveLock",
      relation: "public.lots",
    });
    await judge.query(
      `insert into ops.rule_setting (rule, thresholds, changed_by) values ('blocked_sessions', '{"seconds": 0}', 'test')`,
    );
    const found = await judge.query("select message from ops.check_rule('blocked_sessions')");
    expect(found.rows).toContainEqual({
      message: expect.stringMatching(
        new RegExp(`^pid ${root} \\(postgres\\), idle in transaction, holds up 3 sessions for`),
      ),
    });
    await reader.query("commit");
    await Promise.all(queue);
    const after = await judge.query("select from ops.blocking_tree() where pid = any ($1)", [pids]);
    expect(after.rowCount).toBe(0);
  });

  test("a long queue, where everybody waits for everybody before, is told at once", async () => {
    const holder = await session();
    await holder.query("begin; lock table public.lots");
    const queue: Promise<unknown>[] = [];
    for (let place = 0; place < 24; place += 1) {
      const waiter = await session();
      queue.push(
        waiter.query("begin; lock table public.lots; rollback").catch((error: unknown) => error),
      );
      await untilWaiting(judge, Reflect.get(waiter, "processID"));
    }
    // Path by path it would be millions of paths, and minutes.
    const begun = Date.now();
    // The tree is the whole server's, and other tests are at work on it.
    const tree = await judge.query(
      "select pid, depth, blocked_by from ops.blocking_tree() where root = $1",
      [await pidOf(holder)],
    );
    expect(Date.now() - begun).toBeLessThan(20_000);
    expect(tree.rows.map((row) => row.depth)).toEqual([0, ...Array(24).fill(1)]);
    expect(tree.rows.at(-1)?.blocked_by).toHaveLength(24);
    await holder.query("rollback");
    await Promise.all(queue);
  });

  test("an idle session is planned, ended, and recorded; others live", async () => {
    const [idle, busy] = [
      await session(),
      await session({ ...database.owner, application_name: "Supavisor" }),
    ];
    const other = await session(database.superuser);
    const pids = await Promise.all([idle, busy, other].map(pidOf));
    await sleep(1100);
    const call = "select pid, action, outcome, note from ops.terminate_idle_sessions(idle => '1 s'";
    const planned = await judge.query(`${call})`);
    expect(
      planned.rows.filter((row) => pids.includes(row.pid)).toSorted((a, b) => a.pid - b.pid),
    ).toEqual([
      { pid: pids[0], action: "terminate", outcome: "planned", note: null },
      { pid: pids[1], action: null, outcome: "exempt", note: "pooler: only if named in services" },
      { pid: pids[2], action: null, outcome: "exempt", note: "superuser" },
    ]);
    expect((await judge.query("select from ops.signal")).rowCount).toBe(0);
    await judge.query(`${call}, dry_run => false, reason => 'test')`);
    const kept = await judge.query(
      "select pid, outcome, session ->> 'state' as state, reason from ops.signal",
    );
    expect(kept.rows).toEqual([{ pid: pids[0], outcome: "ended", state: "idle", reason: "test" }]);
    await expect(idle.query("select 1")).rejects.toThrow();
    expect((await busy.query("select 1 as one")).rows).toEqual([{ one: 1 }]);
    expect((await other.query("select 1 as one")).rows).toEqual([{ one: 1 }]);
  });

  test("one idle in transaction loses its transaction, with its locks", async () => {
    const holder = await session();
    await holder.query("begin");
    await holder.query("lock table public.lots");
    await sleep(1100);
    await judge.query(
      `insert into ops.rule_setting (rule, thresholds, changed_by) values ('idle_in_transaction', '{"seconds": 1}', 'test')`,
    );
    const found = await judge.query(
      "select detail -> 'locks' as locks from ops.check_rule('idle_in_transaction')",
    );
    expect(found.rows).toEqual([{ locks: ["public.lots AccessExclusiveLock"] }]);
    await judge.query(
      "select * from ops.terminate_idle_transactions(idle => '1 s', dry_run => false, reason => 'test')",
    );
    await judge.query("lock table public.lots nowait").catch((error) => error);
    expect((await judge.query("select from ops.check_rule('idle_in_transaction')")).rowCount).toBe(
      0,
    );
    await judge.query("begin; lock table public.lots nowait; commit");
  });

  test("a statement is cancelled, and its session ended only when that did not help", async () => {
    const slow = await session();
    const stubborn = await session();
    const running = slow.query("select pg_sleep(60)").catch((error: unknown) => error);
    const deaf = stubborn
      .query(
        "do $$ begin for n in 1..600 loop begin perform pg_sleep(60); exception when query_canceled then null; end; end loop; end $$",
      )
      .catch((error: unknown) => error);
    const [slowPid, deafPid] = await Promise.all([
      judge.query("select 1").then(() => Reflect.get(slow, "processID") as number),
      judge.query("select 1").then(() => Reflect.get(stubborn, "processID") as number),
    ]);
    await sleep(1100);
    const call =
      "select pid, action, outcome from ops.terminate_long_statements(longer_than => '1 s', dry_run => false, reason => 'test'";
    const first = await judge.query(`${call})`);
    expect(first.rows).toHaveLength(2);
    for (const row of first.rows)
      expect(row).toMatchObject({ action: "cancel", outcome: "signalled" });
    expect(await running).toMatchObject({ code: "57014" });
    expect((await slow.query("select 1 as one")).rows).toEqual([{ one: 1 }]);

    await sleep(200);
    const second = await judge.query(`${call})`);
    expect(second.rows).toEqual([{ pid: deafPid, action: null, outcome: "waiting" }]);
    const third = await judge.query(`${call}, force => true)`);
    expect(third.rows).toEqual([{ pid: deafPid, action: "terminate", outcome: "ended" }]);
    expect(await deaf).toBeInstanceOf(Error);
    const kept = await judge.query("select pid, action from ops.signal order by id");
    expect(kept.rows).toHaveLength(3);
    expect(kept.rows).toContainEqual({ pid: slowPid, action: "cancel" });
  });

  test("signals work beside a running repair, and leave it alone", async () => {
    const [repair, idle] = [await session(), await session()];
    await judge.query("select sample.a_lot('L-1')");
    await repair.query("update public.lots set reserved_meters = 500");
    await repair.query("begin");
    await repair.query(
      "select * from ops.repair_reservations(dry_run => false, reason => 'at work')",
    );
    await idle.query("begin");
    const [repairPid, idlePid] = await Promise.all([repair, idle].map(pidOf));
    await sleep(1100);
    const ended = await judge.query(
      "select pid, outcome, note from ops.terminate_idle_transactions(idle => '1 s', dry_run => false, reason => 'test')",
    );
    expect(ended.rows).toContainEqual({ pid: idlePid, outcome: "ended", note: null });
    // its run is not committed yet, so only its own lock shows that it is a repair
    expect(ended.rows).toContainEqual({
      pid: repairPid,
      outcome: "exempt",
      note: "holds the lock of repairs",
    });
    await repair.query("commit");
  });

  test("a capture keeps who waited for whom", async () => {
    const [holder, waiter] = [await session(), await session()];
    await holder.query("begin; lock table public.lots");
    const queue = waiter.query("select count(*) from public.lots");
    const pid = Reflect.get(waiter, "processID") as number;
    await untilWaiting(judge, pid);
    await judge.query("select * from ops.capture('before restart')");
    await holder.query("commit");
    await queue;
    const kept = await judge.query(
      "select jsonb_path_query_array(body, '$[*].pid') as pids from ops.capture_part where part = 'blocking'",
    );
    expect(kept.rows[0]?.pids).toContain(pid);
  });
});
