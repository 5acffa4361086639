import type pg from "pg";
import { interrupted, OpsError, toOpsError } from "../errors.ts";
import { askSecret } from "../output/ask.ts";
import { type Io, say } from "../output/io.ts";
import { packageVersion } from "../version.ts";
import { cancelStatement } from "./cancel.ts";
import { noPassword, type Opened, openClient } from "./open.ts";
import { portWarning, recogniseRoute, refuseTransactionPooler } from "./pooler.ts";
import { describeServer, readServer, type ServerFacts } from "./server.ts";
import { type ConnectionOptions, resolveTarget, type Target } from "./target.ts";

/** What a verb demands of the database it is pointed at. */
export interface Needs {
  readonly verb: string;
  /** Package and database of one version; migrate, doctor and status do without. */
  readonly installed: boolean;
  /** Writing needs a primary; a session of its own, no pooler that shares it between transactions. */
  readonly access: "reads" | "writes" | "own session";
}

/** A connection with all that was found out about its other end. */
export interface Session {
  readonly target: Target;
  readonly server: ServerFacts;
  readonly client: pg.Client;
  readonly encrypted: boolean;
  /** Runs one statement; Ctrl-C cancels it in the server. */
  query<Row extends pg.QueryResultRow>(
    text: string,
    values?: readonly unknown[],
  ): Promise<readonly Row[]>;
  /** Runs work that uses the client itself; Ctrl-C cancels its statement in the server. */
  during<Result>(work: (client: pg.Client) => Promise<Result>): Promise<Result>;
}

/** Connects, says where, checks what the verb needs, works, and always disconnects. */
export async function withSession<Result>(
  options: ConnectionOptions,
  needs: Needs,
  io: Io,
  work: (session: Session) => Promise<Result>,
): Promise<Result> {
  const resolved = resolveTarget(options, io);
  const { target, opened } = await openAsking(resolved, needs.verb, io);
  try {
    const session = await inspect(target, opened, needs, io);
    return await work(session);
  } finally {
    await opened.client.end();
  }
}

async function inspect(target: Target, opened: Opened, needs: Needs, io: Io): Promise<Session> {
  const during = <Result>(run: (client: pg.Client) => Promise<Result>) =>
    cancellable(() => run(opened.client), opened, target, io);
  const server = await during(readServer);
  say(io, describeServer(server, target, opened.encrypted));
  const warning = portWarning(target);
  if (warning) say(io, warning);
  if (needs.access !== "reads") refuseStandby(server, needs.verb);
  if (needs.access === "own session") {
    await during((client) => demandOwnSession(client, target, needs, io));
  }
  if (needs.installed) server.demandVersion(packageVersion);
  const query = async <Row extends pg.QueryResultRow>(
    text: string,
    values: readonly unknown[] = [],
  ) => during(async (client) => (await client.query<Row>(text, [...values])).rows);
  return { target, server, ...opened, query, during };
}

async function demandOwnSession(client: pg.Client, target: Target, needs: Needs, io: Io) {
  const second = async () => (await openClient(target, application(needs.verb), io)).client;
  const route = await recogniseRoute(client, second);
  refuseTransactionPooler(route, needs.verb, target);
  if (route.kind === "pooler")
    say(io, `warning: this is a pooler of unknown mode (${route.evidence})`);
}

function refuseStandby(server: ServerFacts, verb: string): void {
  if (!server.standby) return;
  throw new OpsError(`this server is a standby, and ${verb} changes rows`, {
    code: "25006",
    hint: "Connect to the primary; check and explain work here.",
  });
}

/** As psql does: without a password first, and once more with one typed by the person. */
async function openAsking(target: Target, verb: string, io: Io) {
  try {
    return { target, opened: await openClient(target, application(verb), io) };
  } catch (error: unknown) {
    if (toOpsError(error).code !== noPassword || io.stdin.isTTY !== true) throw error;
    const typed = await askSecret(`Password for user ${target.user}: `, io);
    const known = { ...target, password: () => typed, passwordSource: "the terminal" };
    return { target: known, opened: await openClient(known, application(verb), io) };
  }
}

function application(verb: string): string {
  return `lotastro-ops/${packageVersion} ${verb}`;
}

async function cancellable<Result>(
  run: () => Promise<Result>,
  opened: Opened,
  target: Target,
  io: Io,
): Promise<Result> {
  if (io.signal.aborted) throw interrupted();
  const stop = () => void cancelStatement(opened.client, target, opened.encrypted);
  io.signal.addEventListener("abort", stop, { once: true });
  try {
    return await run();
  } catch (error: unknown) {
    if (io.signal.aborted) throw interrupted();
    throw toOpsError(error);
  } finally {
    io.signal.removeEventListener("abort", stop);
  }
}
