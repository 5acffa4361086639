import type { Session } from "../connect/session.ts";
import type { Answer } from "./call-function.ts";

/** A call as it is recorded: names of headers, never their values. */
export interface Recorded {
  readonly function: string;
  readonly kind: "call" | "probe";
  readonly url: string;
  readonly headers: readonly string[];
  readonly body: unknown;
  readonly reason: string;
  readonly limitMillis: number;
}

/** Records a call that is about to be made; returns its number. */
export async function recordInvocation(session: Session, call: Recorded): Promise<string> {
  const [row] = await session.query<{ id: string }>(
    "select ops.record_invocation($1, $2, $3, $4, $5, $6, make_interval(secs => $7 / 1000.0)) as id",
    [
      call.function,
      call.kind,
      call.url,
      call.headers,
      call.body === undefined ? null : JSON.stringify(call.body),
      call.reason,
      call.limitMillis,
    ],
  );
  return String(row?.id);
}

/** Records what came back. */
export async function recordAnswer(session: Session, id: string, answer: Answer): Promise<void> {
  // A text with a zero byte is no text for PostgreSQL.
  const body = answer.body.replaceAll("\0", "").slice(0, 4000);
  await session.query("select ops.record_answer($1, $2, $3, $4)", [
    id,
    answer.status,
    body,
    answer.error,
  ]);
}
