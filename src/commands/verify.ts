import type { Command } from "commander";
import { withSession } from "../connect/session.ts";
import type { ConnectionOptions } from "../connect/target.ts";
import { usageError } from "../errors.ts";
import { exit, worst } from "../output/exit.ts";
import { colours, type Io, say } from "../output/io.ts";
import { jsonServer, printJson } from "../output/json.ts";
import { type Row, renderTable, widthOf } from "../output/table.ts";
import { readTimeLimit } from "./time-limit.ts";
import { type Perform, splitArguments, withConnection } from "./verb.ts";
import { type LoginOptions, readLogin, withLogin } from "./verify-login.ts";

/** What `verify` takes. */
export interface VerifyOptions extends ConnectionOptions, LoginOptions {
  readonly area: string;
  readonly json?: boolean | undefined;
}

/** ops.verification: one line of a resolution verification. */
export interface Verification {
  readonly step: string;
  readonly state: "passed" | "failed" | "pending" | "manual" | "unknown";
  readonly message: string;
  readonly evidence: unknown;
  readonly next: string | null;
}

const columns = [
  { heading: "STATE" },
  { heading: "STEP", wraps: true },
  { heading: "FOUND, AND WHAT IS NEXT", wraps: true },
] as const;

/** Adds the verb to the program. */
export function registerVerify(program: Command, perform: Perform): void {
  withConnection(program.command("verify"))
    .description("whether an incident of this type is over: the runbook's resolution verification")
    .argument("<area>", "reservations, connections, …")
    .argument("[database]", "connection string")
    .option("--login", "auth only: sign in with a test account, look, and sign out again")
    .option("--auth-url <url>", "https://<project>.supabase.co/auth/v1; else from SUPABASE_URL")
    .option("--email <address>", "the test account; LOTASTRO_LOGIN_EMAIL does the same")
    .option("--password-file <file>", "its password, first line of a private file")
    .option("--password-stdin", "its password on standard input; else LOTASTRO_LOGIN_PASSWORD")
    .option("--timeout <time>", "for each request of the login (default: 10s)", readTimeLimit)
    .option("--json", "one object on standard output")
    .action((area: string, database: string | undefined, options: VerifyOptions) => {
      const { url } = splitArguments(database === undefined ? [] : [database], options);
      return perform(options, (io) => run({ ...options, area, url }, io));
    });
}

/** Shows each line of the verification; what failed is 1, what cannot be known yet is 2. */
export async function run(options: VerifyOptions, io: Io): Promise<number> {
  if (options.login && options.area !== "auth") {
    throw usageError("--login belongs to area auth", "lotastro-ops verify auth --login");
  }
  const login = options.login ? await readLogin(options, io) : undefined;
  const needs = { verb: "verify", installed: true, access: "writes" } as const;
  return withSession(options, needs, io, async (session) => {
    if (login) say(io, `signing in as ${login.email} at ${login.address}, and out again`);
    const found = await session.query<Verification>("select * from ops.verify($1)", [options.area]);
    const rows = login ? await withLogin(found, login, session, io) : found;
    const status = worst(
      rows.some(({ state }) => state === "failed") ? exit.findings : exit.clean,
      rows.some(({ state }) => state === "unknown" || state === "pending")
        ? exit.unknown
        : exit.clean,
    );
    if (options.json) {
      const server = jsonServer(session);
      printJson(io, { verb: "verify", server, area: options.area, rows, exit: status });
    } else {
      show(rows, io);
    }
    return status;
  });
}

function show(verifications: readonly Verification[], io: Io): void {
  const paint = colours(io, io.stdout);
  const paints: Readonly<Record<string, Row["paint"]>> = {
    failed: paint.red,
    unknown: paint.yellow,
    pending: paint.yellow,
  };
  const rows = verifications.map(({ state, step, message, next }): Row => {
    const found = next === null ? message : `${message}\n-> ${next}`;
    const colour = paints[state];
    return { cells: [state, step, found], ...(colour ? { paint: colour } : {}) };
  });
  io.stdout.write(`${renderTable(columns, rows, widthOf(io.stdout))}\n`);
}
