import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { freshDatabase } from "./database.ts";
import { type Stock, stockOf } from "./sample-stock.ts";

const counterOf = "select reserved_meters from public.lots where id = $1";
const incomingCounterOf = "select reserved_meters from public.incoming_stock where id = $1";
const runbookFix = `
  update public.lots as l set reserved_meters = (
    select coalesce(sum(n.reserved_meters), 0) from public.reservation_lines as n
    join public.reservations as r on r.id = n.reservation_id
    where n.lot_id = l.id and r.status = 'active')`;
const runbookCheck = `
  select count(*)::int from (
    select from public.lots as l left join public.reservation_lines as n on n.lot_id = l.id
    where l.status = 'in_stock' group by l.id
    having l.reserved_meters <> coalesce(sum(n.reserved_meters), 0)) as mismatch`;

describe("the sample's reservation counters go wrong as the application's do", () => {
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

  test("a line moved to another lot stays counted at the old one, and deleting it goes negative", async () => {
    const [from, to] = [await stock.lot(100), await stock.lot(100)];
    const line = await stock.line(await stock.reservation(), from, 40);
    await client.query("update public.reservation_lines set lot_id = $2 where id = $1", [line, to]);
    expect([await stock.value(counterOf, [from]), await stock.value(counterOf, [to])]).toEqual([
      40, 0,
    ]);
    await client.query("delete from public.reservation_lines where id = $1", [line]);
    expect([await stock.value(counterOf, [from]), await stock.value(counterOf, [to])]).toEqual([
      40, -40,
    ]);
  });

  test("so does a line moved to other goods on their way", async () => {
    const [from, to] = [await stock.incoming(100), await stock.incoming(100)];
    const line = await stock.line(await stock.reservation(), from, 40);
    await client.query("update public.reservation_lines set incoming_stock_id = $2 where id = $1", [
      line,
      to,
    ]);
    expect(await stock.value(incomingCounterOf, [from])).toBe(40);
    expect(await stock.value(incomingCounterOf, [to])).toBe(0);
  });

  test("the runbook's check is silent, its fix creates the mismatch, a cancellation makes it -40", async () => {
    const lot = await stock.lot(100);
    const reservation = await stock.reservation();
    await stock.line(reservation, lot, 40, await roll(lot));
    await client.query("select sample.convert($1)", [reservation]);
    expect([await stock.value(counterOf, [lot]), await stock.value(runbookCheck)]).toEqual([40, 0]);
    await client.query(runbookFix);
    expect([await stock.value(counterOf, [lot]), await stock.value(runbookCheck)]).toEqual([0, 1]);
    await client.query("update public.reservations set status = 'canceled' where id = $1", [
      reservation,
    ]);
    expect(await stock.value(counterOf, [lot])).toBe(-40);
    await stock.line(await stock.reservation(), lot, 130);
    expect(await stock.value(counterOf, [lot])).toBe(90);
  });

  test("after that fix the application offers metres that an open order already has", async () => {
    const lot = await stock.lot(50);
    await client.query("insert into public.rolls (lot_id, meters, position) values ($1, 50, 2)", [
      lot,
    ]);
    await client.query("update public.lots set meters = 100, roll_count = 2 where id = $1", [lot]);
    const reservation = await stock.reservation();
    await stock.line(reservation, lot, 50, await roll(lot));
    await client.query("select sample.convert($1)", [reservation]);
    await client.query(runbookFix);
    expect(
      await stock.value("select meters - reserved_meters from public.lots where id = $1", [lot]),
    ).toBe(100);
    expect(await freeRolls(lot)).toBe(50);
  });

  test("a release leaves the line and its metres; a canceled reservation accepts new ones", async () => {
    const [lot, other] = [await stock.lot(100), await stock.lot(100)];
    const [released, canceled] = [await stock.reservation(), await stock.reservation()];
    await stock.line(released, lot, 40);
    await client.query("select sample.close_reservation($1, 'released')", [released]);
    expect(await stock.value(counterOf, [lot])).toBe(40);
    await client.query("select sample.close_reservation($1, 'canceled')", [canceled]);
    await stock.line(canceled, other, 40);
    expect(await stock.value(counterOf, [other])).toBe(40);
  });

  test("reserve, convert, fulfil: a free roll of 50 m cannot be reserved", async () => {
    const lot = await stock.lot(50);
    await client.query("insert into public.rolls (lot_id, meters, position) values ($1, 50, 2)", [
      lot,
    ]);
    await client.query("update public.lots set meters = 100, roll_count = 2 where id = $1", [lot]);
    const reservation = await stock.reservation();
    await stock.line(reservation, lot, 50, await roll(lot));
    const order = await stock.value("select sample.convert($1)", [reservation]);
    await client.query("select sample.fulfil($1)", [order]);
    const left = await client.query(
      "select meters, reserved_meters from public.lots where id = $1",
      [lot],
    );
    expect(left.rows).toEqual([{ meters: "50.00", reserved_meters: "50.00" }]);
    expect(await freeRolls(lot)).toBe(50);
    expect(await stock.value("select status from public.orders where id = $1", [order])).toBe(
      "confirmed",
    );
    const again = "select sample.reserve(array[$1::uuid], array[50::numeric])";
    expect(await stock.refused(again, [lot])).toBe("P0001");
  });

  test("the runbook's fix rewrites every lot, right or wrong", async () => {
    for (const meters of [10, 20, 30]) await stock.lot(meters);
    const fixed = await client.query(runbookFix);
    expect(fixed.rowCount).toBe(await stock.value("select count(*) from public.lots"));
  });

  const roll = async (lot: string): Promise<string> =>
    String(
      await stock.value("select id from public.rolls where lot_id = $1 order by position limit 1", [
        lot,
      ]),
    );
  const freeRolls = (lot: string): Promise<unknown> =>
    stock.value("select sum(meters) from public.rolls where lot_id = $1 and status = 'available'", [
      lot,
    ]);
});
