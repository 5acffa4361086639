import type { Session } from "../connect/session.ts";
import { OpsError, toOpsError } from "../errors.ts";
import { type ChangeRow, isDone, showChanges } from "../output/changes.ts";
import { exit } from "../output/exit.ts";
import { type Io, say } from "../output/io.ts";
import { jsonServer, printJson } from "../output/json.ts";
import { startProgress } from "../output/progress.ts";
import { withNotices } from "./notices.ts";

/** ops.outcome: what became of one row of a run. */
interface Outcome extends ChangeRow {
  readonly run: string;
}

/** A procedure that commits in batches and raises its progress as notices. */
export interface Batches {
  readonly verb: "apply" | "undo";
  readonly what: string;
  readonly procedure: "ops.apply_in_batches" | "ops.undo_in_batches";
  /** Of the plan or the run. */
  readonly number: string;
  readonly reason: string;
}

/** Above this only the rows that were left alone are shown, with how to see the others. */
const mostShown = 50;

/** Calls the procedure, shows progress, then the outcomes. */
export async function runBatches(
  session: Session,
  batches: Batches,
  json: boolean,
  io: Io,
): Promise<number> {
  await callWithProgress(session, batches, io);
  const outcomes = await session.query<Outcome>("select * from ops.run_rows(ops.last_run())");
  const left = outcomes.filter((outcome) => !isDone(outcome));
  const status = left.length > 0 ? exit.findings : exit.clean;
  const run = outcomes[0]?.run ?? null;
  if (json) {
    const counts = { done: outcomes.length - left.length, left_alone: left.length };
    const server = jsonServer(session);
    printJson(io, { verb: batches.verb, server, run, ...counts, outcomes, exit: status });
    return status;
  }
  if (outcomes.length <= mostShown) showChanges(outcomes, io);
  else {
    showChanges(left, io);
    say(io, `all ${outcomes.length} rows: select * from ops.run_rows(${run})`);
  }
  if (batches.verb === "apply" && run !== null) {
    say(io, `to take it back: lotastro-ops undo ${run} --reason "why"`);
  }
  return status;
}

async function callWithProgress(session: Session, batches: Batches, io: Io): Promise<void> {
  const progress = startProgress(io, batches.what, "rows");
  const last: string[] = [];
  const hear = (notice: string) => {
    const step = /^run \d+: (\d+) of (\d+) rows$/.exec(notice);
    if (step) progress.report(Number(step[1]), Number(step[2]));
    else last.push(notice);
  };
  try {
    // One simple statement without parameters: the protocol for those opens the transaction early,
    // and a procedure that commits must be sure that it stands in none.
    const { client } = session;
    const reason = client.escapeLiteral(batches.reason);
    const call = `call ${batches.procedure}(${batches.number}, ${reason})`;
    await withNotices(client, hear, () => session.query(call));
  } catch (error: unknown) {
    const problem = toOpsError(error);
    throw problem.exitStatus === exit.interrupted ? await soFar(session, problem) : problem;
  } finally {
    progress.stop();
    for (const line of last) say(io, line);
  }
}

/** Every batch that was committed stays: say how far it came and how to go on or back. */
async function soFar(session: Session, problem: OpsError): Promise<OpsError> {
  try {
    const { rows } = await session.client.query<{ id: string; done: number; planned: number }>(
      "select r.id, r.done, r.planned from ops.recent_run as r where r.id = ops.last_run()",
    );
    const [run] = rows;
    if (run === undefined) return problem;
    return new OpsError(`interrupted: run ${run.id} changed ${run.done} of ${run.planned} rows`, {
      code: problem.code,
      hint: `Every batch done is whole. To go on, make a new plan; to take it back: lotastro-ops undo ${run.id} --reason "why".`,
      exitStatus: exit.interrupted,
    });
  } catch {
    return problem;
  }
}
