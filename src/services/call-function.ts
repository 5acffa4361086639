import { sendRequest } from "./request.ts";
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

/** Sends one request and reads no more than 64 kB of its answer. */
export async function callFunction(call: FunctionCall): Promise<Answer> {
  const ifInterrupted = "The request was sent; whether it was worked on is not known.";
  const answer = await sendRequest({ ...call, mostBytes: 64 * 1024, ifInterrupted });
  const { status, truncated, problem, millis } = answer;
  return { status, body: blot(answer.body, call.secrets), truncated, error: problem, millis };
}
