import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase } from "./database.ts";

interface Score {
  readonly rule: string;
  readonly expected: string;
  readonly missed: string;
  readonly false_alarms: string;
  readonly recall: string;
  readonly precision: string;
  readonly cause_wrong: string;
}

/** The sample's own record of what it broke, and how, against what the rules say. */
describe("the oracle", () => {
  let database: Awaited<ReturnType<typeof freshDatabase>>;
  let client: pg.Client;

  const score = async () =>
    (await client.query<Score>("select * from sample.score() order by rule")).rows;

  beforeAll(async () => {
    database = await freshDatabase("installed");
    client = new pg.Client(database.owner);
    await client.connect();
    await client.query("call sample.generate(lots => 3000)");
  });
  afterAll(async () => {
    await client.end();
    await database.drop();
  });

  test("sound data: every rule is silent", async () => {
    // Rules over extensions that are not installed here are skipped, and say so.
    const spoken = await client.query("select * from ops.check_all() where status <> 'skipped'");
    expect(spoken.rows).toEqual([]);
  });

  test("broken data: every broken row is found, no other, and no cause is wrong", async () => {
    await client.query("call sample.break_all(instances => 20)");
    const rows = await score();
    console.table(rows);
    for (const row of rows) {
      expect(Number(row.expected), row.rule).toBeGreaterThanOrEqual(20);
      expect(row, row.rule).toMatchObject({ missed: "0", false_alarms: "0", cause_wrong: "0" });
    }
  });

  test("applying mends every counter, and undo brings back exactly what was", async () => {
    const counters =
      "select md5(string_agg(id::text || reserved_meters, ',' order by id)) as digest from public.lots";
    const before = (await client.query(counters)).rows;
    const planned = await client.query<{ plan: string }>(
      "select plan from ops.repair_reservations(max_rows => 5000)",
    );
    await client.query(`call ops.apply_in_batches(${planned.rows[0]?.plan}, 'oracle')`);
    const left = await client.query(
      "select rule from ops.check_reservations() group by rule order by rule",
    );
    expect(left.rows.map((row) => row.rule)).toEqual([
      "orphan_reservation_lines",
      "stale_reservation_lines",
    ]);
    const run = await client.query<{ id: string }>("select ops.last_run() as id");
    await client.query(`call ops.undo_in_batches(${run.rows[0]?.id}, 'oracle')`);
    expect((await client.query(counters)).rows).toEqual(before);
  });
});
