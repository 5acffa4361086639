import { counters, type Row, type World } from "./oracle-rows.ts";

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** As PostgreSQL orders numbers: NaN equals itself and is above all others. */
const above = (a: number, b: number) => (Number.isNaN(a) ? !Number.isNaN(b) : a > b);
const equal = (a: number, b: number) => !above(a, b) && !above(b, a);
/** Whether two measures differ by more than a centimetre; what is no number differs from all. */
const apart = (a: number, b: number) => above(Math.abs(a - b), 0.01);
const total = (rows: readonly Row[], column: string) =>
  rows.reduce((sum, row) => sum + Number(row[column]), 0);
const trim = (text: unknown) => String(text).replace(/^ +| +$/g, "");
/** null for null, so that every comparison with it is false. */
function moment(text: unknown): number {
  if (text === null || text === undefined) return Number.NaN;
  if (text === "infinity" || text === "-infinity")
    return text === "infinity" ? Infinity : -Infinity;
  if (String(text).endsWith("BC")) return -1e18;
  return Number(String(text).split("-")[0]) > 9999 ? 1e18 : Date.parse(String(text));
}
const tokens = (list: unknown) =>
  list === null || list === ""
    ? []
    : String(list)
        .split(",")
        .map(trim)
        .filter((token) => token !== "");

interface Facts {
  readonly world: World;
  readonly rows: (table: string) => readonly Row[];
  readonly find: (table: string, id: unknown) => Row | undefined;
  readonly linesOf: (column: string, id: unknown) => readonly Row[];
  readonly reservationOf: (line: Row) => Row;
  readonly state: (reservation: Row) => string;
  readonly holds: (line: Row) => boolean;
}

function factsOf(world: World): Facts {
  const rows = (table: string) => world[table] ?? [];
  const find = (table: string, id: unknown) => rows(table).find((row) => row.id === id);
  const linesOf = (column: string, id: unknown) =>
    rows("reservation_lines").filter((line) => line[column] === id);
  const reservationOf = (line: Row) => find("reservations", line.reservation_id) as Row;
  /** The orders that a conversion made: by the log, else by the deal. */
  const ordersOf = (reservation: Row): readonly (Row | undefined)[] => {
    const logged = rows("audit_logs")
      .filter(
        (entry) =>
          entry.entity_id === reservation.id &&
          entry.entity_type === "lot" &&
          entry.action === "STATUS_CHANGE",
      )
      .map((entry) => (entry.new_data as { order_id?: unknown } | null)?.order_id)
      .filter((id): id is string => typeof id === "string" && uuid.test(id));
    if (logged.length > 0) return logged.map((id) => find("orders", id.toLowerCase()));
    return rows("orders").filter(
      (order) =>
        order.crm_deal_id !== null &&
        order.crm_deal_id === trim(reservation.crm_deal_id ?? "").toLowerCase(),
    );
  };
  const state = (reservation: Row): string => {
    if (reservation.status !== "converted") return String(reservation.status);
    const orders = ordersOf(reservation);
    if (orders.length === 0) return "unlinked";
    const open = orders.some(
      (order) =>
        order !== undefined &&
        order.fulfilled_at === null &&
        order.status !== "cancelled" &&
        order.fulfillment_outcome !== "cancelled",
    );
    return open ? "open" : "over";
  };
  const holds = (line: Row) => ["active", "open", "unlinked"].includes(state(reservationOf(line)));
  return { world, rows, find, linesOf, reservationOf, state, holds };
}

/** Which rows each rule should name, said once more and naively: every row with every other. */
export const oracles: Readonly<Record<string, (facts: Facts) => readonly Row[]>> = {
  lot_reserved_meters: ({ rows, linesOf }) =>
    rows("lots").filter(
      (lot) =>
        !equal(total(linesOf("lot_id", lot.id), "reserved_meters"), Number(lot.reserved_meters)),
    ),
  incoming_reserved_meters: ({ rows, linesOf }) =>
    rows("incoming_stock").filter(
      (delivery) =>
        !equal(
          total(linesOf("incoming_stock_id", delivery.id), "reserved_meters"),
          Number(delivery.reserved_meters),
        ),
    ),
  negative_reserved_meters: ({ rows }) =>
    [...rows("lots"), ...rows("incoming_stock")].filter((row) => Number(row.reserved_meters) < 0),
  oversold_lots: ({ rows, linesOf, holds }) =>
    rows("lots").filter((lot) =>
      above(total(linesOf("lot_id", lot.id).filter(holds), "reserved_meters"), Number(lot.meters)),
    ),
  oversold_incoming: ({ rows, linesOf, holds }) =>
    rows("incoming_stock").filter((delivery) => {
      const lines = linesOf("incoming_stock_id", delivery.id).filter(holds);
      return (
        lines.length > 0 &&
        above(
          total(lines, "reserved_meters"),
          Number(delivery.expected_meters) - Number(delivery.received_meters),
        )
      );
    }),
  oversold_rolls: ({ rows, linesOf, reservationOf }) =>
    rows("lots").filter((lot) => {
      const rolls = rows("rolls").filter((roll) => roll.lot_id === lot.id);
      const lines = linesOf("lot_id", lot.id).filter(
        (line) => reservationOf(line).status === "active",
      );
      const free = total(
        rolls.filter((roll) => roll.status === "available"),
        "meters",
      );
      return (
        rolls.length > 0 && lines.length > 0 && above(total(lines, "reserved_meters"), free + 0.01)
      );
    }),
  stale_reservation_lines: ({ rows, holds }) =>
    rows("reservation_lines").filter((line) => !holds(line)),
  expired_reservations: ({ rows }) =>
    rows("reservations").filter(
      (row) => row.status === "active" && moment(row.hold_until) < Date.now(),
    ),
  duplicate_deal_reservations: ({ rows }) => {
    const active = rows("reservations").filter(
      (row) => row.status === "active" && trim(row.crm_deal_id ?? "") !== "",
    );
    const key = (row: Row) => trim(row.crm_deal_id).toLowerCase();
    const before = (a: Row, b: Row) =>
      moment(a.created_at) < moment(b.created_at) ||
      (a.created_at === b.created_at && String(a.id) < String(b.id));
    return active.filter((row) =>
      active.some((other) => key(other) === key(row) && before(other, row)),
    );
  },
  reservations_without_lines: ({ rows, linesOf }) =>
    rows("reservations").filter(
      (row) =>
        row.status === "active" &&
        moment(row.created_at) < Date.now() &&
        linesOf("reservation_id", row.id).length === 0,
    ),
  reservation_stamps: ({ rows }) =>
    rows("reservations").filter((row) => {
      const { status } = row;
      const ended = status === "canceled" || status === "released";
      const [converted, canceled] = [row.converted_at !== null, row.canceled_at !== null];
      const later = converted && canceled && moment(row.canceled_at) > moment(row.converted_at);
      const reasons: Record<string, readonly unknown[]> = {
        converted: ["converted"],
        expired: ["released"],
        cancelled: ["canceled", "released"],
      };
      const reason = row.release_reason;
      return (
        (status === "converted" && (!converted || canceled)) ||
        (status !== "converted" &&
          ((converted && !later) || (row.converted_by !== null && !converted))) ||
        (ended && !canceled) ||
        (!ended && (canceled || row.canceled_by !== null)) ||
        (row.cancel_reason !== null && status !== "canceled") ||
        (reason !== null && !reasons[String(reason)]?.includes(status))
      );
    }),
  reservation_roll_ids: ({ rows, reservationOf, find }) => {
    const seen = new Set<string>();
    return [...rows("reservation_lines")]
      .sort((a, b) => (String(a.id) < String(b.id) ? -1 : 1))
      .filter((line) => {
        const { status } = reservationOf(line);
        if (status !== "active" && status !== "converted") return false;
        return tokens(line.roll_ids)
          .map((token) => {
            const roll = uuid.test(token) ? find("rolls", token.toLowerCase()) : undefined;
            const place = `${token.toLowerCase()} ${line.lot_id}`;
            const again = status === "active" && seen.has(place);
            if (status === "active") seen.add(place);
            return roll === undefined || roll.lot_id !== line.lot_id || again;
          })
          .includes(true);
      });
  },
  reservation_line_meters: ({ rows, reservationOf, find }) =>
    rows("reservation_lines").filter((line) => {
      if (!["active", "converted"].includes(String(reservationOf(line).status))) return false;
      const named = tokens(line.roll_ids).map((token) =>
        uuid.test(token) ? find("rolls", token.toLowerCase()) : undefined,
      );
      if (
        named.length === 0 ||
        named.some((roll) => roll?.lot_id !== line.lot_id || roll === undefined)
      )
        return false;
      return apart(total(named as Row[], "meters"), Number(line.reserved_meters));
    }),
  reservation_line_labels: ({ rows, find }) =>
    rows("reservation_lines").filter((line) => {
      const parent = find("lots", line.lot_id) ?? find("incoming_stock", line.incoming_stock_id);
      const same = (column: string) =>
        trim(line[column]).toLowerCase() === trim(parent?.[column]).toLowerCase();
      return !same("quality") || !same("color");
    }),
  reserved_lots_not_in_stock: ({ rows, linesOf, reservationOf }) =>
    rows("lots").filter(
      (lot) =>
        lot.status !== "in_stock" &&
        linesOf("lot_id", lot.id).some((line) => reservationOf(line).status === "active"),
    ),
  orphan_reservation_lines: () => [],
  uncounted_reservations: () => [],
  // every entry of the log is written now
  unlinked_conversions: ({ rows, state }) =>
    rows("reservations").filter(
      (row) => state(row) === "unlinked" && moment(row.converted_at) > Date.now(),
    ),
  lot_meters: ({ rows }) =>
    rows("lots").filter((lot) => {
      const live = rows("rolls").filter(
        (roll) => roll.lot_id === lot.id && roll.status !== "fulfilled",
      );
      return (
        live.length > 0 &&
        (apart(Number(lot.meters), total(live, "meters")) || lot.roll_count !== live.length)
      );
    }),
  lot_roll_positions: ({ rows }) =>
    rows("lots").filter((lot) => {
      const numbers = rows("rolls")
        .filter((roll) => roll.lot_id === lot.id)
        .map((roll) => Number(roll.position));
      return numbers.sort((a, b) => a - b).some((number, n) => number !== n + 1);
    }),
  order_lot_lists: ({ rows, find }) =>
    rows("order_lots").filter((line) => {
      const all =
        line.selected_roll_ids === null ? [] : String(line.selected_roll_ids).split(",").map(trim);
      const rolls = all.map((token) =>
        uuid.test(token) ? find("rolls", token.toLowerCase()) : undefined,
      );
      if (all.length === 0 || rolls.includes(undefined) || new Set(rolls).size < rolls.length)
        return false;
      const due = rolls.map((roll) => Number(roll?.meters));
      const told =
        line.selected_roll_meters === null || line.selected_roll_meters === ""
          ? []
          : String(line.selected_roll_meters).split(",");
      const plain =
        told.every((token) => /^[0-9]+(\.[0-9]+)?$/.test(trim(token))) ||
        (told.length === 1 && told[0] === "NaN");
      const same =
        plain &&
        told.length === due.length &&
        told.every((token, n) => equal(Number(token), due[n] ?? -1));
      return line.roll_count !== rolls.length || !same;
    }),
  roll_promised_twice: ({ rows, reservationOf, find }) =>
    rows("rolls").filter((roll) => {
      const names = (list: unknown) =>
        list !== null &&
        String(list)
          .split(",")
          .some((token) => trim(token).toLowerCase() === roll.id);
      const sold = new Set(
        rows("order_lots")
          .filter((line) => names(line.selected_roll_ids))
          .map((line) => find("orders", line.order_id))
          .filter((order) => order?.fulfilled_at === null && order.status !== "cancelled"),
      );
      const held = new Set(
        rows("reservation_lines")
          .filter((line) => names(line.roll_ids))
          .map(reservationOf)
          .filter((row) => row.status === "active"),
      );
      return sold.size > 0 && sold.size + held.size > 1;
    }),
  order_without_lots: ({ rows }) =>
    rows("orders").filter(
      (order) =>
        !["draft", "cancelled"].includes(String(order.status)) &&
        moment(order.created_at) < Date.now() &&
        !rows("order_lots").some((line) => line.order_id === order.id),
    ),
  order_overdue: ({ rows }) =>
    rows("orders").filter(
      (order) =>
        order.fulfilled_at === null &&
        [null, "confirmed", "reserved", "picking"].includes(order.status as string | null) &&
        moment(order.created_at) < Date.now(),
    ),
  order_stamps: ({ rows }) =>
    rows("orders").filter((order) => {
      const steps = ["picked_at", "shipped_at", "delivered_at", "invoiced_at"].map((name) =>
        moment(order[name]),
      );
      const backwards = steps.some((at, n) => steps.some((other, m) => m > n && at > other));
      return (order.fulfilled_at === null) !== (order.fulfilled_by === null) || backwards;
    }),
  incoming_over_received: ({ rows }) =>
    rows("incoming_stock").filter((row) =>
      above(Number(row.received_meters), Number(row.expected_meters)),
    ),
  incoming_overdue: ({ rows }) =>
    rows("incoming_stock").filter(
      (row) => row.status !== "fully_received" && moment(row.expected_arrival_date) < Date.now(),
    ),
  count_session_counters: ({ rows }) =>
    rows("count_sessions").filter((session) => {
      const rolls = rows("count_rolls").filter((roll) => roll.session_id === session.id);
      return counters.some(([name, counts]) => session[name] !== rolls.filter(counts).length);
    }),
  ocr_confidence_level: ({ rows }) =>
    rows("count_rolls").filter((roll) => {
      const score = Number(roll.ocr_confidence_score);
      if (roll.ocr_confidence_score === null || Number.isNaN(score)) return false;
      const points = score > 1 ? score : score * 100;
      return (
        roll.ocr_confidence_level !== (points >= 85 ? "high" : points >= 60 ? "medium" : "low")
      );
    }),
  expired_api_key: ({ rows }) =>
    rows("api_keys").filter((key) => key.is_active === true && moment(key.expires_at) < Date.now()),
  api_key_limit: ({ rows }) =>
    rows("api_keys").filter(
      (key) =>
        key.is_active === true &&
        (key.rate_limit_per_minute === null || Number(key.rate_limit_per_minute) <= 0),
    ),
  shared_api_key_hash: ({ rows }) => {
    const active = rows("api_keys").filter((key) => key.is_active === true);
    return active.filter((key) =>
      active.some((other) => other !== key && other.key_hash === key.key_hash),
    );
  },
  expired_invitation: ({ rows }) =>
    rows("user_invitations").filter(
      (row) => row.status === "pending" && moment(row.expires_at) < Date.now(),
    ),
  stock_take_window_expired: ({ rows }) =>
    rows("stock_take_sessions").filter(
      (row) =>
        (row.status === "active" &&
          (row.ended_at !== null || moment(row.expires_at) < Date.now())) ||
        (row.status === "ended" && row.ended_at === null),
    ),
  mo_overdue: ({ rows }) =>
    rows("manufacturing_orders").filter(
      (row) =>
        row.status !== "SHIPPED" &&
        row.status !== "CANCELLED" &&
        moment(row.expected_completion_date) < Date.now(),
    ),
  inquiry_expired: ({ rows }) =>
    rows("inquiries").filter(
      (row) => row.status === "active" && moment(row.expires_at) < Date.now(),
    ),
  subscription_events: ({ rows }) =>
    rows("webhook_subscriptions").filter(
      (row) => !((row.events ?? []) as unknown[]).flat().includes(row.event_type),
    ),
  snapshot_days: ({ rows }) => {
    const names = ["inventory_snapshots", "order_snapshots", "reservation_snapshots"];
    const past = (table: string) =>
      rows(table)
        .map((row) => String(row.snapshot_date))
        .filter((date) => date.startsWith("2020"))
        .sort();
    const all = names.flatMap(past).sort();
    const missing = (table: string, time: number) =>
      !past(table).includes(new Date(time).toISOString().slice(0, 10));
    const [first, last] = [all[0] ?? "2020-01-02", all.at(-1) ?? "2020-01-01"];
    const found: Row[] = [];
    for (const table of names) {
      for (let time = Date.parse(first); time <= Date.parse(last); time += 86_400_000) {
        if (
          missing(table, time) &&
          (time === Date.parse(first) || !missing(table, time - 86_400_000))
        )
          found.push({ id: new Date(time).toISOString().slice(0, 10) });
      }
    }
    return found;
  },
};

/** The keys that each rule should report, sorted. */
export function expectedKeys(world: World): Record<string, readonly string[]> {
  const facts = factsOf(world);
  return Object.fromEntries(
    Object.entries(oracles).map(([rule, oracle]) => [
      rule,
      oracle(facts)
        .map((row) => String(row.id))
        .sort(),
    ]),
  );
}
