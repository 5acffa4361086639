import type { Session } from "../connect/session.ts";
import { interrupted, isConnectionLost, type OpsError, toOpsError } from "../errors.ts";
import type { Io } from "../output/io.ts";
import { startProgress } from "../output/progress.ts";
import type { Violation } from "../output/violations.ts";
import { type MaxRows, rowLimit } from "./verb.ts";

/** ops.rule_state as the server returns it. */
export interface RuleState {
  readonly rule: string;
  readonly area: string;
  readonly severity: string;
  readonly state: "ready" | "skipped" | "disabled";
  readonly why: string | null;
}

/** One rule with what it found. */
export interface CheckedRule {
  readonly rule: RuleState;
  readonly found: readonly Violation[];
  readonly seconds: number;
}

/** All rules asked for; `lost` when the connection broke on the way. */
export interface Checked {
  readonly rules: readonly CheckedRule[];
  readonly lost: OpsError | undefined;
}

interface Limits {
  readonly maxRows?: MaxRows | undefined;
  readonly statementTimeout?: string | undefined;
}

const defaultTimeout = "60s";

/** Runs each rule in a transaction of its own, so that one that fails or is slow hides no other. */
export async function checkRules(
  session: Session,
  rules: readonly RuleState[],
  limits: Limits,
  io: Io,
): Promise<Checked> {
  const checked: CheckedRule[] = [];
  let lost: OpsError | undefined;
  const progress = startProgress(io, "checking", "rules");
  try {
    for (const [index, rule] of rules.entries()) {
      progress.report(index, rules.length);
      const started = performance.now();
      const answer = lost ?? (await checkRule(session, rule, limits, io));
      const failed = "message" in answer ? answer : undefined;
      if (failed && isConnectionLost(failed)) lost = failed;
      const seconds = Math.round(performance.now() - started) / 1000;
      const found = "message" in answer ? [unknownRow(rule, answer)] : answer;
      checked.push({ rule, found, seconds });
    }
  } finally {
    progress.stop();
  }
  return { rules: bySeverity(checked), lost };
}

/** The rule's rows, or the error that kept it from running. */
async function checkRule(
  session: Session,
  { rule, state }: RuleState,
  limits: Limits,
  io: Io,
): Promise<readonly Violation[] | OpsError> {
  if (state === "disabled") return [];
  const timeout = limits.statementTimeout ?? defaultTimeout;
  try {
    return await session.during(async (client) => {
      const pause = client.escapeLiteral(timeout);
      // For this transaction only: behind a pooler a session's settings are somebody else's.
      await client.query(`begin read only; set local statement_timeout = ${pause}`);
      const call = "select * from ops.check_rule($1, $2)";
      const { rows } = await client.query<Violation>(call, [rule, rowLimit(limits.maxRows)]);
      await client.query("commit");
      return rows;
    });
  } catch (error: unknown) {
    if (io.signal.aborted) throw interrupted();
    const problem = toOpsError(error);
    if (!isConnectionLost(problem)) await session.query("rollback");
    return problem;
  }
}

function unknownRow({ rule, severity }: RuleState, { code, message, hint }: OpsError): Violation {
  const slow = code === "57014";
  return {
    severity,
    rule,
    message: slow ? "could not run in time" : `could not run: ${code} ${message}`.slice(0, 100),
    cause: null,
    fix: slow
      ? `lotastro-ops check --rule ${rule} --statement-timeout 10min`
      : "lotastro-ops doctor",
    subject: null,
    key: null,
    expected: null,
    observed: null,
    detail: { sqlstate: code, message, hint },
    status: "unknown",
    size: null,
    fingerprint: null,
  };
}

/** The gravest rule first; each rule's rows stay together, in the database's order. */
function bySeverity(rules: readonly CheckedRule[]): readonly CheckedRule[] {
  const gravest = ({ rule, found }: CheckedRule) =>
    [rule.severity, ...found.map(({ severity }) => severity)].sort()[0] ?? "";
  return [...rules].sort((a, b) => gravest(a).localeCompare(gravest(b)));
}
