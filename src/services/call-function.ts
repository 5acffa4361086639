import { errorFields, interrupted, usageError } from "../errors.ts";
import { blot } from "./secrets.ts";

/** One request to an edge function. */
export interface FunctionCall {
  readonly url: string;
  readonly method: "POST" | "OPTIONS";
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  readonly limitMillis: number;
  /** What must not appear in anything that comes back. */
  readonly secrets: readonly string[];
  readonly signal: AbortSignal;
}

/** What came back: a status with the beginning of its body, or why none came. */
export interface Answer {
  readonly status: number | null;
  readonly body: string;
  readonly truncated: boolean;
  readonly error: string | null;
  readonly millis: number;
}

const mostBytes = 64 * 1024;

/** Sends one request; follows no redirect, waits no longer than it may, reads no more than 64 kB. */
export async function callFunction(call: FunctionCall): Promise<Answer> {
  const started = performance.now();
  const limit = AbortSignal.timeout(call.limitMillis);
  const done = (answer: Omit<Answer, "millis">): Answer => ({
    ...answer,
    body: blot(answer.body, call.secrets),
    error: answer.error === null ? null : blot(answer.error, call.secrets),
    millis: Math.round(performance.now() - started),
  });
  let status: number | null = null;
  try {
    const response = await fetch(call.url, {
      method: call.method,
      headers: call.headers,
      ...(call.body === undefined ? {} : { body: call.body }),
      // A redirect could carry the secret to another machine.
      redirect: "manual",
      signal: AbortSignal.any([limit, call.signal]),
    });
    status = response.status;
    return done({ status, ...(await beginningOf(response)), error: null });
  } catch (error: unknown) {
    if (call.signal.aborted)
      throw interrupted("The request was sent; whether it was worked on is not known.");
    const reason = limit.aborted
      ? `no whole answer within ${call.limitMillis / 1000} s`
      : whyNot(error);
    const cut = status === null ? reason : `status ${status}, then: ${reason}`;
    return done({ status: null, body: "", truncated: false, error: cut });
  }
}

/** https, or http to this very machine; no credentials, no query. */
export function functionUrl(base: string, name: string): string {
  let url: URL;
  try {
    url = new URL(base);
  } catch {
    throw usageError("the address of the functions is no address", addressHint);
  }
  const here = ["127.0.0.1", "localhost", "[::1]"].includes(url.hostname);
  const fits = url.protocol === "https:" || (url.protocol === "http:" && here);
  if (!fits || url.username !== "" || url.password !== "" || url.search !== "" || url.hash !== "") {
    throw usageError("the address of the functions is no plain https address", addressHint);
  }
  return `${url.origin}${url.pathname.replace(/\/+$/, "")}/${name}`;
}

const addressHint = "https://<project>.supabase.co/functions/v1, without user, password or query.";

async function beginningOf(response: Response): Promise<Pick<Answer, "body" | "truncated">> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  if (response.body !== null) {
    for await (const chunk of response.body) {
      chunks.push(chunk);
      size += chunk.byteLength;
      if (size > mostBytes) break;
    }
  }
  const body = Buffer.concat(chunks).subarray(0, mostBytes).toString("utf8");
  return { body, truncated: size > mostBytes };
}

/** fetch says only "fetch failed"; what happened is in its cause. */
function whyNot(error: unknown): string {
  const { cause, message } = errorFields(error);
  const { code, message: deeper } = errorFields(cause);
  const known = typeof code === "string" ? reasons[code] : undefined;
  return known ?? String(deeper ?? message ?? error);
}

const badCertificate = "its certificate is not to be trusted; nothing was sent";

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: "nothing listens there (ECONNREFUSED)",
  ENOTFOUND: "there is no such host (ENOTFOUND)",
  EAI_AGAIN: "the name cannot be looked up (EAI_AGAIN)",
  ECONNRESET: "the connection was cut off (ECONNRESET)",
  UND_ERR_SOCKET: "the connection was cut off",
  DEPTH_ZERO_SELF_SIGNED_CERT: badCertificate,
  SELF_SIGNED_CERT_IN_CHAIN: badCertificate,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: badCertificate,
  CERT_HAS_EXPIRED: "its certificate has expired; nothing was sent",
  ERR_TLS_CERT_ALTNAME_INVALID: "its certificate is for another host; nothing was sent",
};
