import type { Command } from "commander";
import { type Session, withSession } from "../connect/session.ts";
import type { ConnectionOptions } from "../connect/target.ts";
import { type ChangeRow, isDone, showChanges } from "../output/changes.ts";
import { exit } from "../output/exit.ts";
import { type Io, say } from "../output/io.ts";
import { jsonServer, printJson } from "../output/json.ts";
import { withNotices } from "./notices.ts";
import {
  type MaxRows,
  type Perform,
  readMaxRows,
  rowLimit,
  splitArguments,
  withConnection,
} from "./verb.ts";

/** What `plan` takes. */
export interface PlanOptions extends ConnectionOptions {
  readonly area: string;
  readonly rule?: string | undefined;
  readonly keys?: readonly string[] | undefined;
  readonly choice?: string | undefined;
  readonly maxRows?: MaxRows | undefined;
  readonly json?: boolean | undefined;
}

interface PlannedChange extends ChangeRow {
  readonly plan: string | null;
  readonly action: string | null;
}

/** Adds the verb to the program. */
export function registerPlan(program: Command, perform: Perform): void {
  withConnection(program.command("plan"))
    .description("plan a repair and store it; changes no row of the application")
    .argument("<area>", "reservations, …")
    .argument("[database]", "connection string")
    .option("--rule <name>", "repair this rule only")
    .option("--keys <list>", "and of it these rows only: keys with commas between", splitKeys)
    .option("--choice <word>", "what to do where the rule leaves it to a person")
    .option("--max-rows <n>", "changes to plan at most, or all (default: 200)", readMaxRows)
    .option("--json", "one object on standard output")
    .action((area: string, database: string | undefined, options: PlanOptions) => {
      const { url } = splitArguments(database === undefined ? [] : [database], options);
      return perform(options, (io) => run({ ...options, area, url }, io));
    });
}

/** Stores a plan, shows its rows, and says the exact next command. */
export async function run(options: PlanOptions, io: Io): Promise<number> {
  const needs = { verb: "plan", installed: true, access: "writes" } as const;
  return withSession(options, needs, io, async (session) => {
    const { rows, notices } = await planRepair(session, options);
    const plan = rows[0]?.plan ?? null;
    const changes = rows.filter(isDone).length;
    const next = changes > 0 ? `lotastro-ops apply ${plan} --reason "why"` : null;
    if (options.json) {
      const server = jsonServer(session);
      printJson(io, { verb: "plan", server, plan, changes, rows, next, exit: exit.clean });
    } else {
      showChanges(rows, io);
    }
    for (const notice of notices) say(io, notice);
    if (next !== null) say(io, `next: ${next}`);
    return exit.clean;
  });
}

async function planRepair(session: Session, options: PlanOptions) {
  const { area, rule = null, keys = null, choice = null, maxRows } = options;
  const notices: string[] = [];
  const rows = await withNotices(
    session.client,
    (notice) => notices.push(notice),
    () =>
      session.query<PlannedChange>("select * from ops.repair($1, true, $2, $3, $4, null, $5)", [
        area,
        rule,
        keys,
        rowLimit(maxRows),
        choice,
      ]),
  );
  return { rows, notices };
}

function splitKeys(text: string): readonly string[] {
  return text.split(",").map((key) => key.trim());
}
