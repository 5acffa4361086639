import { errorFields, usageError } from "../errors.ts";
import { type Io, say } from "../output/io.ts";

const timeoutMillis = 10_000;

/** Asks for a URL, so that a watchdog outside knows that we are alive; never fails the verb. */
export async function beat(url: string, io: Io): Promise<void> {
  try {
    const answer = await fetch(demandUrl(url), { signal: AbortSignal.timeout(timeoutMillis) });
    if (!answer.ok) say(io, `heartbeat: status ${answer.status}`);
  } catch (error: unknown) {
    say(io, `heartbeat: ${failureOf(error)}`);
  }
}

/** Refuses what is no web address before anything else is done. */
export function demandUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === "https:" || url?.protocol === "http:") return url;
  throw usageError("that is no web address", "https://…");
}

/** Why a request failed, without the address: that may be a secret. */
export function failureOf(error: unknown): string {
  const { name, cause } = errorFields(error);
  if (name === "TimeoutError") return `no answer within ${timeoutMillis / 1000} s`;
  const { code } = errorFields(cause);
  return typeof code === "string" ? code : "the request failed";
}
