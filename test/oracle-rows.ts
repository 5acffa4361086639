import { createHash } from "node:crypto";
import fc from "fast-check";
import type pg from "pg";
import { seed } from "./seed.ts";

/** A row as JSON; metres are text, so that NaN is one of them. */
export type Row = Readonly<Record<string, unknown>>;
export type World = Readonly<Record<string, readonly Row[]>>;

let made = 0;
/** Ids in no order, and the same for the same seed. */
const anId = () =>
  createHash("md5")
    .update(`${seed} ${made++}`)
    .digest("hex")
    .replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
const ids = (count: number): readonly string[] => Array.from({ length: count }, anId);
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { freq: 2 });
const one = <T>(...values: readonly T[]) => fc.constantFrom(...values);

const metres = one("1", "2.5", "4", "10", "25.25", "100", "99999999.99", "NaN");
const counter = one("0", "-3", "2.5", "5", "12.5", "NaN", "99999999.99");
const rollMetres = one("1", "2.5", "4", "10", "0.001", "NaN", "Infinity", "1e30");
const label = one("BELEK", "belek ", "KUM", "", "a\nb", "NaN", "%s");
const day = one(
  "infinity",
  "-infinity",
  "4714-11-24 BC",
  "5874897-12-31",
  "2020-05-05",
  "2999-01-01",
);
const time = one(
  "infinity",
  "-infinity",
  "4714-11-24 BC",
  "294276-12-31",
  "2020-01-01",
  "2020-01-02",
);
const deal = one(
  null,
  "",
  " ",
  "d1",
  "d1",
  " D1",
  "00000000-0000-4000-8000-0000000000aa",
  "00000000-0000-4000-8000-0000000000AA",
);

/** One row a key. */
const rows = (keys: readonly string[], shape: Record<string, fc.Arbitrary<unknown>>) =>
  fc.tuple(...keys.map((id) => fc.record({ id: fc.constant(id), ...shape }))) as fc.Arbitrary<
    Row[]
  >;

/** Small databases in which everything that the rules compare collides often; hostile values included. */
export function worlds(user: string, supplier: string): fc.Arbitrary<World> {
  const lots: readonly string[] = ids(3);
  const rolls = ids(6);
  const deliveries = ids(2);
  const reservations = ids(5);
  const lines = ids(8);
  const orders = ids(4);
  const sessions = ids(2);
  const list = fc
    .array(
      one(...rolls, ...rolls.map((id) => id.toUpperCase()), "", "{x}", ` ${rolls[0]} `, anId()),
      { maxLength: 3 },
    )
    .map((tokens) => tokens.join(","));
  const tables: Record<string, fc.Arbitrary<Row[]>> = {
    lots: rows(lots, {
      lot_number: one("L-1", "L-2", "L\n3", ""),
      quality: label,
      color: label,
      meters: metres,
      reserved_meters: counter,
      status: one("in_stock", "out_of_stock", "partially_fulfilled"),
      supplier_id: fc.constant(supplier),
      roll_count: one(1, 2, 3),
    }),
    rolls: rows(rolls, {
      lot_id: one(...lots),
      meters: rollMetres,
      position: one(1, 2, 3, 2147483647),
      status: one("available", "allocated", "fulfilled"),
    }),
    incoming_stock: rows(deliveries, {
      quality: label,
      color: label,
      expected_meters: metres,
      received_meters: counter,
      reserved_meters: counter,
      status: one("pending_inbound", "partially_received", "fully_received"),
      expected_arrival_date: maybe(day),
      supplier_id: fc.constant(supplier),
      created_by: fc.constant(user),
    }),
    reservations: rows(reservations, {
      customer_name: label,
      status: one("active", "active", "released", "converted", "canceled"),
      hold_until: maybe(day),
      created_at: time,
      created_by: fc.constant(user),
      crm_deal_id: deal,
      converted_at: maybe(time),
      converted_by: maybe(fc.constant(user)),
      canceled_at: maybe(time),
      canceled_by: maybe(fc.constant(user)),
      cancel_reason: maybe(one("no_payment", "other")),
      release_reason: maybe(one("expired", "cancelled", "converted")),
    }),
    reservation_lines: rows(lines, {
      reservation_id: one(...reservations),
      parent: one(...lots, ...deliveries),
      quality: label,
      color: label,
      reserved_meters: metres,
      roll_ids: maybe(list),
    }).map((made) =>
      made.map(({ parent, ...line }) => {
        const stored = lots.includes(String(parent));
        const at = stored
          ? { lot_id: parent, scope: "INVENTORY" }
          : { incoming_stock_id: parent, scope: "INCOMING" };
        return { lot_id: null, incoming_stock_id: null, ...line, ...at };
      }),
    ),
    orders: rows(orders, {
      customer_name: label,
      created_by: fc.constant(user),
      created_at: time,
      status: maybe(one("draft", "confirmed", "reserved", "picking", "shipped", "cancelled")),
      fulfilled_at: maybe(time),
      fulfilled_by: maybe(fc.constant(user)),
      picked_at: maybe(time),
      shipped_at: maybe(time),
      delivered_at: maybe(time),
      invoiced_at: maybe(time),
      fulfillment_outcome: maybe(one("complete", "cancelled")),
      crm_deal_id: maybe(one("00000000-0000-4000-8000-0000000000aa")),
    }),
    order_lots: rows(ids(4), {
      order_id: one(...orders),
      lot_id: one(...lots),
      quality: label,
      color: label,
      roll_count: one(1, 2, 3),
      selected_roll_ids: maybe(list),
      selected_roll_meters: maybe(one("", "1", "1,2.5", "NaN", "1e30", " 4 , 1.0")),
    }).map((made) =>
      made.filter(
        (row, n) =>
          made.findIndex((w) => w.order_id === row.order_id && w.lot_id === row.lot_id) === n,
      ),
    ),
    audit_logs: rows(ids(4), {
      action: one("STATUS_CHANGE", "UPDATE"),
      entity_type: one("lot", "order"),
      entity_id: one(...reservations),
      user_id: fc.constant(user),
      user_email: label,
      user_role: fc.constant("admin"),
      new_data: maybe(
        one<unknown>(
          null,
          1,
          "x",
          [],
          [{ order_id: 1 }],
          { order_id: { a: 1 } },
          { order_id: "no" },
          { order_id: "" },
          ...orders.map((id) => ({ order_id: id })),
          { order_id: orders[0]?.toUpperCase() },
          { order_id: `{${orders[1]}}` },
          { order_id: anId() },
        ),
      ),
    }),
    count_sessions: rows(sessions, {
      started_by: fc.constant(user),
      ...Object.fromEntries(counters.map(([name]) => [name, one(0, 1, 2, -1, 2147483647)])),
    }),
    count_rolls: rows(ids(4), {
      session_id: one(...sessions),
      captured_by: fc.constant(user),
      photo_path: label,
      counter_quality: label,
      counter_color: label,
      counter_lot_number: label,
      counter_meters: one("1", "300"),
      status: one(
        "pending_review",
        "approved",
        "rejected",
        "recount_requested",
        "void_pending_admin",
      ),
      ocr_confidence_score: maybe(
        one("NaN", "Infinity", "-1", "0", "0.6", "1", "60", "85", "84.999"),
      ),
      ocr_confidence_level: maybe(one("high", "medium", "low")),
      is_manual_entry: fc.boolean(),
    }).map((made) => made.map((row, n) => ({ ...row, capture_sequence: n + 1 }))),
    ...asides(user, supplier),
  };
  return fc.record(tables) as fc.Arbitrary<World>;
}

/** Tables that stand for themselves. */
function asides(user: string, supplier: string): Record<string, fc.Arbitrary<Row[]>> {
  const snapshot = one(
    "2020-01-01",
    "2020-01-02",
    "2020-01-05",
    "2020-01-09",
    "infinity",
    "-infinity",
    "2999-01-01",
  );
  const days = fc.uniqueArray(snapshot, { minLength: 1, maxLength: 4 });
  const taken = days.map((all) => all.map((date) => ({ id: anId(), snapshot_date: date })));
  return {
    api_keys: rows(ids(5), {
      name: label,
      key_prefix: label,
      key_hash: one("h", "H", ""),
      service: label,
      is_active: one(true, true, true, false, null),
      expires_at: maybe(time),
      rate_limit_per_minute: maybe(one(0, -1, 1, -2147483648, 2147483647)),
    }),
    user_invitations: rows(ids(2), {
      email: label,
      status: one("pending", "Pending", "accepted", ""),
      expires_at: time,
    }),
    stock_take_sessions: rows(ids(3), {
      started_by: fc.constant(user),
      status: one("active", "expired", "ended"),
      expires_at: time,
      ended_at: maybe(time),
    }),
    manufacturing_orders: rows(ids(3), {
      supplier_id: fc.constant(supplier),
      quality: label,
      color: label,
      ordered_amount: one("-1", "NaN", "Infinity", "5", "1e30"),
      order_date: fc.constant("2020-01-01"),
      status: one("ORDERED", "shipped", "SHIPPED", "CANCELLED", ""),
      expected_completion_date: maybe(day),
      created_by: fc.constant(user),
    }),
    inquiries: rows(ids(2), {
      customer_name: label,
      created_by: fc.constant(user),
      status: one("active", "converted", "expired"),
      expires_at: maybe(time),
    }).map((made) => made.map((row, n) => ({ ...row, inquiry_number: `I-${n}` }))),
    inventory_snapshots: taken,
    order_snapshots: taken,
    webhook_subscriptions: rows(ids(3), {
      event_type: one("a", "A", ""),
      endpoint_url: label,
      secret: label,
      events: one<unknown>(
        [],
        [null],
        ["a"],
        ["b", null],
        [
          ["a", "b"],
          ["", "c"],
        ],
        ["A", "a"],
      ),
    }),
  };
}

/** What a session counts, and of which rolls. */
export const counters: readonly (readonly [string, (roll: Row) => boolean])[] = [
  ["total_rolls_counted", () => true],
  ["rolls_approved", (roll) => roll.status === "approved"],
  ["rolls_rejected", (roll) => roll.status === "rejected"],
  ["rolls_pending_review", (roll) => roll.status === "pending_review"],
  ["rolls_recount_requested", (roll) => roll.status === "recount_requested"],
  ["ocr_high_confidence_count", (roll) => roll.ocr_confidence_level === "high"],
  ["ocr_medium_confidence_count", (roll) => roll.ocr_confidence_level === "medium"],
  ["ocr_low_confidence_count", (roll) => roll.ocr_confidence_level === "low"],
  ["manual_entry_count", (roll) => roll.is_manual_entry === true],
];

/** Writes a database, in the order of its keys' names; no trigger of the application has a say. */
export async function write(client: pg.Client, world: World): Promise<void> {
  await client.query("set local session_replication_role = replica");
  for (const [table, rows] of Object.entries(world)) {
    const columns = Object.keys(rows[0] ?? {})
      .map((name) => `"${name}"`)
      .join(", ");
    if (columns === "") continue;
    await client.query(
      `insert into public.${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::public.${table}, $1)`,
      [JSON.stringify(rows)],
    );
  }
  await client.query("set local session_replication_role = origin");
}
