import { exit } from "./output/exit.ts";

/** Where in a file an error stands, as the installer reports it. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly excerpt: string;
}

/** What an OpsError may carry beside its message. */
export interface OpsErrorOptions {
  /** SQLSTATE, an errno such as ECONNREFUSED, or a word of our own such as USAGE. */
  readonly code: string;
  readonly detail?: string | undefined;
  readonly hint?: string | undefined;
  readonly exitStatus?: number | undefined;
  readonly place?: Place | undefined;
  readonly cause?: unknown;
}

/** The one error that leaves this package: what happened, why, and what to do next. */
export class OpsError extends Error {
  override readonly name = "OpsError";
  readonly code: string;
  readonly detail: string | undefined;
  readonly hint: string | undefined;
  readonly exitStatus: number;
  readonly place: Place | undefined;

  constructor(message: string, options: OpsErrorOptions) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = options.code;
    this.detail = options.detail;
    this.hint = options.hint;
    this.exitStatus = options.exitStatus ?? exit.failed;
    this.place = options.place;
  }
}

/** A mistake on the command line: exit status 64. */
export function usageError(message: string, hint?: string): OpsError {
  return new OpsError(message, { code: "USAGE", hint, exitStatus: exit.usage });
}

/** Ctrl-C: nothing failed, the person asked to stop. */
export function interrupted(detail?: string): OpsError {
  return new OpsError("interrupted", { code: "SIGINT", detail, exitStatus: exit.interrupted });
}

/** Any error as an OpsError; the one place where the driver's errors are translated. */
export function toOpsError(error: unknown): OpsError {
  if (error instanceof OpsError) return error;
  const fields = errorFields(error);
  const code = text(fields.code) ?? lostConnection(fields) ?? "ERROR";
  return new OpsError(text(fields.message) ?? String(error), {
    code,
    detail: text(fields.detail),
    hint: text(fields.hint) ?? (code === "42501" ? missingRight(fields) : advice[code]),
    exitStatus: bySqlstate[code],
    place: placeOf(fields),
    cause: error,
  });
}

/** True when the connection itself is gone, so that no further statement can run on it. */
export function isConnectionLost(error: unknown): boolean {
  const { code } = toOpsError(error);
  return code.startsWith("57P0") || code.startsWith("08") || lost.has(code);
}

/** The fields of an unknown thrown value, readable without a cast at each use. */
export function errorFields(error: unknown): Readonly<Record<string, unknown>> {
  if (typeof error !== "object" || error === null) return {};
  return Object.assign(Object.create(null), { message: Reflect.get(error, "message") }, error);
}

const lost: ReadonlySet<string> = new Set(["CONNECTION_LOST", "ECONNRESET", "EPIPE", "ETIMEDOUT"]);

/** SQLSTATEs whose exit status is not plain failure: a wrong argument is usage, a cap is a finding. */
const bySqlstate: Readonly<Record<string, number>> = {
  OP001: exit.usage,
  OP002: exit.usage,
  OP003: exit.usage,
  OP005: exit.usage,
  OP006: exit.usage,
  OP007: exit.usage,
  OP008: exit.findings,
  OP009: exit.usage,
  OP012: exit.findings,
  OP013: exit.usage,
  OP014: exit.findings,
  OP070: exit.findings,
};

/** Next steps for errors of the server itself, which often come without a hint. */
const advice: Readonly<Record<string, string>> = {
  "25006": "This server only reads (a standby, or default_transaction_read_only): use the primary.",
  "57014":
    "The statement was cancelled or ran out of time: raise --statement-timeout, or try again.",
  "55P03":
    "Another session holds a lock it needs: select * from ops.lock_wait names it, then try again.",
  "40P01": "Two sessions waited for each other and this one gave way: run the command again.",
  "57P01":
    "The server ended this session (restart or terminate): connect again and look at the state.",
  "53100": "The server's disk is full: free space before anything else.",
  CONNECTION_LOST: "The server closed the connection: see lotastro-ops doctor, then run it again.",
  ECONNRESET: "The server closed the connection: see lotastro-ops doctor, then run it again.",
};

/** Who may grant what: a reader lacks ops_operator, and what only the owner may do nobody grants. */
function missingRight(fields: Readonly<Record<string, unknown>>): string {
  const what = /^permission denied for (.*)$/.exec(text(fields.message) ?? "")?.[1] ?? "";
  if (what === "schema ops") {
    return "The package's owner can grant ops_reader (checks) or ops_operator (repairs) to your role.";
  }
  return what === "schema ops_migrations" || what === "function uninstall"
    ? "Only the package's owner may: connect as the role that installed it."
    : "Repairs, verifications and incidents need ops_operator, which the package's owner can grant to your role; the rest is the owner's alone.";
}

function lostConnection(fields: Readonly<Record<string, unknown>>): string | undefined {
  const message = text(fields.message) ?? "";
  return /^Connection terminated|^Client has encountered a connection error/.test(message)
    ? "CONNECTION_LOST"
    : undefined;
}

function placeOf(fields: Readonly<Record<string, unknown>>): Place | undefined {
  const { file, line, column, excerpt } = fields;
  // The server's own errors have file and line too, of its C source: only an excerpt makes it ours.
  if (typeof file !== "string" || typeof excerpt !== "string") return undefined;
  return { file, line: Number(line), column: Number(column), excerpt };
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
