import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { oversell } from "../src/sample/oversell.ts";
import { freshDatabase } from "./database.ts";
import { type Stock, stockOf } from "./sample-stock.ts";

const blocked = "select cardinality(pg_blocking_pids($1)) > 0";

describe("two sessions at once", () => {
  let database: Awaited<ReturnType<typeof freshDatabase>>;
  let first: pg.Client;
  let second: pg.Client;
  let stock: Stock;

  beforeAll(async () => {
    database = await freshDatabase("sample");
    first = new pg.Client(database.owner);
    second = new pg.Client(database.owner);
    await Promise.all([first.connect(), second.connect()]);
    stock = await stockOf(first);
  });
  afterAll(async () => {
    await Promise.all([first.end(), second.end()]);
    await database.drop();
  });

  /** Runs `late` in the second session while the first still holds what `early` did. */
  async function race(early: string, late: string, isolation = "read committed"): Promise<unknown> {
    const pid = (await second.query("select pg_backend_pid() as pid")).rows[0]?.pid;
    await first.query(`begin isolation level ${isolation}`);
    await second.query(`begin isolation level ${isolation}`);
    await first.query(early);
    const outcome = second.query(`${late}; commit`).catch((error: pg.DatabaseError) => error.code);
    await expect
      .poll(() => stock.value(blocked, [pid]), { timeout: 10_000, interval: 5 })
      .toBe(true);
    await first.query("commit");
    const result = await outcome;
    await second.query("rollback");
    return typeof result === "string" ? result : undefined;
  }

  const addLine = (reservation: string, lot: string): string =>
    `select sample.add_lines('${reservation}', array['${lot}'::uuid], array[80::numeric])`;
  const counter = (lot: string): Promise<unknown> =>
    stock.value("select reserved_meters from public.lots where id = $1", [lot]);

  test("both reserve 80 of 100 m, unless the transactions are serializable", async () => {
    const [sold, safe] = [await stock.lot(100), await stock.lot(100)];
    const [one, other] = [await stock.reservation(), await stock.reservation()];
    expect(await race(addLine(one, sold), addLine(other, sold))).toBeUndefined();
    expect(await counter(sold)).toBe(160);
    expect(await race(addLine(one, safe), addLine(other, safe), "serializable")).toBe("40001");
    expect(await counter(safe)).toBe(80);
  });

  test("the runbook's fix overwrites a reservation that it waited for", async () => {
    const lot = await stock.lot(100);
    const reservation = await stock.reservation();
    const fix = `update public.lots as l set reserved_meters = (
      select coalesce(sum(n.reserved_meters), 0) from public.reservation_lines as n
      join public.reservations as r on r.id = n.reservation_id
      where n.lot_id = l.id and r.status = 'active') where l.id = '${lot}'`;
    expect(await race(addLine(reservation, lot), fix)).toBeUndefined();
    expect(await counter(lot)).toBe(0);
    await first.query("delete from public.reservation_lines where lot_id = $1", [lot]);
    expect(await counter(lot)).toBe(-80);
  });

  test("two rolls counted at once are counted as one", async () => {
    const session = await stock.value(
      "insert into public.count_sessions (started_by) select sample.act_as(3) returning id",
    );
    const roll = (n: number): string => `insert into public.count_rolls
      (session_id, capture_sequence, counter_meters, captured_by)
      select '${session}', ${n}, 10, sample.act_as(3)`;
    await race(roll(1), roll(2));
    const seen = "select total_rolls_counted from public.count_sessions where id = $1";
    expect(await stock.value(seen, [session])).toBe(1);
  });

  test("oversell sells lots twice, keeps their counters right and records them", async () => {
    // The other tests' lots were wronged; a lot out of stock is not drawn.
    await first.query("update public.lots set status = 'out_of_stock'");
    for (const n of [1, 2, 3]) await stock.lot(100 + n);
    const before = await stock.value("select count(*) from sample.breakage");
    expect(await oversell(database.owner, { instances: 3 })).toBe(3);
    const seen = await first.query(
      `select b.mechanism, l.reserved_meters > l.meters as oversold,
         l.reserved_meters = (select sum(n.reserved_meters) from public.reservation_lines as n
           where n.lot_id = l.id) as counted
       from sample.breakage as b join public.lots as l on l.id::text = b.key
       order by b.id offset $1`,
      [before],
    );
    const row = { mechanism: "oversold", oversold: true, counted: true };
    expect(seen.rows).toEqual([row, row, row]);
    expect(await stock.value("select count(*) from sample.expected_violation")).toBe(0);
  });
});
