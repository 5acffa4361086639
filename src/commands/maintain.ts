import type { Command } from "commander";
import { type Session, withSession } from "../connect/session.ts";
import { type ConnectionOptions, targetName } from "../connect/target.ts";
import { interrupted, OpsError, toOpsError } from "../errors.ts";
import { ask } from "../output/ask.ts";
import { exit } from "../output/exit.ts";
import { type Io, say } from "../output/io.ts";
import { jsonServer, printJson } from "../output/json.ts";
import { renderTable, widthOf } from "../output/table.ts";
import { refuseWithoutTerminal } from "./consent.ts";
import { type Perform, readDuration, splitArguments, withConnection } from "./verb.ts";

/** What `maintain` takes. */
export interface MaintainOptions extends ConnectionOptions {
  readonly yes?: boolean | undefined;
  readonly for?: string | undefined;
  readonly lockTimeout?: string | undefined;
  readonly json?: boolean | undefined;
}

/** A row of ops.maintenance_statement, as far as it is shown. */
interface Statement {
  readonly id: string;
  readonly statement: string;
  readonly state: string;
  readonly bytes_before: string | null;
  readonly bytes_after: string | null;
  readonly note: string | null;
}

/** Adds the verb to the program. */
export function registerMaintain(program: Command, perform: Perform): void {
  withConnection(program.command("maintain"))
    .description("run the queued VACUUM and REINDEX statements, one by one, each on its own")
    .argument("[database]", "connection string")
    .option("--yes", "do not ask")
    .option("--for <time>", "begin no statement after this time (default: 1h)", readDuration)
    .option(
      "--lock-timeout <time>",
      "give up on a lock after this time (default: 5s)",
      readDuration,
    )
    .option("--json", "one object on standard output")
    .action((database: string | undefined, options: MaintainOptions) => {
      const { url } = splitArguments(database === undefined ? [] : [database], options);
      return perform(options, (io) => run({ ...options, url }, io));
    });
}

/** Runs the queue until it is empty or the time is up; what fails is recorded and the next one begun. */
export async function run(options: MaintainOptions, io: Io): Promise<number> {
  refuseWithoutTerminal("maintain", options, io);
  const needs = { verb: "maintain", installed: true, access: "own session" } as const;
  return withSession(options, needs, io, async (session) => {
    const waiting = await session.query<Statement>(
      "select id, statement, state, null as bytes_before, null as bytes_after, why as note from ops.maintenance_queue where state = 'queued'",
    );
    if (waiting.length > 0) await demandNumber(waiting, session, options, io);
    await session.query("select set_config('lock_timeout', $1, false)", [
      options.lockTimeout ?? "5s",
    ]);
    const ended = await runQueue(session, options.for ?? "1h", io);
    const failed = ended.filter(({ state }) => state !== "done");
    const status = failed.length > 0 ? exit.findings : exit.clean;
    if (options.json) {
      const server = jsonServer(session);
      printJson(io, {
        verb: "maintain",
        server,
        done: ended.length - failed.length,
        failed: failed.length,
        statements: ended,
        exit: status,
      });
    } else {
      show(ended, io);
    }
    return status;
  });
}

async function runQueue(session: Session, window: string, io: Io): Promise<readonly Statement[]> {
  const ended: Statement[] = [];
  const [limit] = await session.query<{ until: Date }>(
    "select clock_timestamp() + $1::interval as until",
    [window],
  );
  for (;;) {
    const [next] = await session.query<Statement>(
      "select b.* from (select $1::timestamptz > clock_timestamp() as open) as w, ops.begin_maintenance_statement() as b where w.open",
      [limit?.until],
    );
    if (next === undefined) return ended;
    say(io, next.statement);
    ended.push(await runOne(session, next));
    if (io.signal.aborted) throw interrupted();
  }
}

/** Its end is recorded whatever it is: also that of a statement which Ctrl-C has cancelled. */
async function runOne(session: Session, next: Statement): Promise<Statement> {
  let error: string | null = null;
  try {
    await session.query(next.statement);
  } catch (problem: unknown) {
    error = toOpsError(problem).message;
  }
  const { rows } = await session.client.query<Statement>(
    "select * from ops.end_maintenance_statement($1, $2)",
    [next.id, error],
  );
  return rows[0] ?? next;
}

async function demandNumber(
  waiting: readonly Statement[],
  session: Session,
  options: MaintainOptions,
  io: Io,
): Promise<void> {
  for (const { statement, note } of waiting) say(io, `${statement}; -- ${note}`);
  if (options.yes) return;
  const place = targetName({ ...session.target, database: session.server.database });
  const typed = await ask(`Run ${waiting.length} on ${place}? type ${waiting.length}: `, io);
  if (typed.trim() === String(waiting.length)) return;
  throw new OpsError("nothing was run", {
    code: "DECLINED",
    detail: `${waiting.length} was not typed.`,
    exitStatus: exit.findings,
  });
}

function show(ended: readonly Statement[], io: Io): void {
  if (ended.length === 0) {
    say(
      io,
      "nothing is queued; select * from ops.repair_bloat(dry_run => false, reason => 'why') queues",
    );
    return;
  }
  const columns = [
    { heading: "state" },
    { heading: "gave back", right: true },
    { heading: "statement", wraps: true },
    { heading: "note", wraps: true },
  ];
  const rows = ended.map(({ state, statement, bytes_before, bytes_after, note }) => ({
    cells: [state, megabytes(bytes_before, bytes_after), statement, note ?? ""],
  }));
  io.stdout.write(`${renderTable(columns, rows, widthOf(io.stdout))}\n`);
}

function megabytes(before: string | null, after: string | null): string {
  return before === null || after === null
    ? ""
    : `${((Number(before) - Number(after)) / 1048576).toFixed(1)} MB`;
}
