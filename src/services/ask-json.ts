import { sendRequest } from "./request.ts";
import { blot } from "./secrets.ts";

/** How to ask: with which secret, for how long. */
export interface Asking {
  readonly secret: string | undefined;
  readonly limitMillis: number;
  readonly signal: AbortSignal;
}

/** What came back: a status and JSON (undefined where it is none), or why nothing came. */
export interface Answered {
  readonly status: number | null;
  readonly headers: Headers;
  readonly body: unknown;
  readonly problem: string | null;
}

/** Reads one JSON document of at most 1 MB; the secret is in nothing that comes back. */
export async function askJson(url: string, asking: Asking): Promise<Answered> {
  const { secret, limitMillis, signal } = asking;
  const secrets = secret === undefined ? [] : [secret];
  const authorization = secret === undefined ? {} : { authorization: `Bearer ${secret}` };
  const answer = await sendRequest({
    url,
    headers: { accept: "application/json", ...authorization },
    limitMillis,
    mostBytes: 1024 * 1024,
    secrets,
    signal,
  });
  const { headers } = answer;
  if (answer.truncated) {
    return { status: null, headers, body: undefined, problem: "the answer is longer than 1 MB" };
  }
  const { status, problem } = answer;
  return { status, headers, body: parsed(answer.body, secrets), problem };
}

/** After parsing, so that no way of writing the secret in JSON brings it through. */
function parsed(text: string, secrets: readonly string[]): unknown {
  try {
    return JSON.parse(text, (_key, value: unknown) =>
      typeof value === "string" ? blot(value, secrets) : value,
    );
  } catch {
    return undefined;
  }
}
