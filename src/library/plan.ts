import type pg from "pg";
import type { ChangeRow } from "../output/changes.ts";
import { call } from "./call.ts";

export interface PlanOptions {
  readonly area: string;
  /** Only this rule, and of it only these rows. */
  readonly rule?: string;
  readonly keys?: readonly string[];
  /** For a rule of class decide: what a person chose. */
  readonly choice?: string;
  /** Changes to plan at most; null for all, 200 by default. */
  readonly maxRows?: number | null;
}

/** One row of ops.planned_change. */
export interface PlannedChange extends ChangeRow {
  readonly plan: string | null;
  readonly action: "update" | "delete" | "insert" | null;
}

export interface Plan {
  /** Number for apply(); null when there was nothing to plan. */
  readonly plan: string | null;
  readonly changes: readonly PlannedChange[];
}

/** Stores what a repair would do; changes no row of the application. */
export async function plan(client: pg.ClientBase, options: PlanOptions): Promise<Plan> {
  const { area, rule = null, keys = null, maxRows = 200, choice = null } = options;
  const changes = await call<PlannedChange>(
    client,
    "select * from ops.repair($1, true, $2, $3, $4, null, $5)",
    [area, rule, keys, maxRows, choice],
  );
  return { plan: changes[0]?.plan ?? null, changes };
}
