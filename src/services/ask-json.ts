import { errorFields, interrupted, usageError } from "../errors.ts";

/** The global fetch, or what a test puts in its place. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** How to ask: with which secret, for how long, through what. */
export interface Asking {
  readonly secret: string | undefined;
  readonly limitMillis: number;
  readonly signal: AbortSignal;
  readonly fetch: Fetch;
}

/** What came back: a status and JSON (undefined where it is none), or why nothing came. */
export interface Answered {
  readonly status: number | null;
  readonly headers: Headers;
  readonly body: unknown;
  readonly problem: string | null;
}

const mostBytes = 1024 * 1024;

/** Reads one JSON document; follows no redirect, waits no longer than it may, reads 1 MB at most. */
export async function askJson(url: string, asking: Asking): Promise<Answered> {
  const limit = AbortSignal.timeout(asking.limitMillis);
  const { secret } = asking;
  try {
    const response = await asking.fetch(url, {
      headers: {
        accept: "application/json",
        ...(secret === undefined ? {} : { authorization: `Bearer ${secret}` }),
      },
      // A redirect would carry the secret to another machine.
      redirect: "manual",
      signal: AbortSignal.any([limit, asking.signal]),
    });
    return await read(response);
  } catch (error: unknown) {
    if (asking.signal.aborted) throw interrupted();
    const problem = limit.aborted
      ? `no whole answer within ${asking.limitMillis / 1000} s`
      : blot(whyNot(error), secret);
    return { status: null, headers: new Headers(), body: undefined, problem };
  }
}

/** https, or http to this very machine; no credentials, no query. The path loses its last slash. */
export function plainAddress(text: string, what: string): string {
  const hint = `${what} is an https address without user, password, query or fragment.`;
  if (!URL.canParse(text)) throw usageError(`${what} is no address`, hint);
  const url = new URL(text);
  const here = ["127.0.0.1", "localhost", "[::1]"].includes(url.hostname);
  const safe = url.protocol === "https:" || (url.protocol === "http:" && here);
  if (!safe || url.username || url.password || url.search || url.hash) {
    throw usageError(`${what} is no plain https address`, hint);
  }
  return `${url.origin}${url.pathname.replace(/\/+$/, "")}`;
}

/** The text without the secret. */
export function blot(text: string, secret: string | undefined): string {
  return secret === undefined ? text : text.replaceAll(secret, "***");
}

async function read(response: Response): Promise<Answered> {
  const { status, headers } = response;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > mostBytes) {
      return { status: null, headers, body: undefined, problem: "the answer is longer than 1 MB" };
    }
    chunks.push(chunk);
  }
  return { status, headers, body: parsed(Buffer.concat(chunks).toString("utf8")), problem: null };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** fetch says only "fetch failed"; what happened is in its cause. */
function whyNot(error: unknown): string {
  const { message } = errorFields(error);
  // Not enumerable, so not among its fields.
  const { code, message: deeper } = errorFields(error instanceof Error ? error.cause : undefined);
  const known = typeof code === "string" ? reasons[code] : undefined;
  return known ?? String(deeper ?? message ?? error);
}

const untrusted = "its certificate is not to be trusted; nothing was sent";

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: "nothing listens there",
  ENOTFOUND: "there is no such host",
  EAI_AGAIN: "the name cannot be looked up now",
  ECONNRESET: "the connection was cut off",
  UND_ERR_SOCKET: "the connection was cut off",
  DEPTH_ZERO_SELF_SIGNED_CERT: untrusted,
  SELF_SIGNED_CERT_IN_CHAIN: untrusted,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: untrusted,
  CERT_HAS_EXPIRED: "its certificate has expired; nothing was sent",
  ERR_TLS_CERT_ALTNAME_INVALID: "its certificate is for another host; nothing was sent",
};
