import type pg from "pg";
import { expect } from "vitest";
import { type Scene, takeBack } from "./kill-points.ts";

const setUp = [
  "select sample.a_lot('L-' || n, 100000) from generate_series(1, 12) as n",
  `select sample.a_line(r.id, l.id, 5) from (select sample.a_reservation() as id) as r cross join public.lots as l`,
  "select sample.a_reservation()",
  `update public.reservations set status = 'released', canceled_at = now()
    where id not in (select reservation_id from public.reservation_lines)`,
  "select ops.set_setting('batch_rows', '2'), ops.set_setting('lock_timeout', '10ms')",
  "select ops.decide('stale_reservation_lines', 'line_on_closed_reservation', 'quarantine', 'test')",
];

/** Counters that are 7 m too high, and a line of 2 m of a released reservation on each lot. */
const breaking = [
  "update public.lots set reserved_meters = reserved_meters + 7",
  `select sample.a_line(r.id, l.id, 2) from public.reservations as r cross join public.lots as l where r.status = 'released'`,
];

/** Metres of a lot's lines, and its counter: the line is there or not, the drift is there or not. */
async function halfDone(judge: pg.Client): Promise<void> {
  const { rows } = await judge.query(`
    select l.lot_number, n.metres, l.reserved_meters
    from public.lots as l
    cross join lateral (
      select sum(n.reserved_meters) as metres from public.reservation_lines as n where n.lot_id = l.id) as n
    where (n.metres, l.reserved_meters) not in ((7, 14), (7, 7), (5, 12), (5, 5))`);
  expect(rows).toEqual([]);
}

const inBatches = takeBack((run) => `call ops.undo_in_batches(${run}, 'kill point')`, false);
const atOnce = takeBack((run) => `select from ops.undo(${run}, 'kill point')`, true);

/** Lines that leave change counters: what a plan makes wrong further down is found by the next one. */
const planned = (statement: (plan: string) => string) => async (judge: pg.Client) => {
  await judge.query("select ops._make_plan('reservations', null, null, null, 200, false)");
  const { rows } = await judge.query<{ id: string; changes: string }>(
    "select id, changes from ops.plan where id = (select max(id) from ops.plan)",
  );
  return rows[0] && Number(rows[0].changes) > 0 ? statement(rows[0].id) : undefined;
};

export const reservations: Scene = {
  name: "repairs of reservations",
  tables: ["public.lots", "public.reservations", "public.reservation_lines"],
  setUp,
  breaking,
  halfDone,
  cases: [
    {
      there: {
        name: "a plan in batches",
        whole: false,
        next: planned((plan) => `call ops.apply_in_batches(${plan}, 'kill point')`),
      },
      back: inBatches,
      strikes: [16, 16],
    },
    {
      there: {
        name: "a plan in one transaction",
        whole: true,
        next: planned((plan) => `select from ops.apply(${plan}, 'kill point')`),
      },
      back: atOnce,
      strikes: [3, 3],
    },
    {
      there: {
        name: "repair_reservations, which plans under the locks",
        whole: true,
        next: planned(
          () => "select from ops.repair_reservations(dry_run => false, reason => 'kill point')",
        ),
      },
      back: inBatches,
      strikes: [3, 1],
    },
  ],
};
