import { Socket, setDefaultAutoSelectFamilyAttemptTimeout } from "node:net";
import pg from "pg";
import { errorFields, interrupted, OpsError, usageError } from "../errors.ts";
import type { Io } from "../output/io.ts";
import { demandChannelBinding } from "./channel-binding.ts";
import { connectionFailure } from "./failure.ts";
import type { Target } from "./target.ts";
import { type Encryption, encryptions } from "./tls.ts";
import { types } from "./values.ts";

/** A connected client and how it is encrypted. */
export interface Opened {
  readonly client: pg.Client;
  readonly encrypted: boolean;
}

const defaultSeconds = 10;

/** Connects, or says why not and what to do; `application` is what pg_stat_activity shows. */
export async function openClient(target: Target, application: string, io: Io): Promise<Opened> {
  // Node gives each address 250 ms by default: too short for a server across an ocean.
  setDefaultAutoSelectFamilyAttemptTimeout(2500);
  const seconds = connectSeconds(target);
  const failures: unknown[] = [];
  for (const encryption of encryptions(target, io)) {
    try {
      const settings = config(target, application, encryption, seconds);
      const client = await connect(settings, target, io.signal);
      return { client, encrypted: encryption !== false };
    } catch (error: unknown) {
      failures.push(error);
      if (!mayHelp(error)) break;
    }
  }
  throw connectionFailure(mostTelling(failures), target, seconds);
}

/** Where both ways failed: not the one that only says that encryption was missing. */
function mostTelling(failures: readonly unknown[]): unknown {
  const telling = failures.filter(
    (error) => !/no encryption/.test(String(errorFields(error).message)),
  );
  return telling.at(-1) ?? failures.at(-1);
}

async function connect(
  settings: pg.ClientConfig,
  target: Target,
  signal: AbortSignal,
): Promise<pg.Client> {
  if (signal.aborted) throw interrupted();
  const client = new pg.Client(settings);
  // A connection that breaks between two statements would otherwise end the process.
  client.on("error", () => {});
  const mustBind = target.setting("channel_binding") === "require";
  const demandBound = mustBind ? demandChannelBinding(client) : undefined;
  const giveUp = () => client.connection.stream.destroy();
  signal.addEventListener("abort", giveUp, { once: true });
  try {
    await client.connect();
    demandBound?.();
    return client;
  } catch (error: unknown) {
    giveUp();
    throw signal.aborted ? interrupted() : error;
  } finally {
    signal.removeEventListener("abort", giveUp);
  }
}

function config(
  target: Target,
  application: string,
  encryption: Encryption,
  seconds: number,
): pg.ClientConfig {
  const { hostaddr, setting } = target;
  const options = setting("options");
  return {
    host: target.host,
    port: target.port,
    database: target.database,
    user: target.user,
    // A function, for the driver would look for a missing password by rules of its own.
    password: () => target.password() ?? missingPassword(target),
    application_name: application,
    ssl: encryption,
    sslnegotiation: setting("sslnegotiation") === "direct" ? "direct" : "postgres",
    connectionTimeoutMillis: seconds * 1000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 30_000,
    enableChannelBinding: setting("channel_binding") !== "disable",
    types,
    ...(options === undefined ? {} : { options }),
    ...(hostaddr === undefined ? {} : { stream: () => socketTo(hostaddr) }),
  };
}

function missingPassword({ user }: Target): never {
  throw new OpsError(`the server asks for the password of ${user} and none was given`, {
    code: noPassword,
    hint: "Put it in ~/.pgpass (chmod 600) or PGPASSWORD; on a terminal you are asked for it.",
  });
}

/** Code of the error that a person at a terminal can answer. */
export const noPassword = "NO_PASSWORD";

/** A socket that goes to `address` while TLS still checks the certificate for the host's name. */
function socketTo(address: string): Socket {
  const socket = new Socket();
  const connectTo = socket.connect.bind(socket);
  return Object.assign(socket, { connect: (port: number) => connectTo(port, address) });
}

/** libpq: 0 or nothing means its default, and less than two seconds is never waited. */
function connectSeconds(target: Target): number {
  const given = target.setting("connect_timeout");
  if (given === undefined) return defaultSeconds;
  if (!/^-?\d{1,5}$/.test(given))
    throw usageError(`"${given}" is not a connect_timeout in seconds`);
  return Number(given) <= 0 ? defaultSeconds : Math.max(2, Number(given));
}

/** Whether the next kind of encryption could do better: never after a wrong password. */
function mayHelp(error: unknown): boolean {
  const { severity, code, message } = errorFields(error);
  if (typeof severity === "string") return code === "28000";
  if (/SSL connection|^Connection terminated/.test(String(message))) return true;
  return /^(EPROTO|ECONNRESET|EPIPE|ERR_SSL_|ERR_TLS_)/.test(String(code));
}
