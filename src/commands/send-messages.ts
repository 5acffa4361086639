import type { Session } from "../connect/session.ts";
import type { Io } from "../output/io.ts";
import { failureOf } from "./heartbeat.ts";

/** ops.message: handed out, to be reported back. */
interface Message {
  readonly id: string;
  readonly idempotency_key: string;
  readonly secret: string;
  readonly payload: unknown;
}

const timeoutMillis = 10_000;
const atOnce = 10;

/** Sends what waits for channels whose address is in our environment; each is reported back. */
export async function sendMessages(session: Session, io: Io): Promise<number> {
  const names = await channels(session, io);
  if (names.length === 0) return 0;
  let sent = 0;
  while (!io.signal.aborted) {
    const messages = await session.query<Message>("select * from ops.take_messages($1, $2)", [
      atOnce,
      names,
    ]);
    if (messages.length === 0) return sent;
    for (const message of messages) {
      const error = await post(message, address(message.secret, io));
      await session.query("select ops.message_sent($1, $2)", [message.id, error]);
      sent += error === null ? 1 : 0;
    }
  }
  return sent;
}

/** References that this process can resolve; none where nothing may be sent, as in a clone. */
async function channels(session: Session, io: Io): Promise<readonly string[]> {
  const rows = await session.query<{ secret: string }>(
    `select distinct c.secret from ops.channel as c, ops.armed() as a
     where c.enabled and c.secret like 'env:%' and a.state = 'ok'`,
  );
  return rows.map(({ secret }) => secret).filter((secret) => address(secret, io) !== undefined);
}

function address(secret: string, io: Io): string | undefined {
  return io.env[secret.slice("env:".length)] || undefined;
}

/** Null when the receiver has it, else why not. */
async function post(message: Message, url: string | undefined): Promise<string | null> {
  if (url === undefined || !URL.canParse(url)) return "its address is no web address";
  try {
    const answer = await fetch(url, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "idempotency-key": message.idempotency_key,
      },
      body: JSON.stringify(message.payload),
      redirect: "error",
      signal: AbortSignal.timeout(timeoutMillis),
    });
    return answer.ok ? null : `status ${answer.status}`;
  } catch (error: unknown) {
    return failureOf(error);
  }
}
