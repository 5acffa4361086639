import type fc from "fast-check";
import pg from "pg";
import { expect } from "vitest";

/** What the model knows: how far each lot's counter was pushed and not yet brought back. */
export interface Model {
  guard: boolean;
  readonly drift: Map<string, number>;
}

/** Several sessions on one database take turns. */
export interface Real {
  next(): pg.Client;
}

export type Step = fc.AsyncCommand<Model, Real>;

/** What each counter should be, by sums that share no code with the package. */
const truth = `
  select l.lot_number as number, l.reserved_meters - coalesce(sum(n.reserved_meters) filter (
    where not $1 or r.status = 'active' or (r.status = 'converted' and coalesce(o.one_open, true))), 0) as drift
  from public.lots as l
  left join public.reservation_lines as n on n.lot_id = l.id
  left join public.reservations as r on r.id = n.reservation_id
  left join lateral (
    select bool_or(o.fulfilled_at is null) as one_open
    from public.audit_logs as a join public.orders as o on o.id::text = a.new_data ->> 'order_id'
    where a.entity_id = r.id) as o on true
  group by l.id order by 1`;

/** Every column that is not a stamp. */
const picture = `
  select md5(string_agg(t.line, '|' order by t.line)) as digest from (
    select (to_jsonb(l) - 'updated_at')::text as line from public.lots as l
    union all select to_jsonb(n)::text from public.reservation_lines as n
    union all select (to_jsonb(r) - 'updated_at')::text from public.reservations as r) as t`;

/** After each step stored minus target is exactly what was injected and not yet mended. */
function step(
  name: string,
  work: (client: pg.Client, model: Model, real: Real) => Promise<unknown>,
): Step {
  return {
    check: () => true,
    toString: () => name,
    async run(model, real) {
      await work(real.next(), model, real);
      const { rows } = await real.next().query(truth, [model.guard]);
      const found = rows.map(({ number, drift }) => `${number} ${Number(drift)}`);
      expect(found, name).toEqual([...model.drift].map(([number, drift]) => `${number} ${drift}`));
    },
  };
}

/** The n-th row, counted round, so that every drawn number means one. */
const nth = (table: string, n: number): string =>
  `(select t.id from public.${table} as t order by t.created_at, t.id
    offset ${n} % greatest(1, (select count(*) from public.${table})) limit 1)`;

/** The application's own refusal is an answer, not a failure. */
async function attempt(client: pg.Client, sql: string): Promise<boolean> {
  try {
    return ((await client.query(sql)).rowCount ?? 0) > 0;
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code === "P0001") return false;
    throw error;
  }
}

function push(model: Model, lot: string, metres: number): void {
  model.drift.set(lot, (model.drift.get(lot) ?? 0) + metres);
}

const addLine = (reservation: string, lot: string, metres: number): string => `
  insert into public.reservation_lines (reservation_id, scope, lot_id, quality, color, reserved_meters)
  select ${reservation}, 'INVENTORY', l.id, l.quality, l.color, ${metres} from public.lots as l
  where l.lot_number = '${lot}' and ${reservation} is not null`;

export const reserve = (lot: string, metres: number): Step =>
  step(`reserve ${metres} m of ${lot}`, (client) =>
    attempt(
      client,
      `select sample.a_reservation(); ${addLine("(select max(t.id::text)::uuid from public.reservations as t where t.created_at = (select max(u.created_at) from public.reservations as u))", lot, metres)}`,
    ),
  );

export const addToAny = (n: number, lot: string, metres: number): Step =>
  step(`add ${metres} m of ${lot} to reservation ${n}, open or over`, (client) =>
    attempt(client, addLine(nth("reservations", n), lot, metres)),
  );

export const editLine = (n: number, metres: number): Step =>
  step(`set line ${n} to ${metres} m`, (client) =>
    attempt(
      client,
      `update public.reservation_lines set reserved_meters = ${metres} where id = ${nth("reservation_lines", n)}`,
    ),
  );

export const deleteLine = (n: number): Step =>
  step(`delete line ${n}`, (client) =>
    attempt(
      client,
      `delete from public.reservation_lines where id = ${nth("reservation_lines", n)}`,
    ),
  );

export const close = (n: number, status: "released" | "canceled" | "active"): Step =>
  step(`reservation ${n} becomes ${status}`, (client) =>
    attempt(
      client,
      `update public.reservations set status = '${status}', canceled_at = now() where id = ${nth("reservations", n)}`,
    ),
  );

export const convert = (n: number): Step =>
  step(`convert reservation ${n}`, async (client) => {
    await client.query(`
      with o as (
        insert into public.orders (customer_name, created_by) select 'C', sample.a_user()
        where ${nth("reservations", n)} is not null returning id)
      insert into public.audit_logs (action, entity_type, entity_id, user_id, user_email, user_role, new_data)
      select 'STATUS_CHANGE', 'lot', ${nth("reservations", n)}, sample.a_user(), 'f@x', 'admin',
        jsonb_build_object('order_id', o.id) from o`);
    await client.query(
      `update public.reservations set status = 'converted', converted_at = now() where id = ${nth("reservations", n)}`,
    );
  });

export const fulfil = (n: number, done: boolean): Step =>
  step(`${done ? "fulfil" : "reopen"} order ${n}`, (client) =>
    client.query(
      `update public.orders set fulfilled_at = ${done ? "now()" : "null"} where id = ${nth("orders", n)}`,
    ),
  );

export const writeCounter = (lot: string, metres: number): Step =>
  step(`write ${lot} by ${metres} m`, async (client, model) => {
    await client.query(
      "update public.lots set reserved_meters = reserved_meters + $2 where lot_number = $1",
      [lot, metres],
    );
    push(model, lot, metres);
  });

export const moveLine = (n: number, lot: string): Step =>
  step(`move line ${n} to ${lot}`, async (client, model) => {
    const { rows } = await client.query(
      `select l.lot_number as source, n.reserved_meters::float as metres from public.reservation_lines as n
       join public.lots as l on l.id = n.lot_id where n.id = ${nth("reservation_lines", n)}`,
    );
    const moved = await attempt(
      client,
      `update public.reservation_lines set lot_id = (select id from public.lots where lot_number = '${lot}')
       where id = ${nth("reservation_lines", n)}`,
    );
    if (!moved || model.guard || rows[0] === undefined) return;
    push(model, rows[0].source, rows[0].metres);
    push(model, lot, -rows[0].metres);
  });

const mendCounters = `select state from ops.repair_reservations(dry_run => false, rule => 'lot_reserved_meters', reason => 'property')`;

export const repair = (): Step =>
  step("repair the counters", async (client, model) => {
    const { rows } = await client.query(mendCounters);
    expect(rows.every(({ state }) => state === "applied")).toBe(true);
    for (const lot of model.drift.keys()) model.drift.set(lot, 0);
  });

export const quarantine = (): Step =>
  step("quarantine what is stale", (client) =>
    client.query(
      "select from ops.repair_reservations(dry_run => false, rule => 'stale_reservation_lines', choice => 'quarantine', reason => 'property')",
    ),
  );

/** Of a repair some time ago: what changed since stays, the rest is as wrong as it was. */
export const undoAny = (n: number): Step =>
  step(`undo run ${n}`, async (client, model) => {
    const { rows } = await client.query(
      `select r.id from ops.run as r where r.kind = 'apply' and exists (
         select from ops.change as c where c.run = r.id and c.rule = 'lot_reserved_meters'
           and not exists (select from ops.change as u where u.undoes = c.id))
       order by r.id offset $1 limit 1`,
      [n],
    );
    if (rows[0] === undefined) return;
    const undone = await client.query(
      `select l.lot_number as lot, (o.after ->> 'reserved_meters')::float - (o.before ->> 'reserved_meters')::float as metres
       from ops.undo($1, 'property') as o join public.lots as l on l.id::text = o.key ->> 'id'
       where o.state = 'restored'`,
      [rows[0].id],
    );
    for (const { lot, metres } of undone.rows) push(model, lot, metres);
  });

/** Repairs everything that can be repaired, takes all of it back, and compares every column. */
export const thereAndBack = (): Step =>
  step("repair, quarantine and undo both", async (client) => {
    const before = (await client.query(picture)).rows;
    const runs: string[] = [];
    for (const call of [
      mendCounters,
      "select state from ops.repair_reservations(dry_run => false, rule => 'stale_reservation_lines', choice => 'quarantine', reason => 'property')",
    ]) {
      await client.query(call);
      const { rows } = await client.query(
        "select id from ops.run where done > 0 and id = ops.last_run()",
      );
      if (rows[0] !== undefined) runs.push(rows[0].id);
    }
    for (const run of runs.reverse()) {
      const { rows } = await client.query("select state, note from ops.undo($1, 'property')", [
        run,
      ]);
      expect(rows.filter(({ state }) => state !== "restored")).toEqual([]);
    }
    expect((await client.query(picture)).rows).toEqual(before);
  });

export const setPolicy = (guard: boolean): Step =>
  step(`policy ${guard ? "guard" : "lines"}`, async (client, model) => {
    const settle =
      "select from ops.repair_reservations(dry_run => false, rule => 'uncounted_reservations', reason => 'property')";
    const call = `select from ops.set_policy('reservations', '${guard ? "guard" : "lines"}', 'property', dry_run => false)`;
    await client.query(call);
    // reservations that share a lot follow one another: a plan changes no row twice
    for (let rows: number | null = 1; rows; ) rows = (await client.query(settle)).rowCount;
    if (!guard) await client.query(call);
    model.guard = guard;
  });
