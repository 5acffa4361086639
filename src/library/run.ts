import type pg from "pg";
import type { ChangeRow } from "../output/changes.ts";
import { call } from "./call.ts";

/** One row of ops.outcome: what became of one change. */
export interface Outcome extends ChangeRow {
  readonly run: string;
}

export interface Run {
  /** Number for undo(). */
  readonly run: string | null;
  readonly outcomes: readonly Outcome[];
  /** True when no row was left alone. */
  readonly complete: boolean;
}

/** Applies a plan in small committed batches; `client` must not be inside a transaction. */
export async function apply(
  client: pg.ClientBase,
  options: { readonly plan: string; readonly reason: string },
): Promise<Run> {
  await call(client, "call ops.apply_in_batches($1, $2)", [options.plan, options.reason]);
  return lastRun(client);
}

/** Takes a run back in small committed batches; rows changed since are reported and left alone. */
export async function undo(
  client: pg.ClientBase,
  options: { readonly run: string; readonly reason: string },
): Promise<Run> {
  await call(client, "call ops.undo_in_batches($1, $2)", [options.run, options.reason]);
  return lastRun(client);
}

async function lastRun(client: pg.ClientBase): Promise<Run> {
  const outcomes = await call<Outcome>(client, "select * from ops.run_rows(ops.last_run())");
  const complete = outcomes.every(({ state }) => state === "applied" || state === "restored");
  return { run: outcomes[0]?.run ?? null, outcomes, complete };
}
