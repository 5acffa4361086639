import { type Command, InvalidArgumentError } from "commander";
import { type Session, withSession } from "../connect/session.ts";
import type { ConnectionOptions } from "../connect/target.ts";
import { usageError } from "../errors.ts";
import { type Diagnosis, showDiagnoses } from "../output/diagnoses.ts";
import { exit } from "../output/exit.ts";
import { type Io, say } from "../output/io.ts";
import { jsonServer, printJson } from "../output/json.ts";
import { applyElsewhere, listElsewhere, removeElsewhere } from "./schedule-elsewhere.ts";
import { keepRunning } from "./schedule-run.ts";
import { type Perform, splitArguments, withConnection } from "./verb.ts";

/** What `schedule` takes. */
export interface ScheduleOptions extends ConnectionOptions {
  readonly action?: string | undefined;
  /** Database of the same server that has pg_cron, when it is another one. */
  readonly cronDatabase?: string | undefined;
  readonly heartbeatUrl?: string | undefined;
  readonly ticks?: number | undefined;
  readonly json?: boolean | undefined;
}

/** Adds the verb to the program. */
export function registerSchedule(program: Command, perform: Perform): void {
  withConnection(program.command("schedule"))
    .description(
      "what runs by itself: give it to pg_cron (apply), take it away (remove), list, or run it here",
    )
    .argument("[words...]", "apply, remove, list or run; a connection string")
    .option("--cron-database <name>", "where pg_cron is, when it is not in this database")
    .option("--heartbeat-url <url>", "with run: asked for after every good tick")
    .option("--ticks <n>", "with run: end after so many minutes", readTicks)
    .option("--json", "one object on standard output")
    .action((given: string[], options: ScheduleOptions) => {
      const { words, url } = splitArguments(given, options);
      const [action, stray] = words;
      if (stray !== undefined) throw usageError(`"${stray}" is one word too many`);
      return perform(options, (io) => run({ ...options, action, url }, io));
    });
}

/** Applies, removes, lists, or runs the jobs in this process. */
export async function run(options: ScheduleOptions, io: Io): Promise<number> {
  if (options.action === "run") return keepRunning(options, io);
  if (options.action === "apply" || options.action === "remove" || options.action === "list") {
    return settle(options, options.action, io);
  }
  throw usageError(
    options.action ? `schedule cannot "${options.action}"` : "schedule what?",
    "lotastro-ops schedule apply, remove, list or run.",
  );
}

async function settle(
  options: ScheduleOptions,
  action: "apply" | "remove" | "list",
  io: Io,
): Promise<number> {
  const access = action === "list" ? "reads" : "writes";
  const needs = { verb: "schedule", installed: true, access } as const;
  return withSession(options, needs, io, async (session) => {
    const rows = await (options.cronDatabase === undefined
      ? here(session, action, io)
      : elsewhere(session, options, action, io));
    const status = rows.some(({ state }) => state === "fail") ? exit.findings : exit.clean;
    if (options.json) {
      printJson(io, { verb: "schedule", action, server: jsonServer(session), rows, exit: status });
    } else {
      showDiagnoses(rows, io);
    }
    return status;
  });
}

async function here(session: Session, action: string, io: Io): Promise<readonly Diagnosis[]> {
  if (action === "apply") return session.query<Diagnosis>("select * from ops.schedule_apply()");
  if (action === "remove") {
    const rows = await session.query<{ removed: number }>(
      "select ops.schedule_remove() as removed",
    );
    say(io, `${rows[0]?.removed ?? 0} entries removed`);
  }
  return session.query<Diagnosis>("select * from ops.schedule_list()");
}

function elsewhere(
  session: Session,
  options: ScheduleOptions,
  action: "apply" | "remove" | "list",
  io: Io,
): Promise<readonly Diagnosis[]> {
  const act = { apply: applyElsewhere, remove: removeElsewhere, list: listElsewhere }[action];
  return act(session, options, io);
}

function readTicks(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new InvalidArgumentError("It is a number of minutes.");
  return Number(text);
}
