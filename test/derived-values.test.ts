import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { withClient } from "./connection.ts";
import { type FreshDatabase, freshDatabase } from "./database.ts";

/** Every column of the application that is derived from others or copied. */
const register: Readonly<Record<string, string>> = {
  lots: "reserved_meters meters roll_count status qr_code_url supplier_id invoice_number invoice_date quality color catalog_item_id",
  incoming_stock: "reserved_meters received_meters status",
  rolls: "status position",
  order_lots: "roll_count selected_roll_meters selected_roll_ids quality color",
  goods_in_rows: "quality color",
  reservation_lines: "quality color reserved_meters",
  reservations: "converted_at converted_by canceled_at canceled_by cancel_reason release_reason",
  orders: "status fulfillment_outcome fulfilled_by picked_at shipped_at delivered_at invoiced_at",
  manufacturing_orders: "incoming_stock_id ordered_amount status",
  mo_status_history: "new_status",
  count_sessions:
    "total_rolls_counted rolls_approved rolls_rejected rolls_pending_review rolls_recount_requested ocr_high_confidence_count ocr_medium_confidence_count ocr_low_confidence_count manual_entry_count completed_at reviewed_at reconciled_at closed_at cancelled_at",
  count_rolls: "ocr_confidence_level is_possible_duplicate duplicate_of_roll_id ocr_status",
  inventory_transactions: "roll_id quantity_change",
  inventory_snapshots:
    "snapshot_date total_lots total_rolls total_meters total_reserved_meters total_available_meters",
  order_snapshots: "snapshot_date total_orders open_orders fulfilled_orders total_meters",
  reservation_snapshots:
    "snapshot_date total_reservations active_reservations total_reserved_meters",
  snapshot_settings: "last_snapshot_at last_snapshot_status last_snapshot_error",
  catalog_items: "is_active last_inbound_date suppliers",
  qualities: "aliases",
  profiles: "role email active",
  user_roles: "role",
  user_invitations: "status accepted_at email_sent",
  user_org_grants_sync_state: "last_org_access_seq",
  user_active_org_preferences: "active_org_id",
  email_templates: "send_count last_sent_at error_count version",
  email_log: "sent_at acknowledged_at retry_count",
  email_digest_configs: "last_sent_at",
  email_schedules: "last_run_at last_run_status next_run_at",
  email_report_configs: "generation_count last_generated_at",
  report_shares: "access_count",
  webhook_subscriptions: "failure_count last_triggered_at events",
  webhook_deliveries: "event event_type status_code response_status is_dead_lettered",
  integration_inbox: "processed_at attempt_count",
  api_keys: "last_used_at",
  audit_logs: "is_reversed reversal_audit_id reversed_at reversed_by changed_fields",
  forecast_runs: "processed_combinations",
  purchase_recommendations: "total_stock_position",
  inquiries: "status converted_to_order_id converted_at converted_by",
  stock_take_sessions: "status ended_at",
  order_queue: "status approved_by approved_at",
  field_edit_queue: "status approved_by approved_at",
};

interface Rule {
  readonly name: string;
  readonly repair_class: string;
  readonly reads: Readonly<Record<string, readonly string[]>>;
}

interface Held {
  readonly column: string;
  readonly held: string;
  readonly repair: string;
}

const page = readFileSync(new URL("../docs/derived-values.md", import.meta.url), "utf8");

/** The cells of the table under a heading, without its two first lines. */
function tableUnder(heading: string): string[][] {
  const section = page.split(`\n## ${heading}\n`)[1]?.split("\n## ")[0] ?? "";
  return section
    .split("\n")
    .filter((line) => line.startsWith("|"))
    .slice(2)
    .map((line) =>
      line
        .slice(1, -1)
        .split("|")
        .map((cell) => cell.trim()),
    );
}

const rulesIn = (cell: string) =>
  [...cell.matchAll(/\(rules\/(\w+)\.md\)/g)].map((m) => m[1] ?? "");

const columns: readonly Held[] = tableUnder("Columns").flatMap(
  ([names = "", , held = "", repair = ""]) =>
    [...names.matchAll(/`([\w.]+)`/g)].map((m) => ({ column: m[1] ?? "", held, repair })),
);

describe("what is held to what", () => {
  let database: FreshDatabase;
  let rules: ReadonlyMap<string, Rule>;
  let existing: ReadonlySet<string>;

  beforeAll(async () => {
    database = await freshDatabase("installed");
    await withClient(database.owner, async (client) => {
      const found = await client.query<Rule>("select name, repair_class, reads from ops.rule");
      rules = new Map(found.rows.map((rule) => [rule.name, rule]));
      const there = await client.query<{ name: string }>(
        "select table_name || '.' || column_name as name from information_schema.columns where table_schema = 'public'",
      );
      existing = new Set(there.rows.map((row) => row.name));
    });
  });
  afterAll(() => database.drop());

  test("every derived column is on the page once, and no other", () => {
    const wanted = Object.entries(register).flatMap(([table, names]) =>
      names.split(" ").map((name) => `${table}.${name}`),
    );
    expect(columns.map((row) => row.column).sort()).toEqual(wanted.sort());
    expect(wanted.filter((name) => !existing.has(name))).toEqual([]);
  });

  test("its rule reads it and has the class that the page says, or a reason is given", () => {
    for (const { column, held, repair } of columns) {
      const [table = "", name] = column.split(".");
      const [rule] = rulesIn(held);
      if (rule === undefined) {
        expect(held, column).toMatch(/^not decidable: \w.{20,}/);
        expect(repair, column).toBe("");
      } else {
        expect(rules.get(rule)?.reads[`public.${table}`] ?? [], `${rule} of ${column}`).toContain(
          name,
        );
        expect(repair, column).toBe(`\`${rules.get(rule)?.repair_class}\``);
      }
    }
  });

  test.each([
    ["States", "S", 35],
    ["The application's log", "P", 15],
  ])("%s: each line has its rules", (heading, letter, last) => {
    const lines = tableUnder(heading);
    expect(lines.map(([number]) => number)).toEqual(
      Array.from({ length: last }, (_, n) => `${letter}${n + 1}`),
    );
    for (const [number, , cell = ""] of lines) {
      expect(rulesIn(cell).length, number).toBeGreaterThan(0);
      expect(
        rulesIn(cell).filter((rule) => !rules.has(rule)),
        number,
      ).toEqual([]);
    }
  });
});
