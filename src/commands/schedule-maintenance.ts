import type { Session } from "../connect/session.ts";
import { isConnectionLost, toOpsError } from "../errors.ts";
import { type Io, say } from "../output/io.ts";

interface Command {
  readonly id: string;
  readonly statement: string;
}

/** Runs the VACUUMs and REINDEXes that were asked for, one at a time, where pg_cron does not. */
export async function runMaintenance(session: Session, io: Io): Promise<void> {
  while (!io.signal.aborted) {
    const [next] = await session.query<Command>("select id, statement from ops.take_maintenance()");
    if (next === undefined) return;
    say(io, next.statement);
    const error = await runOne(session, next.statement);
    await session.query("select from ops.end_maintenance_statement($1, $2)", [next.id, error]);
  }
}

async function runOne(session: Session, statement: string): Promise<string | null> {
  try {
    await session.query(statement);
    return null;
  } catch (error: unknown) {
    const problem = toOpsError(error);
    if (isConnectionLost(problem)) throw problem;
    return `${problem.code} ${problem.message}`;
  }
}
