import { colours, type Io } from "./io.ts";
import { type Row, renderTable, widthOf } from "./table.ts";

/** ops.violation as the server returns it. */
export interface Violation {
  readonly severity: string;
  readonly rule: string;
  readonly message: string;
  readonly cause: string | null;
  readonly fix: string | null;
  readonly subject: string | null;
  readonly key: unknown;
  readonly expected: unknown;
  readonly observed: unknown;
  readonly detail: unknown;
  readonly status: string;
  readonly size: string | null;
  readonly fingerprint: string | null;
}

const columns = [
  { heading: "SEV" },
  { heading: "RULE" },
  { heading: "WHAT IS WRONG, AND THE NEXT CALL", wraps: true },
  { heading: "CAUSE" },
] as const;

/** Shows violations to a person: one row each, and the next call below those that share it. */
export function showViolations(violations: readonly Violation[], io: Io): void {
  if (violations.length === 0) return;
  const paint = colours(io, io.stdout);
  const rows = violations.flatMap((violation, at) => {
    const own = describe(violation, paint);
    const next = violations[at + 1];
    const shared = next?.rule === violation.rule && next.fix === violation.fix;
    if (violation.fix === null || shared) return [own];
    return [own, { cells: ["", `-> ${violation.fix}`], paint: paint.dim }];
  });
  io.stdout.write(`${renderTable(columns, rows, widthOf(io.stdout))}\n`);
}

function describe(violation: Violation, paint: ReturnType<typeof colours>): Row {
  const { severity, rule, message, cause, status } = violation;
  const cells = [severity, rule, message, status === "violation" ? (cause ?? "") : status];
  if (status === "violation") {
    return severity === "P0" || severity === "P1" ? { cells, paint: paint.red } : { cells };
  }
  return { cells, paint: status === "unknown" ? paint.yellow : paint.dim };
}
