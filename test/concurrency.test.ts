import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { freshDatabase } from "./database.ts";

/** Shares no code with our checks: lots whose counter is not the sum of their lines. */
const wrongLots = `
  select l.lot_number from public.lots as l
  where l.reserved_meters <> coalesce(
    (select sum(x.reserved_meters) from public.reservation_lines as x where x.lot_id = l.id), 0)
  order by 1`;

describe("repairs beside writers", () => {
  let database: Awaited<ReturnType<typeof freshDatabase>>;
  const sessions: pg.Client[] = [];

  async function session(): Promise<pg.Client> {
    const client = new pg.Client(database.owner);
    client.on("error", () => {}); // a session killed on purpose reports it here too
    await client.connect();
    sessions.push(client);
    return client;
  }

  const wrong = async (client: pg.Client) => (await client.query(wrongLots)).rowCount;

  async function until(client: pg.Client, question: string, values: unknown[]): Promise<void> {
    for (let turn = 0; turn < 500; turn += 1) {
      if ((await client.query(question, values)).rowCount) return;
      await sleep(10);
    }
    throw new Error(`never true: ${question}`);
  }

  const waiting = "select from pg_stat_activity where pid = $1 and wait_event_type = 'Lock'";
  const pidOf = async (client: pg.Client): Promise<number> =>
    (await client.query<{ pid: number }>("select pg_backend_pid() as pid")).rows[0]?.pid ?? 0;

  beforeEach(async () => {
    database = await freshDatabase("installed");
    const client = await session();
    await client.query("select sample.a_lot('L-' || n, 1000) from generate_series(1, 60) as n");
    await client.query("select sample.a_reservation()");
  });
  afterEach(async () => {
    for (const client of sessions.splice(0)) await client.end().catch(() => {});
    await database.drop();
  });

  const reserve = `select sample.a_line((select id from public.reservations limit 1),
    (select id from public.lots where lot_number = $1), 30)`;

  test("a repair waits for a reservation that has not committed, looks again and mends", async () => {
    const [writer, repair, judge] = [await session(), await session(), await session()];
    await judge.query("update public.lots set reserved_meters = 500 where lot_number = 'L-1'");
    await judge.query("select ops.set_setting('lock_timeout', '900ms')");
    await writer.query("begin");
    await writer.query(reserve, ["L-1"]);
    const pid = await pidOf(repair);
    const plan = await repair.query("select plan from ops.repair_reservations()");
    const repaired = repair.query(
      "select state from ops.repair_reservations(dry_run => false, reason => 'test')",
    );
    await until(judge, waiting, [pid]);
    await writer.query("commit");
    // planned before the other session committed, so the row is named stale or mended, never guessed
    expect(["applied", "stale"]).toContain((await repaired).rows[0]?.state);
    await repair.query(
      "select * from ops.repair_reservations(dry_run => false, reason => 'again')",
    );
    expect(plan.rowCount).toBe(1);
    expect(await wrong(judge)).toBe(0);
  });

  test("a row that stays locked is named busy and not touched", async () => {
    const [writer, repair] = [await session(), await session()];
    await repair.query(
      "update public.lots set reserved_meters = 500 where lot_number in ('L-1', 'L-2')",
    );
    await writer.query("begin");
    await writer.query("select from public.lots where lot_number = 'L-1' for update");
    const rows = await repair.query(
      "select message, state from ops.repair_reservations(dry_run => false, reason => 'test') order by 1",
    );
    expect(rows.rows.map((row) => row.state)).toEqual(["busy", "applied"]);
    await writer.query("rollback");
    expect(await wrong(repair)).toBe(1);
  });

  test("in a deadlock with a cancellation we give way, and the application survives", async () => {
    const [app, repair, judge] = [await session(), await session(), await session()];
    const name = "select id from public.lots where lot_number =";
    await judge.query(`
      select sample.a_line((select id from public.reservations limit 1), (${name} 'L-1'), 30);
      update public.lots set reserved_meters = 500 where lot_number in ('L-1', 'L-2')`);
    await judge.query("select ops.set_setting('lock_timeout', '900ms')");
    await app.query("begin");
    await app.query("update public.lots set notes = 'x' where lot_number = 'L-2'");
    const pid = await pidOf(repair);
    // It holds L-1 by now, waits for L-2, and keeps L-1 until it ends.
    const repaired = repair.query(
      "select message, state from ops.repair_reservations(dry_run => false, reason => 'test') order by 1",
    );
    await until(judge, waiting, [pid]);
    await app.query("update public.reservations set status = 'canceled'");
    await app.query("commit");
    expect((await repaired).rows.map((row) => row.state)).toEqual(["applied", "busy"]);
    // The cancellation took 30 m off the counter that was mended to 30.
    const lots = await judge.query(
      "select lot_number, reserved_meters from public.lots where lot_number in ('L-1', 'L-2') order by 1",
    );
    expect(lots.rows.map((row) => Number(row.reserved_meters))).toEqual([0, 500]);
  });

  test("under load from eight sessions nothing is left wrong", async () => {
    const repair = await session();
    await repair.query(
      "update public.lots set reserved_meters = 500 where id in (select id from public.lots order by lot_number limit 30)",
    );
    const until = Date.now() + 2500;
    const writers = await Promise.all(Array.from({ length: 8 }, session));
    const load = writers.map(async (writer, place) => {
      for (let turn = 0; Date.now() < until; turn += 1) {
        await writer.query("begin");
        await writer.query(reserve, [`L-${((place * 7 + turn) % 60) + 1}`]);
        await sleep(2);
        await writer.query("commit");
        await writer.query(
          "delete from public.reservation_lines where id = (select id from public.reservation_lines order by random() limit 1)",
        );
      }
    });
    for (let round = 0; round < 20; round += 1) {
      await repair.query(
        "select * from ops.repair_reservations(dry_run => false, reason => 'load')",
      );
    }
    await Promise.all(load);
    expect(await wrong(repair)).toBe(0);
  });

  test("a second repair is refused with the pid of the first", async () => {
    const [first, second] = [await session(), await session()];
    await first.query("update public.lots set reserved_meters = 500 where lot_number = 'L-1'");
    await first.query("begin");
    await first.query("select * from ops.repair_reservations(dry_run => false, reason => 'first')");
    const pid = await pidOf(first);
    await expect(
      second.query("select * from ops.repair_reservations(dry_run => false, reason => 'second')"),
    ).rejects.toMatchObject({ code: "OP004", detail: expect.stringContaining(`pid ${pid}`) });
    await first.query("commit");
  });

  test("a repair killed in the middle leaves whole batches, and the next run finishes", async () => {
    const [victim, judge] = [await session(), await session()];
    await judge.query("update public.lots set reserved_meters = 500");
    await judge.query("select ops.set_setting('batch_rows', '1')");
    const planned = await victim.query<{ plan: string }>(
      "select plan from ops.repair_reservations()",
    );
    const pid = await pidOf(victim);
    const killed = victim
      .query(`call ops.apply_in_batches(${planned.rows[0]?.plan}, 'to be killed')`)
      .catch((error: unknown) => error);
    await until(judge, "select from ops.run where state = 'running' and done >= 5", []);
    await judge.query("select pg_terminate_backend($1)", [pid]);
    expect(await killed).toBeInstanceOf(Error);
    const split = await judge.query<{ mended: string; journalled: string }>(`
      select count(*) filter (where l.reserved_meters = 0) as mended,
        (select count(*) from ops.change) as journalled from public.lots as l`);
    expect(split.rows[0]?.mended).toBe(split.rows[0]?.journalled);
    expect(Number(split.rows[0]?.mended)).toBeLessThan(60);
    await until(judge, "select where not exists (select from pg_stat_activity where pid = $1)", [
      pid,
    ]);
    await judge.query(
      "select * from ops.repair_reservations(dry_run => false, reason => 'finish')",
    );
    expect(await wrong(judge)).toBe(0);
    const runs = await judge.query("select state from ops.run order by id");
    expect(runs.rows.map((run) => run.state)).toEqual(["interrupted", "done"]);
  });
});
