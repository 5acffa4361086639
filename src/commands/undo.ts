import type { Command } from "commander";
import { type Session, withSession } from "../connect/session.ts";
import type { ConnectionOptions } from "../connect/target.ts";
import type { Io } from "../output/io.ts";
import { runBatches } from "./batches.ts";
import {
  type ConsentOptions,
  demandConsent,
  refuseWithoutConsent,
  type Totals,
} from "./consent.ts";
import { type Perform, readMaxRows, readNumber, splitArguments, withConnection } from "./verb.ts";

/** What `undo` takes. */
export interface UndoOptions extends ConnectionOptions, ConsentOptions {
  readonly run: string;
  readonly json?: boolean | undefined;
}

/** Adds the verb to the program. */
export function registerUndo(program: Command, perform: Perform): void {
  withConnection(program.command("undo"))
    .description("take a run back; a row changed since is reported and left alone")
    .argument("<run>", "number that apply gave out", readNumber)
    .argument("[database]", "connection string")
    .option("--reason <text>", "why; stays in the journal")
    .option("--yes", "do not ask; needs --max-rows")
    .option("--max-rows <n>", "refuse a run with more changes", readMaxRows)
    .option("--json", "one object on standard output")
    .action((number: string, database: string | undefined, options: UndoOptions) => {
      const { url } = splitArguments(database === undefined ? [] : [database], options);
      return perform(options, (io) => run({ ...options, run: number, url }, io));
    });
}

/** Shows how much a run changed, asks, takes it back, and shows what became of each row. */
export async function run(options: UndoOptions, io: Io): Promise<number> {
  refuseWithoutConsent("undo", options, io);
  const needs = { verb: "undo", installed: true, access: "own session" } as const;
  return withSession(options, needs, io, async (session) => {
    const totals = await runTotals(session, options.run);
    if (totals.rows > 0) await demandConsent("Undo", totals, session, options, io);
    const batches = {
      verb: "undo",
      what: `undoing run ${options.run}`,
      procedure: "ops.undo_in_batches",
      number: options.run,
      reason: options.reason ?? "",
    } as const;
    return runBatches(session, batches, options.json === true, io);
  });
}

async function runTotals(session: Session, run: string): Promise<Totals> {
  const rows = await session.query<Totals>(
    `select count(*)::int as rows, to_char(coalesce(sum(size), 0), 'FM999,999,999,990.00') as metres
    from ops.run_rows($1) where state in ('applied', 'restored')`,
    [run],
  );
  return rows[0] ?? { rows: 0, metres: "0.00" };
}
