import type { ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { chownSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Account, findBinaries, runnableBinaries } from "./embedded/binaries.ts";
import { pidFile, start, supervise } from "./embedded/supervisor.ts";

export interface Server {
  /** The socket directory, or 127.0.0.1 when started with `tcp`. */
  readonly host: string;
  readonly port: number;
  readonly superuser: string;
  /** Asked of the superuser over TCP only; the socket directory is closed to other accounts. */
  readonly password: string;
  readonly pid: number;
  readonly dataDirectory: string;
  stop(): Promise<void>;
}

const superuser = "supabase_admin";
const nobody = { uid: 65534, gid: 65534 } as const;
const startSeconds = 60;

// Over TCP any local account can reach the port, and a superuser can run programs.
const accessRules = `local all all trust
local replication all trust
host all ${superuser} 127.0.0.1/32 scram-sha-256
host all all 127.0.0.1/32 trust
`;

/**
 * Starts a throwaway PostgreSQL from npm. The process stays alive until stop(); when it ends in
 * any other way, server and directory go with it.
 */
export async function startEmbedded(
  options: { readonly settings?: Readonly<Record<string, string>>; readonly tcp?: boolean } = {},
): Promise<Server> {
  if (process.platform === "win32") {
    throw new Error("the embedded PostgreSQL runs on Linux and macOS only");
  }
  const installed = findBinaries();
  const account = process.getuid?.() === 0 ? nobody : undefined;
  const port = options.tcp ? await freePort() : 5432;
  const directory = mkdtempSync(join(socketRoot(), "lotastro-ops-"));
  if (account !== undefined) chownSync(directory, account.uid, account.gid);
  const settings = {
    listen_addresses: options.tcp ? "127.0.0.1" : "",
    port: String(port),
    unix_socket_directories: directory,
    hba_file: join(directory, "access.conf"),
    // Nothing here outlives the process, so nothing needs to survive a power cut.
    fsync: "off",
    ...options.settings,
  };
  const child = supervise({ directory, account, settings });
  const failure = failureOf(child);
  const password = randomBytes(24).toString("base64url");
  try {
    writePrivate(join(directory, "password"), `${password}\n`, account);
    writePrivate(join(directory, "access.conf"), accessRules, account);
    start(child, runnableBinaries(installed, directory, account));
    const pid = await untilReady(directory, failure);
    return {
      host: options.tcp ? "127.0.0.1" : directory,
      port,
      superuser,
      password,
      pid,
      dataDirectory: join(directory, "data"),
      stop: () => stop(child),
    };
  } catch (error) {
    await stop(child);
    throw error;
  }
}

/** A socket's path may have 103 bytes on macOS, 107 on Linux. */
function socketRoot(): string {
  const root = tmpdir();
  return Buffer.byteLength(root) <= 60 ? root : "/tmp";
}

function writePrivate(file: string, text: string, account: Account): void {
  writeFileSync(file, text, { mode: 0o600 });
  if (account !== undefined) chownSync(file, account.uid, account.gid);
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  if (address === null || typeof address === "string") throw new Error("no free TCP port");
  return address.port;
}

/** Tells why the server is not running, with the last it said; undefined while it is. */
function failureOf(child: ChildProcess): () => string | undefined {
  const log: string[] = [];
  let failure: string | undefined;
  child.stderr?.on("data", (chunk: Buffer) => {
    log.push(chunk.toString());
    if (log.length > 50) log.shift();
  });
  child.once("error", (error) => {
    failure = error.message;
  });
  child.once("close", (code) => {
    failure ??= `it exited with status ${code}\n${log.join("")}`;
  });
  return () => failure;
}

async function untilReady(directory: string, failure: () => string | undefined): Promise<number> {
  const deadline = Date.now() + startSeconds * 1000;
  while (failure() === undefined && Date.now() < deadline) {
    const pid = readyPid(directory);
    if (pid !== undefined) return pid;
    await sleep(10);
  }
  const reason = failure() ?? `not ready after ${startSeconds} s`;
  throw new Error(`the embedded PostgreSQL did not start: ${reason}`);
}

function readyPid(directory: string): number | undefined {
  try {
    const lines = readFileSync(pidFile(directory), "utf8").split("\n");
    return lines[7]?.trim() === "ready" ? Number(lines[0]) : undefined;
  } catch {
    return undefined;
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const closed = once(child, "close");
  child.stdin?.end();
  await closed;
}
