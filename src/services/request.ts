import { errorFields, interrupted } from "../errors.ts";
import { blot } from "./secrets.ts";

/** One request to a service, and what bounds it. */
export interface HttpRequest {
  readonly url: string;
  readonly method?: "GET" | "POST" | "OPTIONS";
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  readonly limitMillis: number;
  readonly mostBytes: number;
  /** What must not appear in the reason why no answer came. */
  readonly secrets: readonly string[];
  readonly signal: AbortSignal;
  /** What Ctrl-C leaves open. */
  readonly ifInterrupted?: string;
}

/** What came back: a status with the beginning of its body as it was sent, or why none came. */
export interface HttpAnswer {
  readonly status: number | null;
  readonly headers: Headers;
  readonly body: string;
  /** The body is longer than `mostBytes`. */
  readonly truncated: boolean;
  readonly problem: string | null;
  readonly millis: number;
}

/** Sends one request; follows no redirect, waits no longer than it may, reads no more than it may. */
export async function sendRequest(request: HttpRequest): Promise<HttpAnswer> {
  const started = performance.now();
  const limit = AbortSignal.timeout(request.limitMillis);
  const took = () => Math.round(performance.now() - started);
  let response: Response | undefined;
  try {
    response = await fetch(request.url, {
      method: request.method ?? "GET",
      headers: request.headers,
      ...(request.body === undefined ? {} : { body: request.body }),
      // A redirect could carry the secret to another machine.
      redirect: "manual",
      signal: AbortSignal.any([limit, request.signal]),
    });
    const { status, headers } = response;
    const read = await beginningOf(response, request.mostBytes);
    return { status, headers, ...read, problem: null, millis: took() };
  } catch (error: unknown) {
    if (request.signal.aborted) throw interrupted(request.ifInterrupted);
    const why = limit.aborted
      ? `no whole answer within ${request.limitMillis / 1000} s`
      : whyNot(error);
    const problem = response === undefined ? why : `status ${response.status}, then: ${why}`;
    return { ...nothing, problem: blot(problem, request.secrets), millis: took() };
  }
}

const nothing = { status: null, headers: new Headers(), body: "", truncated: false } as const;

async function beginningOf(response: Response, mostBytes: number) {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    chunks.push(chunk);
    size += chunk.byteLength;
    if (size > mostBytes) break;
  }
  const body = Buffer.concat(chunks).subarray(0, mostBytes).toString("utf8");
  return { body, truncated: size > mostBytes };
}

/** fetch says only "fetch failed"; what happened is in its cause. */
function whyNot(error: unknown): string {
  // Not enumerable, so not among its fields.
  const { code, message: deeper } = errorFields(error instanceof Error ? error.cause : undefined);
  const known = typeof code === "string" ? reasons[code] : undefined;
  return known ?? String(deeper ?? errorFields(error).message ?? error);
}

const untrusted = "its certificate is not to be trusted; nothing was sent";

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: "nothing listens there (ECONNREFUSED)",
  ENOTFOUND: "there is no such host (ENOTFOUND)",
  EAI_AGAIN: "the name cannot be looked up (EAI_AGAIN)",
  ECONNRESET: "the connection was cut off (ECONNRESET)",
  UND_ERR_SOCKET: "the connection was cut off",
  DEPTH_ZERO_SELF_SIGNED_CERT: untrusted,
  SELF_SIGNED_CERT_IN_CHAIN: untrusted,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: untrusted,
  CERT_HAS_EXPIRED: "its certificate has expired; nothing was sent",
  ERR_TLS_CERT_ALTNAME_INVALID: "its certificate is for another host; nothing was sent",
};
