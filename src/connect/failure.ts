import { errorFields, OpsError } from "../errors.ts";
import { networkFailure } from "./failure-network.ts";
import { serverFailure } from "./failure-server.ts";
import { tlsFailure } from "./failure-tls.ts";
import { type Target, targetName } from "./target.ts";

/** What went wrong in words, and the next step. */
export interface Finding {
  readonly code: string;
  readonly what: string;
  readonly hint: string;
}

/** Any failure to connect, as a message that says the next step. */
export function connectionFailure(error: unknown, target: Target, seconds: number): OpsError {
  if (error instanceof OpsError) return error;
  const cause = innermost(error);
  const fields = errorFields(cause);
  const finding =
    serverFailure(fields, target) ??
    tlsFailure(fields, target) ??
    networkFailure(fields, target, seconds) ??
    unforeseen(fields);
  return new OpsError(
    `cannot connect to ${targetName(target)} as ${target.user}: ${finding.what}`,
    { code: finding.code, hint: finding.hint, detail: detailOf(fields), cause: error },
  );
}

/** A name with several addresses fails with one error for each: the last one tells most. */
function innermost(error: unknown): unknown {
  return error instanceof AggregateError && error.errors.length > 0
    ? (error.errors.find((one) => errorFields(one).code !== "ENETUNREACH") ?? error.errors[0])
    : error;
}

function detailOf(fields: Readonly<Record<string, unknown>>): string | undefined {
  const message = String(fields.message ?? "").trim();
  return message === "" ? undefined : message;
}

function unforeseen(fields: Readonly<Record<string, unknown>>): Finding {
  return {
    code: typeof fields.code === "string" ? fields.code : "CONNECT",
    what: "the connection failed",
    hint: "Try the same settings with psql; lotastro-ops doctor shows each step of the way.",
  };
}
