import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { freshDatabase } from "./database.ts";
import { type Stock, stockOf } from "./sample-stock.ts";

/** Release 18 tells a restricted delete from other foreign key violations. */
const restricted = /^(23503|23001)$/;

describe("the sample accepts what the application accepts", () => {
  let database: Awaited<ReturnType<typeof freshDatabase>>;
  let client: pg.Client;
  let stock: Stock;

  beforeAll(async () => {
    database = await freshDatabase("sample");
    client = new pg.Client(database.owner);
    await client.connect();
    stock = await stockOf(client);
  });
  afterAll(async () => {
    await client.end();
    await database.drop();
  });
  beforeEach(() => client.query("begin"));
  afterEach(() => client.query("rollback"));

  test("goods received in full while reserved leave open metres below zero and an empty dashboard", async () => {
    const incoming = await stock.incoming(100);
    await stock.line(await stock.reservation(), incoming, 80);
    await client.query("select sample.receive($1, 100)", [incoming]);
    const seen = await client.query(
      `select status, expected_meters - received_meters - reserved_meters as open,
         public.get_dashboard_stats() -> 'total_incoming_reserved' as shown
       from public.incoming_stock where id = $1`,
      [incoming],
    );
    expect(seen.rows).toEqual([{ status: "fully_received", open: "-80.00", shown: 0 }]);
  });

  test("the validator gives a line no credit for its own metres", async () => {
    const line = await stock.line(await stock.reservation(), await stock.lot(100), 80);
    const change = (set: string) =>
      stock.refused(`update public.reservation_lines set ${set} where id = $1`, [line]);
    expect(await change("reserved_meters = 50")).toBe("P0001");
    expect(await change("roll_ids = ''")).toBe("P0001");
    expect(await change("reserved_meters = 20")).toBeUndefined();
  });

  test("negative and excessive counters, foreign labels and out-of-stock lots are accepted", async () => {
    const lot = await stock.lot(100);
    for (const set of ["reserved_meters = -1", "reserved_meters = 5000"]) {
      expect(
        await stock.refused(`update public.lots set ${set} where id = $1`, [lot]),
      ).toBeUndefined();
    }
    await client.query("update public.lots set status = 'out_of_stock' where id = $1", [lot]);
    const line = await stock.line(await stock.reservation(), lot, 10);
    await client.query("update public.reservation_lines set quality = 'FOREIGN' where id = $1", [
      line,
    ]);
    await client.query("update public.lots set meters = 1 where id = $1", [lot]);
    expect(await stock.value("select reserved_meters from public.lots where id = $1", [lot])).toBe(
      10,
    );
  });

  test("received metres set the status, nothing else does", async () => {
    const incoming = await stock.incoming(100);
    const status = async (set: string) => {
      await client.query(`update public.incoming_stock set ${set} where id = $1`, [incoming]);
      return stock.value("select status from public.incoming_stock where id = $1", [incoming]);
    };
    expect(await status("received_meters = 100")).toBe("fully_received");
    expect(await status("expected_meters = 200")).toBe("fully_received");
    expect(await status("received_meters = 999, reserved_meters = -7")).toBe("fully_received");
    expect(await status("received_meters = -5")).toBe("pending_inbound");
    const born = `insert into public.incoming_stock
      (quality, color, expected_meters, received_meters, supplier_id, created_by)
      select quality, color, 50, 50, supplier_id, created_by from public.incoming_stock
      where id = $1 returning status`;
    expect(await stock.value(born, [incoming])).toBe("pending_inbound");
  });

  test("an empty lot is refused, and namesakes are written together", async () => {
    const lots = [
      await stock.lot(100, { number: "L-TWIN" }),
      await stock.lot(100, { number: "L-TWIN" }),
    ];
    for (const set of ["meters = 0", "roll_count = 0"]) {
      expect(await stock.refused(`update public.lots set ${set} where id = $1`, [lots[0]])).toBe(
        "23514",
      );
    }
    const both = await client.query(
      "update public.lots set meters = 50 where lot_number = 'L-TWIN'",
    );
    expect(both.rowCount).toBe(2);
    const rolls = "select sum(meters) from public.rolls where lot_id = any ($1)";
    expect(await stock.value(rolls, [lots])).toBe(200);
  });

  test("order lines refuse no rolls and a lot twice; a deleted lot takes them along", async () => {
    const lot = await stock.lot(100);
    await client.query("insert into public.rolls (lot_id, meters, position) values ($1, 10, 1)", [
      lot,
    ]);
    const order = await stock.value(
      "insert into public.orders (customer_name, created_by) select 'C', sample.act_as(2) returning id",
    );
    const add = `insert into public.order_lots (order_id, lot_id, quality, color, roll_count)
      values ($1, $2, 'V701', 'NAVY', $3)`;
    expect(await stock.refused(add, [order, lot, 0])).toBe("23514");
    await client.query(add, [order, lot, 1]);
    expect(await stock.refused(add, [order, lot, 1])).toBe("23505");
    await client.query("delete from public.lots where id = $1", [lot]);
    const left = `select
      (select count(*) from public.orders where id = $1)::int as orders,
      (select count(*) from public.order_lots where order_id = $1)::int as lines,
      (select count(*) from public.rolls where lot_id = $2)::int as rolls`;
    expect((await client.query(left, [order, lot])).rows).toEqual([
      { orders: 1, lines: 0, rolls: 0 },
    ]);
  });

  test("two reservations may hold one roll, and a lot with a line cannot be deleted", async () => {
    const lot = await stock.lot(100);
    const roll = String(await stock.value("select id from public.rolls where lot_id = $1", [lot]));
    await stock.line(await stock.reservation(), lot, 40, roll);
    await stock.line(await stock.reservation(), lot, 40, roll);
    expect(await stock.refused("delete from public.lots where id = $1", [lot])).toMatch(restricted);
  });

  test("two receipts that read the same received metres lose one of them", async () => {
    const incoming = await stock.incoming(100);
    for (const _receipt of [1, 2]) {
      await client.query("update public.incoming_stock set received_meters = 0 where id = $1", [
        incoming,
      ]);
      await client.query("select sample.receive($1, 40)", [incoming]);
    }
    const seen = `select i.received_meters,
      (select sum(g.meters) from public.goods_in_rows as g join public.goods_in_receipts as r
       on r.id = g.receipt_id where r.incoming_stock_id = i.id) as rows
      from public.incoming_stock as i where i.id = $1`;
    expect((await client.query(seen, [incoming])).rows).toEqual([
      { received_meters: "40.00", rows: "80.00" },
    ]);
  });
});
