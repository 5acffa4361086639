import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import { networkFailure } from "../connect/failure-network.ts";
import { openClient } from "../connect/open.ts";
import { portWarning, recogniseRoute } from "../connect/pooler.ts";
import type { Session } from "../connect/session.ts";
import { type Target, targetName } from "../connect/target.ts";
import { errorFields, toOpsError } from "../errors.ts";
import type { Diagnosis } from "../output/diagnoses.ts";
import type { Io } from "../output/io.ts";
import { packageVersion } from "../version.ts";

/** What the command line was told, before anything is tried. */
export function diagnoseSettings(target: Target): readonly Diagnosis[] {
  const { source, user, passwordSource } = target;
  const password = passwordSource ?? "none given";
  const warning = portWarning(target)?.replace("warning: ", "");
  return [
    ok("command line", `lotastro-ops ${packageVersion} on Node ${process.versions.node}`),
    ok("settings", `${targetName(target)} as ${user}, from ${source}; password: ${password}`),
    ...(warning ? [{ item: "port", state: "warn", detail: warning, fix: null }] : []),
  ];
}

/** Whether the host's name has an address, and of which kind. */
export async function diagnoseName(target: Target): Promise<readonly Diagnosis[]> {
  const { host, hostaddr } = target;
  if (host.startsWith("/") || isIP(host) !== 0 || hostaddr !== undefined) return [];
  try {
    const addresses = await lookup(host, { all: true });
    const list = addresses.map(({ address }) => address).join(", ");
    if (addresses.some(({ family }) => family === 4)) return [ok("name", `${host} is ${list}`)];
    const detail = `${host} has only IPv6 addresses: ${list}`;
    const fix = "Where IPv6 does not work, use the session pooler's host (port 5432).";
    return [{ item: "name", state: "warn", detail, fix }];
  } catch (error: unknown) {
    const finding = networkFailure(errorFields(error), target, 0);
    const detail = finding?.what ?? toOpsError(error).message;
    return [{ item: "name", state: "fail", detail, fix: finding?.hint ?? null }];
  }
}

/** How the connection that was made looks from here. */
export async function diagnoseConnection(session: Session, io: Io): Promise<readonly Diagnosis[]> {
  const { target, server, encrypted } = session;
  const started = performance.now();
  await session.query("select");
  const trip = Math.round(performance.now() - started);
  const kind = server.standby ? "standby (checks only)" : "primary";
  return [
    ok("connection", `${server.role} in ${server.database}, ${kind}, ${trip} ms a round trip`),
    encryption(target, encrypted),
    await route(session, io),
  ];
}

function encryption({ host }: Target, encrypted: boolean): Diagnosis {
  if (encrypted) return ok("encryption", "TLS");
  const near = host.startsWith("/") || ["localhost", "127.0.0.1", "::1"].includes(host);
  if (near) return ok("encryption", "none, on this machine");
  const fix = "Set sslmode=verify-full with sslrootcert, or at least sslmode=require.";
  return { item: "encryption", state: "warn", detail: "none, over the network", fix };
}

async function route(session: Session, io: Io): Promise<Diagnosis> {
  const application = `lotastro-ops/${packageVersion} doctor`;
  const second = async () => (await openClient(session.target, application, io)).client;
  const found = await session.during((client) => recogniseRoute(client, second));
  const detail = `${found.kind}: ${found.evidence}`;
  if (found.kind !== "transaction pooler") return ok("route", detail);
  const fix = "For migrate, apply and undo connect to the server itself, port 5432.";
  return { item: "route", state: "warn", detail, fix };
}

function ok(item: string, detail: string): Diagnosis {
  return { item, state: "ok", detail, fix: null };
}
