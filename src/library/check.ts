import type pg from "pg";
import type { RuleState } from "../commands/check-rules.ts";
import { isConnectionLost, type OpsError, toOpsError } from "../errors.ts";
import type { Violation } from "../output/violations.ts";
import { call } from "./call.ts";

export interface CheckOptions {
  /** One area, 'reservations'; all of them by default. */
  readonly area?: string;
  /** Only these rules of it. */
  readonly rules?: readonly string[];
  /** Rows of one rule; null for all, 200 by default. */
  readonly maxRows?: number | null;
  /** For each rule: '60s' by default. */
  readonly statementTimeout?: string;
}

export interface CheckResult {
  /** What was looked at, and what was skipped or disabled and why. */
  readonly rules: readonly RuleState[];
  readonly violations: readonly Violation[];
  /** Rules that could not run: never the same as clean. */
  readonly failed: readonly { readonly rule: string; readonly error: OpsError }[];
  /** True when every rule that could run did, and found nothing. */
  readonly clean: boolean;
}

/** Runs each rule in a read-only transaction of its own: one that fails or is slow hides no other. */
export async function check(
  client: pg.ClientBase,
  options: CheckOptions = {},
): Promise<CheckResult> {
  const { area = null, rules: only } = options;
  const states = await call<RuleState>(client, "select * from ops.coverage($1)", [area]);
  const rules = states.filter(({ rule }) => only === undefined || only.includes(rule));
  const violations: Violation[] = [];
  const failed: { rule: string; error: OpsError }[] = [];
  for (const { rule, state } of rules) {
    if (state === "disabled") continue;
    try {
      violations.push(...(await checkRule(client, rule, options)));
    } catch (error: unknown) {
      const problem = toOpsError(error);
      if (isConnectionLost(problem)) throw problem;
      await client.query("rollback");
      failed.push({ rule, error: problem });
    }
  }
  const clean = failed.length === 0 && violations.every(({ status }) => status === "skipped");
  return { rules, violations, failed, clean };
}

async function checkRule(
  client: pg.ClientBase,
  rule: string,
  { maxRows = 200, statementTimeout = "60s" }: CheckOptions,
): Promise<readonly Violation[]> {
  await client.query("begin read only");
  await client.query("select set_config('statement_timeout', $1, true)", [statementTimeout]);
  const statement = "select * from ops.check_rule($1, $2)";
  const rows = await call<Violation>(client, statement, [rule, maxRows]);
  await client.query("commit");
  return rows;
}
