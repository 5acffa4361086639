import type { Command } from "commander";
import { type Session, withSession } from "../connect/session.ts";
import type { ConnectionOptions } from "../connect/target.ts";
import { toOpsError } from "../errors.ts";
import { type Diagnosis, showDiagnoses } from "../output/diagnoses.ts";
import { exit } from "../output/exit.ts";
import type { Io } from "../output/io.ts";
import { jsonServer, printJson } from "../output/json.ts";
import { packageVersion } from "../version.ts";
import { type Perform, splitArguments, withConnection } from "./verb.ts";

/** What `status` takes. */
export interface StatusOptions extends ConnectionOptions {
  readonly json?: boolean | undefined;
}

/** Adds the verb to the program. */
export function registerStatus(program: Command, perform: Perform): void {
  withConnection(program.command("status"))
    .description("what is installed, armed, planned and done here; only reads")
    .argument("[database]", "connection string")
    .option("--json", "one object on standard output")
    .action((database: string | undefined, options: StatusOptions) => {
      const { url } = splitArguments(database === undefined ? [] : [database], options);
      return perform(options, (io) => run({ ...options, url }, io));
    });
}

/** Shows how the installation stands, also when its version is another than ours. */
export async function run(options: StatusOptions, io: Io): Promise<number> {
  const needs = { verb: "status", installed: false, access: "reads" } as const;
  return withSession(options, needs, io, async (session) => {
    const rows = [versions(session), ...(await databaseRows(session, "status"))];
    const status = rows.some(({ state }) => state === "fail") ? exit.findings : exit.clean;
    if (options.json) {
      printJson(io, { verb: "status", server: jsonServer(session), rows, exit: status });
    } else {
      showDiagnoses(rows, io);
    }
    return status;
  });
}

/** Rows of ops.status() or ops.doctor(); where they cannot be had, one row says why. */
export async function databaseRows(
  session: Session,
  name: "status" | "doctor",
): Promise<readonly Diagnosis[]> {
  if (session.server.installedVersion === undefined) return [];
  try {
    return await session.query<Diagnosis>(`select * from ops.${name}()`);
  } catch (error: unknown) {
    const { message, code, hint } = toOpsError(error);
    const detail = `ops.${name}() could not run: ${message} (${code})`;
    return [{ item: `ops.${name}()`, state: "fail", detail, fix: hint ?? null }];
  }
}

/** Command line and database are of one release, or which of them to upgrade. */
export function versions({ server }: Session): Diagnosis {
  const item = "release";
  try {
    server.demandVersion(packageVersion);
    return { item, state: "ok", detail: `${packageVersion} here and in the database`, fix: null };
  } catch (error: unknown) {
    const { message, hint } = toOpsError(error);
    return { item, state: "fail", detail: message, fix: hint ?? null };
  }
}
