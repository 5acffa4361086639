import type pg from "pg";
import { describe, expect, test } from "vitest";
import { connectTo } from "./connected.ts";
import { everything } from "./leftovers.ts";
import { seed } from "./seed.ts";
import { openSession, pidOf, refusalOf, seeded, untilWaiting } from "./sessions.ts";

const install = "select from ops.set_policy('reservations', 'guard', 'test', dry_run => false)";
const remove = "select from ops.set_policy('reservations', 'lines', 'test', dry_run => false)";

const stock = `
  select sample.a_lot('L-' || n, 100) from generate_series(1, 5) as n;
  select sample.a_delivery('D-' || n, 100) from generate_series(1, 2) as n`;

/** Rows by the numbers that people know, for ids differ from database to database. */
const picture = `
  select 'lot' as kind, l.lot_number as number, l.meters::text || ' ' || l.reserved_meters as value from public.lots as l
  union all
  select 'delivery', i.invoice_number, i.received_meters || ' ' || i.reserved_meters || ' ' || i.status from public.incoming_stock as i
  union all
  select 'reservation', r.reservation_number, r.status::text from public.reservations as r
  union all
  select 'line', r.reservation_number, concat_ws(' ', l.lot_number, i.invoice_number, n.reserved_meters)
  from public.reservation_lines as n
  join public.reservations as r on r.id = n.reservation_id
  left join public.lots as l on l.id = n.lot_id
  left join public.incoming_stock as i on i.id = n.incoming_stock_id
  order by 1, 2, 3`;

const nth = (table: string, order: string, n: number): string =>
  `(select t.id from public.${table} as t order by ${order} offset ${n} % greatest(1, (select count(*) from public.${table})) limit 1)`;
const reservation = (n: number): string => nth("reservations", "t.reservation_number", n);
const line = (n: number): string =>
  nth("reservation_lines", "t.reserved_meters, t.quality, t.created_at", n);

/** What the application's screens do, but for the actions whose gaps the guard closes. */
function action(luck: () => number): string {
  const n = Math.floor(luck() * 12);
  const metres = 1 + Math.floor(luck() * 60);
  const lot = `(select id from public.lots where lot_number = 'L-${1 + Math.floor(luck() * 5)}')`;
  const delivery = `(select id from public.incoming_stock where invoice_number = 'D-${1 + Math.floor(luck() * 2)}')`;
  const kinds = [
    `select sample.a_line(sample.a_reservation(), ${lot}, ${metres})`,
    `select sample.an_incoming_line(sample.a_reservation(), ${delivery}, ${metres})`,
    `update public.reservations set status = 'canceled', canceled_at = now() where id = ${reservation(n)}`,
    `delete from public.reservation_lines where id = ${line(n)}`,
    `delete from public.reservations where id = ${reservation(n)}`,
    `update public.lots set meters = meters - 1 where id = ${lot} and meters > 50`,
    `update public.incoming_stock set received_meters = received_meters + 5 where id = ${delivery}`,
    `insert into public.reservation_lines (reservation_id, scope, lot_id, quality, color, reserved_meters)
     values (${reservation(n)}, 'INVENTORY', gen_random_uuid(), 'Q', 'C', 1)`,
    `insert into public.reservation_lines (reservation_id, scope, lot_id, quality, color, reserved_meters)
     values (${reservation(n)}, 'INVENTORY', ${lot}, 'Q', 'C', 0)`,
  ];
  return kinds[Math.floor(luck() * kinds.length)] ?? "select";
}

/** An error without what differs between databases. */
async function answerTo(client: pg.Client, sql: string): Promise<string> {
  return ((await refusalOf(client.query(sql))) ?? "done").replace(
    /[0-9a-f]{8}-[0-9a-f-]{27}/g,
    "id",
  );
}

describe("the guard", () => {
  test("gives the application's actions the same rows and the same errors", async () => {
    const [app, guarded] = [await connectTo("installed"), await connectTo("installed")];
    for (const client of [app, guarded]) await client.query(stock);
    await guarded.query(install);
    const luck = seeded(seed);
    const answers = new Set<string>();
    for (let turn = 0; turn < 400; turn += 1) {
      const sql = action(luck);
      const [before, after] = [await answerTo(app, sql), await answerTo(guarded, sql)];
      expect(after, `seed ${seed}, turn ${turn}: ${sql}`).toBe(before);
      answers.add(before.slice(0, 5));
    }
    expect((await guarded.query(picture)).rows).toEqual((await app.query(picture)).rows);
    expect([...answers]).toEqual(expect.arrayContaining(["23503", "23514", "P0001", "done"]));
  });

  test("removed, leaves the catalogue exactly as it was", async () => {
    const client = await connectTo("installed");
    await client.query(
      "alter table public.reservation_lines enable always trigger reservation_line_deleted",
    );
    const before = await everything(client);
    await client.query(install);
    expect(await everything(client)).not.toEqual(before);
    await client.query(remove);
    expect(await everything(client)).toEqual(before);
  });

  test("gives up on a table that stays locked, and nothing of it stays", async () => {
    const client = await connectTo("installed");
    const before = await everything(client);
    const other = await openSession(client.settings);
    await other.query("begin; lock table public.orders in share mode");
    await expect(client.query(install)).rejects.toMatchObject({ code: "55P03" });
    await other.query("rollback");
    expect(await everything(client)).toEqual(before);
  });

  test("lets a line and the end of its reservation wait for each other, either way round", async () => {
    const client = await connectTo("installed");
    await client.query(stock);
    await client.query(install);
    const [one, two] = [await openSession(client.settings), await openSession(client.settings)];
    const add = `select sample.a_line(${reservation(0)}, (select id from public.lots where lot_number = 'L-1'), 10)`;
    const end = `update public.reservations set status = 'released', canceled_at = now() where id = ${reservation(0)}`;
    const pid = await pidOf(two);
    for (const [first, second] of [
      [add, end],
      [end, add],
    ] as const) {
      await client.query("delete from public.reservations; select sample.a_reservation()");
      await one.query("begin");
      await one.query(first);
      const late = two.query(second);
      await untilWaiting(client, pid);
      await one.query("commit");
      await late;
      const { rows } = await client.query("select max(reserved_meters) as most from public.lots");
      expect(Number(rows[0]?.most)).toBe(0);
    }
  });
});
