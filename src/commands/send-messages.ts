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

const timeoutMillis = 5000;
/** The jobs wait while we send: what is left goes with the next tick. */
const enoughMillis = 20_000;

/**
 * Sends what waits for channels whose address is in our environment; each is reported back. A
 * channel that fails is left alone until the next tick, so that a slow one keeps nobody waiting.
 */
export async function sendMessages(session: Session, io: Io): Promise<number> {
  const working = new Set(await channels(session, io));
  const begun = Date.now();
  let sent = 0;
  while (working.size > 0 && !io.signal.aborted && Date.now() - begun < enoughMillis) {
    const [message] = await session.query<Message>("select * from ops.take_messages(1, $1)", [
      [...working],
    ]);
    if (message === undefined) break;
    const error = await post(message, address(message.secret, io));
    await session.query("select ops.message_sent($1, $2)", [message.id, error]);
    if (error === null) sent += 1;
    else working.delete(message.secret);
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
