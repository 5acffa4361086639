import type { Command } from "commander";
import { type Session, withSession } from "../connect/session.ts";
import { type ConnectionOptions, resolveTarget } from "../connect/target.ts";
import { toOpsError } from "../errors.ts";
import { type Diagnosis, showDiagnoses } from "../output/diagnoses.ts";
import { exit, worst } from "../output/exit.ts";
import type { Io } from "../output/io.ts";
import { jsonServer, printJson } from "../output/json.ts";
import { diagnoseConnection, diagnoseName, diagnoseSettings } from "./doctor-steps.ts";
import { databaseRows, versions } from "./status.ts";
import { type Perform, splitArguments, withConnection } from "./verb.ts";

/** What `doctor` takes. */
export interface DoctorOptions extends ConnectionOptions {
  readonly json?: boolean | undefined;
}

/** Adds the verb to the program. */
export function registerDoctor(program: Command, perform: Perform): void {
  withConnection(program.command("doctor"))
    .description("why it does not connect or work, step by step; also when the server is down")
    .argument("[database]", "connection string")
    .option("--json", "one object on standard output")
    .action((database: string | undefined, options: DoctorOptions) => {
      const { url } = splitArguments(database === undefined ? [] : [database], options);
      return perform(options, (io) => run({ ...options, url }, io));
    });
}

/** Walks from the settings to the database and shows each step, as far as it comes. */
export async function run(options: DoctorOptions, io: Io): Promise<number> {
  const target = resolveTarget(options, io);
  const rows: Diagnosis[] = [...diagnoseSettings(target), ...(await diagnoseName(target))];
  const needs = { verb: "doctor", installed: false, access: "reads" } as const;
  let server: Readonly<Record<string, unknown>> | undefined;
  let reached = true;
  try {
    await withSession(options, needs, io, async (session) => {
      server = jsonServer(session);
      rows.push(...(await insideRows(session, io)));
    });
  } catch (error: unknown) {
    const problem = toOpsError(error);
    if (problem.exitStatus === exit.interrupted) throw problem;
    reached = false;
    const fix = problem.hint ?? null;
    rows.push({ item: "connection", state: "fail", detail: problem.message, fix });
  }
  const failed = rows.some(({ state }) => state === "fail");
  const status = worst(reached ? exit.clean : exit.failed, failed ? exit.findings : exit.clean);
  if (options.json) printJson(io, { verb: "doctor", server, rows, exit: status });
  else showDiagnoses(rows, io);
  return status;
}

async function insideRows(session: Session, io: Io): Promise<readonly Diagnosis[]> {
  return [
    ...(await diagnoseConnection(session, io)),
    versions(session),
    ...(await databaseRows(session, "doctor")),
  ];
}
