import type { Command } from "commander";
import { type Session, withSession } from "../connect/session.ts";
import type { ConnectionOptions } from "../connect/target.ts";
import { usageError } from "../errors.ts";
import { exit } from "../output/exit.ts";
import { type Io, say } from "../output/io.ts";
import { printJson } from "../output/json.ts";
import { type Row, renderTable, widthOf } from "../output/table.ts";
import { type Compared, compareConfig } from "../services/compare-config.ts";
import { readFunctionSections } from "../services/config-toml.ts";
import {
  type EdgeFunction,
  queryEdgeFunctions,
  readEdgeFunctions,
} from "../services/edge-functions.ts";
import { readInput } from "../services/image.ts";
import { isDatabaseGiven, type Perform, splitArguments, withConnection } from "./verb.ts";

/** What `functions` takes. */
export interface FunctionsOptions extends ConnectionOptions {
  readonly config?: string | undefined;
  readonly accept?: boolean | undefined;
  readonly json?: boolean | undefined;
}

/** Adds the verb to the program. */
export function registerFunctions(program: Command, perform: Perform): void {
  withConnection(program.command("functions"))
    .description("the catalogue of edge functions, and config.toml held against it")
    .argument("[database]", "connection string; without one the package's own catalogue is shown")
    .option("--config <file>", "supabase/config.toml of the application's repository")
    .option("--accept", "keep what config.toml says where the catalogue only inferred it")
    .option("--json", "one object on standard output")
    .action((database: string | undefined, options: FunctionsOptions) => {
      const { url } = splitArguments(database === undefined ? [] : [database], options);
      return perform(options, (io) => run({ ...options, url }, io));
    });
}

/** Shows every function with what config.toml says of it. */
export async function run(options: FunctionsOptions, io: Io): Promise<number> {
  const { accept = false, config } = options;
  if (accept && config === undefined) {
    throw usageError("--accept needs --config", "It keeps what that file says.");
  }
  if (!isDatabaseGiven(options, io)) {
    if (accept) throw usageError("--accept needs a database", "What is accepted is kept there.");
    return show(options, readEdgeFunctions(), io);
  }
  const access = accept ? "writes" : "reads";
  const needs = { verb: "functions", installed: true, access } as const;
  return withSession(options, needs, io, async (session) => {
    if (accept && config !== undefined) await keep(config, session, io);
    return show(options, await queryEdgeFunctions(session), io);
  });
}

/** What was inferred until now is what the file says; what was read stays as it was. */
async function keep(config: string, session: Session, io: Io): Promise<void> {
  const sections = readFunctionSections(readInput(config).toString("utf8"));
  const kept = await session.query<{ readonly name: string }>(
    "select name from ops.accept_verify_jwt($1::jsonb)",
    [JSON.stringify(Object.fromEntries(sections))],
  );
  say(io, `verify_jwt of ${kept.length} functions is what config.toml says, no longer inferred`);
}

function show(options: FunctionsOptions, known: readonly EdgeFunction[], io: Io): number {
  const toml =
    options.config === undefined ? undefined : readInput(options.config).toString("utf8");
  const rows = compareConfig(known, toml);
  const wrong = rows.filter(({ state }) => state === "differs" || state === "missing");
  const status = wrong.length > 0 ? exit.findings : exit.clean;
  if (options.json) {
    printJson(io, {
      verb: "functions",
      config: options.config ?? null,
      functions: rows,
      exit: status,
    });
    return status;
  }
  io.stdout.write(`${renderTable(columns, rows.map(rowOf), widthOf(io.stdout))}\n`);
  const sections =
    toml === undefined ? "no config.toml was given: --config supabase/config.toml" : summary(rows);
  say(io, sections);
  return status;
}

const columns = [
  { heading: "FUNCTION" },
  { heading: "HEADER" },
  { heading: "CONFIG.TOML" },
  { heading: "WHAT IT IS", wraps: true },
] as const;

function rowOf({ name, header, state, note }: Compared): Row {
  return { cells: [name, header, state, note] };
}

function summary(rows: readonly Compared[]): string {
  const count = (state: string) => rows.filter((row) => row.state === state).length;
  return `config.toml: ${count("agrees")} agree, ${count("differs")} differ, ${count("missing")} missing, ${count("unknown here")} unknown to the catalogue`;
}
