import type { Session } from "../connect/session.ts";
import { targetName } from "../connect/target.ts";
import { OpsError, usageError } from "../errors.ts";
import { ask } from "../output/ask.ts";
import { exit } from "../output/exit.ts";
import type { Io } from "../output/io.ts";
import type { MaxRows } from "./verb.ts";

/** How a person, or a pipeline, says yes. */
export interface ConsentOptions {
  readonly yes?: boolean | undefined;
  readonly maxRows?: MaxRows | undefined;
  readonly reason?: string | undefined;
}

/** How much is about to change, metres as people write them. */
export interface Totals {
  readonly rows: number;
  readonly metres: string;
}

/** What can be refused before anything is asked of the server. */
export function refuseWithoutConsent(verb: string, options: ConsentOptions, io: Io): void {
  if (!options.reason?.trim()) {
    throw usageError(`${verb} needs a reason`, 'It stays in the journal: --reason "why".');
  }
  if (options.yes) {
    if (typeof options.maxRows === "number") return;
    throw usageError(
      "--yes needs --max-rows",
      "Say how many rows may change without a person looking: --yes --max-rows 50.",
    );
  }
  refuseWithoutTerminal(verb, options, io, "In a pipeline: --yes --max-rows 50.");
}

/** A question needs somebody to answer it. */
export function refuseWithoutTerminal(
  verb: string,
  options: Pick<ConsentOptions, "yes">,
  io: Io,
  hint = "In a pipeline: --yes.",
): void {
  if (options.yes || io.stdin.isTTY === true) return;
  throw usageError(`${verb} asks first, and there is no terminal to ask on`, hint);
}

/** "Apply 37 changes (1,204.50 m) to db.example/postgres? type 37": the number, not y. */
export async function demandConsent(
  what: string,
  totals: Totals,
  session: Session,
  options: ConsentOptions,
  io: Io,
): Promise<void> {
  const { rows, metres } = totals;
  if (typeof options.maxRows === "number" && rows > options.maxRows) {
    throw new OpsError(`${rows} changes are more than --max-rows ${options.maxRows}`, {
      code: "OP014",
      hint: "Look at them first; then raise --max-rows, or plan fewer.",
      exitStatus: exit.findings,
    });
  }
  if (options.yes) return;
  const changes = rows === 1 ? "1 change" : `${rows} changes`;
  const place = targetName({ ...session.target, database: session.server.database });
  const typed = await ask(`${what} ${changes} (${metres} m) to ${place}? type ${rows}: `, io);
  if (typed.trim() === String(rows)) return;
  throw declined(String(rows));
}

/** For what takes the package away: the name of the database must be typed. */
export async function demandName(
  what: string,
  session: Session,
  options: Pick<ConsentOptions, "yes">,
  io: Io,
): Promise<void> {
  if (options.yes) return;
  const { database } = session.server;
  const place = targetName({ ...session.target, database });
  const typed = await ask(`${what} from ${place}? type ${database}: `, io);
  if (typed.trim() !== database) throw declined(database);
}

function declined(expected: string): OpsError {
  return new OpsError("nothing was changed", {
    code: "DECLINED",
    detail: `${expected} was not typed.`,
    exitStatus: exit.findings,
  });
}
