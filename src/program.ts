import { Command, CommanderError } from "commander";
import { registerApply } from "./commands/apply.ts";
import { registerCheck } from "./commands/check.ts";
import { registerDemo } from "./commands/demo.ts";
import { registerDoctor } from "./commands/doctor.ts";
import { registerExplain } from "./commands/explain.ts";
import { registerFunctions } from "./commands/functions.ts";
import { registerIncident } from "./commands/incident.ts";
import { registerInvoke } from "./commands/invoke.ts";
import { registerKeysCheck } from "./commands/keys-check.ts";
import { registerMailCheck } from "./commands/mail-check.ts";
import { registerMaintain } from "./commands/maintain.ts";
import { registerMetrics } from "./commands/metrics.ts";
import { registerMigrate } from "./commands/migrate.ts";
import { registerPlan } from "./commands/plan.ts";
import { registerReport } from "./commands/report.ts";
import { registerRunbook } from "./commands/runbook.ts";
import { registerSchedule } from "./commands/schedule.ts";
import { registerStatus } from "./commands/status.ts";
import { registerUndo } from "./commands/undo.ts";
import { registerUninstall } from "./commands/uninstall.ts";
import type { Perform } from "./commands/verb.ts";
import { registerVerify } from "./commands/verify.ts";
import { toOpsError } from "./errors.ts";
import { exit } from "./output/exit.ts";
import type { Io } from "./output/io.ts";
import { jsonError, printJson } from "./output/json.ts";
import { showProblem } from "./output/problem.ts";
import { packageVersion } from "./version.ts";

const registrations = [
  registerMigrate,
  registerCheck,
  registerPlan,
  registerApply,
  registerUndo,
  registerVerify,
  registerMaintain,
  registerExplain,
  registerIncident,
  registerSchedule,
  registerReport,
  registerMetrics,
  registerStatus,
  registerDoctor,
  registerRunbook,
  registerFunctions,
  registerInvoke,
  registerKeysCheck,
  registerMailCheck,
  registerUninstall,
  registerDemo,
];

/** Reads the command line, runs the verb, and returns the exit status. */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  let status: number = exit.clean;
  const perform: Perform = async (options, work) => {
    status = await settle(work(io), options.json === true, io);
  };
  const program = buildProgram(perform, io);
  try {
    await program.parseAsync(argv, { from: "user" });
    return status;
  } catch (error: unknown) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exit.clean : exit.usage;
    return settle(Promise.reject(error), false, io);
  }
}

async function settle(work: Promise<number>, json: boolean, io: Io): Promise<number> {
  try {
    return await work;
  } catch (error: unknown) {
    const problem = toOpsError(error);
    if (json) printJson(io, jsonError(problem));
    showProblem(problem, io);
    return problem.exitStatus;
  }
}

function buildProgram(perform: Perform, io: Io): Command {
  const program = new Command("lotastro-ops")
    .description("Integrity checks and reversible repairs for the LotAstro warehouse database.")
    .version(packageVersion)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      outputError: (text, write) => write(plainly(text)),
      getOutHelpWidth: () => io.stdout.columns ?? 100,
      getErrHelpWidth: () => io.stderr.columns ?? 100,
    })
    .showHelpAfterError("(add --help for what it takes)")
    .addHelpText("after", afterHelp);
  for (const register of registrations) register(program, perform);
  return program;
}

/** Commander's words for an argument that does not fit, in ours. */
function plainly(text: string): string {
  return text.replace(
    /command-argument value '(.*)' is invalid for argument '(.*)'\./,
    "$2 cannot be '$1'.",
  );
}

const afterHelp = `
Connects as psql does: a URL or keyword=value pairs as an argument or in DATABASE_URL, PGHOST,
PGSERVICE and the other libpq variables, ~/.pg_service.conf, ~/.pgpass, sslmode as libpq means it.

Exit status, the first that applies: 130 interrupted, 64 wrong usage, 3 failed, 1 findings at or
above --fail-on, stopped at a limit or rows left alone, 2 something could not be checked, 0 clean.
`;
