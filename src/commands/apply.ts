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

/** What `apply` takes. */
export interface ApplyOptions extends ConnectionOptions, ConsentOptions {
  readonly plan: string;
  readonly json?: boolean | undefined;
}

/** Adds the verb to the program. */
export function registerApply(program: Command, perform: Perform): void {
  withConnection(program.command("apply"))
    .description("apply a plan in small committed batches; every change can be undone")
    .argument("<plan>", "number that plan gave out", readNumber)
    .argument("[database]", "connection string")
    .option("--reason <text>", "why; stays in the journal")
    .option("--yes", "do not ask; needs --max-rows")
    .option("--max-rows <n>", "refuse a plan with more changes", readMaxRows)
    .option("--json", "one object on standard output")
    .action((plan: string, database: string | undefined, options: ApplyOptions) => {
      const { url } = splitArguments(database === undefined ? [] : [database], options);
      return perform(options, (io) => run({ ...options, plan, url }, io));
    });
}

/** Shows how much a plan changes, asks, applies it, and shows what became of each row. */
export async function run(options: ApplyOptions, io: Io): Promise<number> {
  refuseWithoutConsent("apply", options, io);
  const needs = { verb: "apply", installed: true, access: "own session" } as const;
  return withSession(options, needs, io, async (session) => {
    const totals = await planTotals(session, options.plan);
    // An empty plan is the server's to refuse: it says why.
    if (totals.rows > 0) await demandConsent("Apply", totals, session, options, io);
    const batches = {
      verb: "apply",
      what: `applying plan ${options.plan}`,
      procedure: "ops.apply_in_batches",
      number: options.plan,
      reason: options.reason ?? "",
    } as const;
    return runBatches(session, batches, options.json === true, io);
  });
}

async function planTotals(session: Session, plan: string): Promise<Totals> {
  const rows = await session.query<Totals>(
    `select count(*)::int as rows, to_char(coalesce(sum(size), 0), 'FM999,999,999,990.00') as metres
    from ops.plan_rows($1) where state = 'planned'`,
    [plan],
  );
  return rows[0] ?? { rows: 0, metres: "0.00" };
}
