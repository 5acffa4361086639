import type pg from "pg";
import { expect } from "vitest";
import { type Case, type Scene, takeBack } from "./kill-points.ts";
import type { State } from "./kill-points-journal.ts";

const tables = [
  ...["lots", "rolls", "order_lots", "incoming_stock", "goods_in_rows", "goods_in_receipts"],
  ...["count_sessions", "audit_logs", "mo_status_history", "shelf", "box", "parcel"],
].map((table) => `public.${table}`);

/** Sound stock, but for counting sessions that were deleted and are only in the backup. */
const setUp = [
  `select sample.a_lot_of_rolls('L-' || n, 2) from generate_series(1, 9) as n`,
  `select sample.an_order_lot(sample.an_order('O-' || l.lot_number), l.id, sample.roll_of(l.id, 1))
    from public.lots as l where l.lot_number < 'L-9'`,
  `update public.rolls set status = 'allocated'
    where position = 1 and lot_id in (select id from public.lots where lot_number < 'L-9')`,
  `select sample.an_order('O-empty')`,
  `select sample.an_entry('CREATE', 'lot', l.id, identifier => l.lot_number, at => now() - interval '3 h') from public.lots as l`,
  `select sample.a_receipt(sample.a_delivery('D-' || l.lot_number, 100), l.id, 20) from public.lots as l where l.lot_number >= 'L-6'`,
  `update public.incoming_stock set received_meters = 20`,
  `insert into public.count_sessions (session_number, started_by) select 'S-' || n, sample.a_user() from generate_series(1, 7) as n`,
  `insert into public.manufacturing_orders (mo_number, supplier_id, quality, color, ordered_amount, order_date, status, created_by)
    select 'M-' || n, sample.a_supplier(), 'Q', 'ecru', 100, current_date, 'ORDERED', sample.a_user() from generate_series(1, 3) as n`,
  `update public.manufacturing_orders set status = 'CONFIRMED'`,
  `update public.mo_status_history set changed_at = changed_at - interval '1 day'`,
  `update public.manufacturing_orders set status = 'SHIPPED'`,
  `create table public.shelf (id text primary key)`,
  `create table public.box (id text primary key, shelf text not null, constraint box_shelf_fkey foreign key (shelf) references public.shelf)`,
  `create table public.parcel (id text primary key, box text not null references public.box)`,
  `insert into public.shelf values ('sound')`,
  `insert into public.box values ('sound', 'sound')`,
  `insert into public.parcel values ('sound', 'sound')`,
  `create schema backup`,
  `create table backup.count_sessions as select * from public.count_sessions`,
  `delete from public.count_sessions where session_number > 'S-4'`,
  `insert into ops.rule_setting (rule, enabled, changed_by)
    select r.name, false, 'only what is broken here is planned' from ops.rule as r where r.area = 'integrity' and r.name not in
      ('lot_meters', 'roll_status', 'order_lot_lists', 'copied_labels', 'count_session_counters', 'audit_reversal_flag',
        'audit_reversal_stamps', 'orphan_rows', 'incoming_received_meters', 'lot_roll_positions', 'mo_status_history', 'order_without_lots')`,
  `select ops.set_setting('batch_rows', '3'), ops.set_setting('lock_timeout', '10ms')`,
];

const dropKey = "alter table public.box drop constraint box_shelf_fkey";
const addKey =
  "alter table public.box add constraint box_shelf_fkey foreign key (shelf) references public.shelf not valid";

/** Rows of all classes: what mends itself, what is mended under a lock, what a person decides, and what is only reported. */
const breaking = [
  `update public.lots set meters = meters + 5, roll_count = 8 where lot_number <= 'L-5'`,
  `update public.rolls set status = 'available' where position = 1 and lot_id in (select id from public.lots where lot_number between 'L-6' and 'L-8')`,
  `update public.rolls set position = 4 where position = 2 and lot_id in (select id from public.lots where lot_number between 'L-4' and 'L-6')`,
  `update public.order_lots set selected_roll_meters = '77' where lot_id in (select id from public.lots where lot_number <= 'L-3')`,
  `update public.order_lots set quality = 'V9' where lot_id in (select id from public.lots where lot_number between 'L-4' and 'L-6')`,
  `update public.incoming_stock set received_meters = 55 where invoice_number < 'D-L-9'`,
  `update public.count_sessions set rolls_approved = 3, manual_entry_count = 1 where session_number < 'S-4'`,
  `update public.audit_logs set is_reversed = true, reversed_at = now(), reversed_by = user_id where entity_identifier < 'L-4'`,
  `update public.audit_logs set reversed_at = now() where entity_identifier between 'L-4' and 'L-5'`,
  `delete from public.mo_status_history where new_status = 'SHIPPED'`,
  dropKey,
  `insert into public.box select 'b-' || n, 'gone' from generate_series(1, 3) as n`,
  `insert into public.parcel select 'p-' || n, 'b-' || n from generate_series(1, 2) as n`,
  addKey,
];

/** One plan of all of it: what needs nobody, and two choices that a person has made. */
async function mixedPlan(judge: pg.Client): Promise<string | undefined> {
  const made = await judge.query<{ plan: string }>(
    "select ops._make_plan('integrity', null, null, null, 200, false) as plan",
  );
  const plan = made.rows[0]?.plan;
  await judge.query(`
    select ops._plan_rule(${plan}, 'copied_labels', 'mirror', null, null);
    select ops._plan_rule(${plan}, 'orphan_rows', 'quarantine', null, null);
    select ops._sum_plan(${plan})`);
  const { rowCount } = await judge.query("select from ops.plan where id = $1 and changes > 0", [
    plan,
  ]);
  return rowCount ? plan : undefined;
}

/** The statement, unless it would change nothing. */
const unlessDone = (dryRun: string, statement: string) => async (judge: pg.Client) =>
  (await judge.query(`select from ${dryRun}`)).rowCount ? statement : undefined;

const newIds = "public.mo_status_history";
const inBatches = takeBack((run) => `call ops.undo_in_batches(${run}, 'kill point')`, false);
const atOnce = takeBack((run) => `select from ops.undo(${run}, 'kill point')`, true);

const cases: readonly Case[] = [
  {
    there: {
      name: "a plan of all kinds in batches",
      whole: false,
      next: async (judge) => {
        const plan = await mixedPlan(judge);
        return plan && `call ops.apply_in_batches(${plan}, 'kill point')`;
      },
    },
    back: inBatches,
    strikes: [10, 10],
  },
  {
    there: {
      name: "a plan of all kinds in one transaction",
      whole: true,
      next: async (judge) => {
        const plan = await mixedPlan(judge);
        return plan && `select from ops.apply(${plan}, 'kill point')`;
      },
    },
    back: atOnce,
    strikes: [3, 3],
  },
  {
    there: {
      name: "repair_integrity, which plans under the locks",
      whole: true,
      next: unlessDone(
        "ops.repair_integrity() where state = 'planned'",
        "select from ops.repair_integrity(dry_run => false, reason => 'kill point')",
      ),
    },
    back: inBatches,
    strikes: [3, 0],
    undone: `select from public.lots as l where l.meters <> (select sum(r.meters) from public.rolls as r where r.lot_id = l.id)
      union all select from public.audit_logs where is_reversed or reversed_at is not null`,
  },
  {
    there: {
      name: "repair_audit",
      whole: true,
      next: unlessDone(
        "ops.repair_audit() where state = 'planned'",
        "select from ops.repair_audit(dry_run => false, reason => 'kill point')",
      ),
    },
    back: inBatches,
    strikes: [3, 1],
    undone: "select from public.audit_logs where is_reversed or reversed_at is not null",
  },
  {
    there: {
      name: "restore_rows",
      whole: true,
      next: unlessDone(
        "ops.restore_rows('backup.count_sessions', 'public.count_sessions', 'kill point')",
        "select from ops.restore_rows('backup.count_sessions', 'public.count_sessions', 'kill point', dry_run => false)",
      ),
    },
    back: inBatches,
    strikes: [3, 1],
    undone:
      "select from backup.count_sessions where id not in (select id from public.count_sessions)",
  },
  {
    there: {
      name: "reverse_lot",
      whole: true,
      next: async (judge) =>
        (await judge.query("select from public.lots where lot_number = 'L-9'")).rowCount
          ? "select from ops.reverse_lot('L-9', 'kill point', dry_run => false)"
          : undefined,
    },
    back: atOnce,
    strikes: [3, 1],
    undone: `select from public.goods_in_receipts
      where incoming_stock_id in (select id from public.incoming_stock where invoice_number = 'D-L-9' and received_meters > 0)`,
  },
];

/** Every column of every row is as it was broken, or as it is when all is done. */
function halfDone(_judge: pg.Client, now: State, broken: State, end: State): void {
  for (const [name, row] of now) {
    const known = [broken.get(name), end.get(name)].filter((one) => one !== undefined);
    // A row that is made has an id of its own; at the end all are looked at.
    if (known.length === 0) expect(name).toMatch(newIds);
    else
      for (const [column, value] of Object.entries(row))
        expect(
          known.map((one) => one[column]),
          `${name} ${column}`,
        ).toContain(value);
  }
}

export const integrity: Scene = {
  name: "repairs of integrity",
  tables,
  setUp,
  breaking,
  cases,
  halfDone,
  newIds,
  // While the key is there, nobody can bring back a row that breaks it.
  aroundBack: [dropKey, addKey],
};
