import { appendFileSync, closeSync, openSync } from "node:fs";
import type { Command } from "commander";
import { type Session, withSession } from "../connect/session.ts";
import type { ConnectionOptions } from "../connect/target.ts";
import { exit } from "../output/exit.ts";
import { type Io, say } from "../output/io.ts";
import { jsonServer, printJson } from "../output/json.ts";
import { demandName, refuseWithoutTerminal } from "./consent.ts";
import { withNotices } from "./notices.ts";
import { type Perform, splitArguments, withConnection } from "./verb.ts";

/** What `uninstall` takes. */
export interface UninstallOptions extends ConnectionOptions {
  /** File that receives the journal; then nothing stays in the database. */
  readonly evidence?: string | undefined;
  readonly discardEvidence?: boolean | undefined;
  readonly yes?: boolean | undefined;
  readonly json?: boolean | undefined;
}

/** Adds the verb to the program. */
export function registerUninstall(program: Command, perform: Perform): void {
  withConnection(program.command("uninstall"))
    .description(
      "remove the package; the journal stays in schema ops_evidence unless told otherwise",
    )
    .argument("[database]", "connection string")
    .option(
      "--evidence <file>",
      "write the journal to a file, as JSON lines, and leave nothing behind",
    )
    .option("--discard-evidence", "leave nothing behind, and keep nothing")
    .option("--yes", "do not ask")
    .option("--json", "one object on standard output")
    .action((database: string | undefined, options: UninstallOptions) => {
      const { url } = splitArguments(database === undefined ? [] : [database], options);
      return perform(options, (io) => run({ ...options, url }, io));
    });
}

/** Exports the journal if asked, then drops all that was installed. */
export async function run(options: UninstallOptions, io: Io): Promise<number> {
  refuseWithoutTerminal("uninstall", options, io);
  const needs = { verb: "uninstall", installed: true, access: "own session" } as const;
  return withSession(options, needs, io, async (session) => {
    await demandName("Remove lotastro-ops", session, options, io);
    const rows = options.evidence ? await writeEvidence(session, options.evidence) : undefined;
    if (rows !== undefined) say(io, `${rows} rows of evidence are in ${options.evidence}`);
    const keep = options.evidence === undefined && options.discardEvidence !== true;
    const [answer] = await withNotices(
      session.client,
      (notice) => say(io, notice),
      () => session.query<{ line: string }>("select ops.uninstall($1) as line", [keep]),
    );
    const result = answer?.line ?? "removed";
    if (options.json) {
      const server = jsonServer(session);
      printJson(io, { verb: "uninstall", server, result, evidence: rows, exit: exit.clean });
    } else {
      io.stdout.write(`${result}\n`);
    }
    return exit.clean;
  });
}

/** Through a cursor: a journal of 400 days does not fit into memory. */
async function writeEvidence(session: Session, path: string): Promise<number> {
  const file = openSync(path, "wx", 0o600);
  let count = 0;
  try {
    await session.query("begin isolation level repeatable read read only");
    await session.query(
      "declare evidence cursor for select e::text as line from ops.evidence() as e",
    );
    for (;;) {
      const rows = await session.query<{ line: string }>("fetch 1000 from evidence");
      if (rows.length === 0) break;
      appendFileSync(file, `${rows.map(({ line }) => line).join("\n")}\n`);
      count += rows.length;
    }
    await session.query("commit");
  } finally {
    closeSync(file);
  }
  return count;
}
