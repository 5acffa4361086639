import type { Command } from "commander";
import { type Session, withSession } from "../connect/session.ts";
import type { ConnectionOptions } from "../connect/target.ts";
import { usageError } from "../errors.ts";
import { type Io, say } from "../output/io.ts";
import { plainAddress } from "../services/address.ts";
import {
  type EdgeFunction,
  findEdgeFunction,
  queryEdgeFunctions,
  readEdgeFunctions,
} from "../services/edge-functions.ts";
import { refuseWithoutTerminal } from "./consent.ts";
import { runCall } from "./invoke-call.ts";
import { runProbe } from "./invoke-probe.ts";
import { millisOf, readTimeLimit } from "./time-limit.ts";
import { isDatabaseGiven, type Perform, splitArguments, withConnection } from "./verb.ts";

/** What `invoke` takes. */
export interface InvokeOptions extends ConnectionOptions {
  readonly function: string;
  readonly reason?: string | undefined;
  readonly body?: string | undefined;
  readonly image?: string | undefined;
  readonly imageField?: string | undefined;
  readonly baseUrl?: string | undefined;
  readonly timeout?: string | undefined;
  readonly secretStdin?: boolean | undefined;
  readonly probe?: boolean | undefined;
  readonly yes?: boolean | undefined;
  readonly json?: boolean | undefined;
}

/** All that a call or a probe needs to know. */
export interface Invocation {
  readonly options: InvokeOptions;
  readonly function: EdgeFunction;
  readonly url: string;
  readonly limitMillis: number;
  /** Undefined where no database is given: then nothing is recorded. */
  readonly session: Session | undefined;
}

/** Adds the verb to the program. */
export function registerInvoke(program: Command, perform: Perform): void {
  withConnection(program.command("invoke"))
    .description("call an edge function over HTTP with the header it reads, and record the answer")
    .argument("<function>", "its name, as in select name from ops.edge_functions()")
    .argument("[database]", "connection string; without one nothing is recorded")
    .option("--reason <text>", "why; stays in the record")
    .option("--body <file>", "JSON to send (default: {})")
    .option("--image <file>", "photo to send, for stock-take-ocr")
    .option("--image-field <name>", "member of the body that carries it (default: image)")
    .option(
      "--base-url <url>",
      "LOTASTRO_FUNCTIONS_URL, SUPABASE_URL or setting functions_url do the same",
    )
    .option("--timeout <time>", "how long it may take (default: 30s)", readTimeLimit)
    .option("--secret-stdin", "read the secret from the first line of standard input")
    .option("--probe", "only ask whether it is deployed and refuses a wrong secret")
    .option("--yes", "do not ask")
    .option("--json", "one object on standard output")
    .addHelpText("after", afterHelp)
    .action((name: string, database: string | undefined, options: InvokeOptions) => {
      const { url } = splitArguments(database === undefined ? [] : [database], options);
      return perform(options, (io) => run({ ...options, function: name, url }, io));
    });
}

const afterHelp = `
Secrets come from the environment: CRON_SECRET, SUPABASE_SERVICE_ROLE_KEY, LOTASTRO_USER_TOKEN or
LOTASTRO_API_KEY, whichever the function reads, and SUPABASE_ANON_KEY for the gateway. They are
never printed and never recorded.
`;

/** Calls or probes one function. */
export async function run(options: InvokeOptions, io: Io): Promise<number> {
  if (!options.probe && !options.reason?.trim()) {
    throw usageError("invoke needs a reason", 'It stays in the record: --reason "why".');
  }
  refuseWithoutTerminal("invoke", options, io);
  if (!isDatabaseGiven(options, io)) {
    say(io, "no database is given: the call is not recorded");
    return invoke(options, undefined, io);
  }
  const needs = { verb: "invoke", installed: true, access: "writes" } as const;
  return withSession(options, needs, io, (session) => invoke(options, session, io));
}

async function invoke(options: InvokeOptions, session: Session | undefined, io: Io) {
  const known = session === undefined ? readEdgeFunctions() : await queryEdgeFunctions(session);
  const one = findEdgeFunction(known, options.function);
  const given = await baseUrl(options, session, io);
  const base = plainAddress(given, "the address of the functions");
  const invocation: Invocation = {
    options,
    function: one,
    url: `${base}/${one.name}`,
    limitMillis: millisOf(options.timeout ?? "30s"),
    session,
  };
  return options.probe ? runProbe(invocation, io) : runCall(invocation, io);
}

async function baseUrl(options: InvokeOptions, session: Session | undefined, io: Io) {
  const { LOTASTRO_FUNCTIONS_URL, SUPABASE_URL } = io.env;
  const project = SUPABASE_URL ? `${SUPABASE_URL.replace(/\/+$/, "")}/functions/v1` : undefined;
  const given = options.baseUrl ?? LOTASTRO_FUNCTIONS_URL ?? project;
  if (given !== undefined) return given;
  const [row] =
    (await session?.query<{ url: string | null }>("select ops.setting('functions_url') as url")) ??
    [];
  if (row?.url) return row.url;
  throw usageError(
    "the address of the functions is not known",
    "Give --base-url https://<project>.supabase.co/functions/v1, or set SUPABASE_URL.",
  );
}
