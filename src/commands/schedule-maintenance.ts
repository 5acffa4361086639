import type { Session } from "../connect/session.ts";
import { isConnectionLost, toOpsError } from "../errors.ts";
import { type Io, say } from "../output/io.ts";

interface Command {
  readonly id: string;
  readonly command: string;
}

/** Runs the VACUUMs and REINDEXes that were asked for, one at a time, where pg_cron does not. */
export async function runMaintenance(session: Session, io: Io): Promise<void> {
  while (!io.signal.aborted) {
    const [next] = await session.query<Command>("select id, command from ops.take_maintenance()");
    if (next === undefined) return;
    say(io, next.command);
    const error = await runOne(session, next.command);
    await session.query("select ops.maintenance_done($1, $2)", [next.id, error]);
  }
}

async function runOne(session: Session, command: string): Promise<string | null> {
  try {
    await session.query(command);
    return null;
  } catch (error: unknown) {
    const problem = toOpsError(error);
    if (isConnectionLost(problem)) throw problem;
    return `${problem.code} ${problem.message}`;
  }
}
