import { randomBytes } from "node:crypto";
import type { Io } from "../output/io.ts";
import { type Answer, callFunction } from "./call-function.ts";
import type { EdgeFunction } from "./edge-functions.ts";
import { wrongKeys } from "./secrets.ts";

/** What a probe found out about one function. */
export interface Probe {
  readonly deployed: boolean | null;
  /** Whether a wrong secret is refused; null where that was not or could not be asked. */
  readonly refuses: boolean | null;
  readonly why: string;
  readonly answer: Answer | null;
}

/** Whether its secret may be tried: only where a run that nobody wanted does no harm. */
export function triesSecret({ header, harmless }: EdgeFunction): boolean {
  return header === "x-cron-secret" && harmless;
}

/** What the probe will do, for a person to read first. */
export function probeSteps(one: EdgeFunction, url: string): readonly string[] {
  const steps = [`OPTIONS ${url}: 404 means that it is not deployed; nothing runs`];
  if (triesSecret(one)) {
    steps.push(
      `POST ${url} with a wrong x-cron-secret: 401 is right; if it is let in, this happens once: ${one.purpose}`,
    );
  } else if (one.header === "x-cron-secret") {
    steps.push("no wrong secret is tried: if it were let in, what it does would do harm");
  }
  return steps;
}

/** Asks whether the function is there and, where that is harmless, whether it refuses a wrong secret. */
export async function probeFunction(
  one: EdgeFunction,
  url: string,
  limitMillis: number,
  io: Io,
): Promise<Probe> {
  const common = { url, limitMillis, signal: io.signal };
  const preflight = { origin: "https://probe.invalid", "access-control-request-method": "POST" };
  const there = await callFunction({
    ...common,
    method: "OPTIONS",
    headers: preflight,
    body: undefined,
    secrets: [],
  });
  if (there.status === null) return verdict(null, null, there.error ?? "no answer");
  if (there.status === 404) return verdict(false, null, "not deployed: OPTIONS answered 404");
  if (!triesSecret(one)) {
    return verdict(true, null, `deployed: OPTIONS answered ${there.status}; no secret was tried`);
  }
  const { headers, secrets } = wrongKeys(`wrong-${randomBytes(12).toString("hex")}`, io);
  const answer = await callFunction({
    ...common,
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: "{}",
    secrets,
  });
  return { ...judge(answer), answer };
}

function judge(answer: Answer): Omit<Probe, "answer"> {
  const { status, body, error } = answer;
  if (status === null) return verdict(true, null, error ?? "no answer");
  if (status >= 200 && status < 300) {
    return verdict(
      true,
      false,
      `it ran with a wrong secret (${status}): CRON_SECRET is not set there`,
    );
  }
  // The gateway's own refusal says nothing about the function behind it.
  if (status === 401 && /authorization header|invalid jwt/i.test(body)) {
    return verdict(
      true,
      null,
      "the gateway refused before the function was asked: set SUPABASE_ANON_KEY",
    );
  }
  if (status === 401 || status === 403)
    return verdict(true, true, `a wrong secret is refused (${status})`);
  if (status === 503)
    return verdict(true, true, "503: it does not run while CRON_SECRET is not set there");
  return verdict(true, null, `it answered ${status}, which says nothing about the secret`);
}

function verdict(deployed: boolean | null, refuses: boolean | null, why: string): Probe {
  return { deployed, refuses, why, answer: null };
}
