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
  await callProcedure(client, "ops.apply_in_batches", [options.plan, options.reason]);
  return lastRun(client);
}

/** Takes a run back in small committed batches; rows changed since are reported and left alone. */
export async function undo(
  client: pg.ClientBase,
  options: { readonly run: string; readonly reason: string },
): Promise<Run> {
  await callProcedure(client, "ops.undo_in_batches", [options.run, options.reason]);
  return lastRun(client);
}

/**
 * Arguments go within the statement: sent apart from it, the server counts the time between the
 * two messages as time in which a transaction was already open, and the procedure refuses.
 */
async function callProcedure(
  client: pg.ClientBase,
  name: string,
  values: readonly string[],
): Promise<void> {
  const list = values.map((value) => client.escapeLiteral(value)).join(", ");
  await call(client, `call ${name}(${list})`);
}

async function lastRun(client: pg.ClientBase): Promise<Run> {
  const outcomes = await call<Outcome>(client, "select * from ops.run_rows(ops.last_run())");
  const complete = outcomes.every(({ state }) => state === "applied" || state === "restored");
  return { run: outcomes[0]?.run ?? null, outcomes, complete };
}
