import type { Command } from "commander";
import { withSession } from "../connect/session.ts";
import type { ConnectionOptions } from "../connect/target.ts";
import { exit } from "../output/exit.ts";
import { type Explanation, showExplanation } from "../output/explanation.ts";
import type { Io } from "../output/io.ts";
import { jsonServer, printJson } from "../output/json.ts";
import { type Perform, splitArguments, withConnection } from "./verb.ts";

/** What `explain` takes. */
export interface ExplainOptions extends ConnectionOptions {
  readonly lot: string;
  readonly json?: boolean | undefined;
}

/** Adds the verb to the program. */
export function registerExplain(program: Command, perform: Perform): void {
  withConnection(program.command("explain"))
    .description("one lot on one screen: rolls, lines, what holds stock and why; only reads")
    .argument("<lot>", "lot number, as it stands on the label")
    .argument("[database]", "connection string")
    .option("--json", "one object on standard output")
    .action((lot: string, database: string | undefined, options: ExplainOptions) => {
      const { url } = splitArguments(database === undefined ? [] : [database], options);
      return perform(options, (io) => run({ ...options, lot, url }, io));
    });
}

/** Shows what the database knows about one lot. */
export async function run(options: ExplainOptions, io: Io): Promise<number> {
  const needs = { verb: "explain", installed: true, access: "reads" } as const;
  return withSession(options, needs, io, async (session) => {
    const lines = await session.query<Explanation>("select * from ops.explain_lot($1)", [
      options.lot,
    ]);
    const server = jsonServer(session);
    if (options.json) {
      printJson(io, { verb: "explain", server, lot: options.lot, lines, exit: exit.clean });
    } else {
      showExplanation(lines, io);
    }
    return exit.clean;
  });
}
