import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase } from "./database.ts";

describe("calling a procedure that commits", () => {
  let database: Awaited<ReturnType<typeof freshDatabase>>;
  let client: pg.Client;

  async function plan(): Promise<string> {
    await client.query("update public.lots set reserved_meters = 500");
    const rows = await client.query<{ plan: string }>("select * from ops.repair_reservations()");
    return rows.rows[0]?.plan ?? "";
  }

  beforeAll(async () => {
    database = await freshDatabase("installed");
    client = new pg.Client(database.owner);
    await client.connect();
    await client.query("select sample.a_lot('L-1')");
  });
  afterAll(async () => {
    await client.end();
    await database.drop();
  });

  test("works with bound parameters, which begin the transaction a message earlier", async () => {
    await client.query("call ops.apply_in_batches($1, $2)", [await plan(), "bound"]);
    expect((await client.query("select state, done from ops.run")).rows).toEqual([
      { state: "done", done: 1 },
    ]);
  });

  test("is refused by its first commit right after begin, and changes nothing", async () => {
    const number = await plan();
    await client.query("begin");
    await expect(
      client.query(`call ops.apply_in_batches(${number}, 'in a block')`),
    ).rejects.toMatchObject({ code: "2D000" });
    await client.query("rollback");
    expect((await client.query("select count(*)::int as runs from ops.run")).rows).toEqual([
      { runs: 1 },
    ]);
  });

  test("stops in time under a statement timeout, whole batches done", async () => {
    await client.query("select sample.a_lot('T-' || n) from generate_series(1, 300) as n");
    const number = await plan();
    await client.query("select ops.set_setting('batch_rows', '1')");
    await client.query("set statement_timeout = '1200ms'");
    await client.query(`call ops.apply_in_batches(${number}, 'little time')`);
    await client.query("reset statement_timeout");
    const run = await client.query(
      "select state, note, done, planned from ops.run order by id desc limit 1",
    );
    expect(run.rows[0]).toMatchObject({ state: "done" });
    if (run.rows[0]?.done < run.rows[0]?.planned)
      expect(run.rows[0]?.note).toMatch(/stopped in time/);
    const split = await client.query(`
      select count(*) filter (where reserved_meters = 0)::int as mended from public.lots`);
    expect(split.rows[0]?.mended).toBe(run.rows[0]?.done);
  });
});
