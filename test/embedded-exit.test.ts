import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync } from "node:fs";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

/** Starts a server in a process of its own, says where, and goes on with `then`. */
const program = (then: string) => `
  const { startEmbedded } = await import(${JSON.stringify(new URL("../src/embedded.ts", import.meta.url).href)});
  const server = await startEmbedded();
  console.log(JSON.stringify(server));
  ${then}
`;

let temporary: string;
beforeEach(async () => {
  temporary = await mkdtemp(join(tmpdir(), "exit-"));
  // As /tmp itself: when we are root the server, under another account, removes its directory.
  await chmod(temporary, 0o1777);
});
afterEach(() => rm(temporary, { recursive: true, force: true }));

function run(then: string): ChildProcess {
  const args = ["--import", "tsx", "--input-type=module", "--eval", program(then)];
  const env = { ...process.env, TMPDIR: temporary };
  return spawn(process.execPath, args, { env, stdio: ["ignore", "pipe", "ignore"] });
}

async function started(child: ChildProcess): Promise<{ pid: number; dataDirectory: string }> {
  if (child.stdout === null) throw new Error("no output to read");
  const [line] = await once(createInterface(child.stdout), "line");
  return JSON.parse(line);
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function eventually(fact: () => boolean): Promise<boolean> {
  for (let tries = 0; tries < 500 && !fact(); tries += 1) await sleep(20);
  return fact();
}

function existsIn(name: string): boolean {
  return readdirSync(temporary).some((directory) => existsSync(join(temporary, directory, name)));
}

// tsx keeps a directory of its own there.
const isEmpty = () => readdirSync(temporary).every((name) => !name.startsWith("lotastro-ops-"));

describe("when the process that started a server", () => {
  const forever = "await new Promise(() => {});";

  test.each(["SIGINT", "SIGTERM", "SIGKILL", "SIGHUP"] as const)(
    "is ended by %s, server and directory go, and the signal shows",
    async (signal) => {
      const child = run(forever);
      const server = await started(child);
      expect(alive(server.pid)).toBe(true);
      child.kill(signal);
      expect(await once(child, "close")).toEqual([null, signal]);
      expect(await eventually(() => !alive(server.pid))).toBe(true);
      expect(await eventually(() => !existsSync(server.dataDirectory))).toBe(true);
      expect(await eventually(isEmpty)).toBe(true);
    },
  );

  test.each([
    ["sets exit status 1 and stops", "process.exitCode = 1; await server.stop();", 1],
    ["calls process.exit(7)", "process.exit(7);", 7],
    ["throws", "throw new Error();", 1],
    ["succeeds", "await server.stop();", 0],
  ])("%s, the status is kept", async (_, then, status) => {
    const child = run(then);
    const closed = once(child, "close");
    const server = await started(child);
    expect(await closed).toEqual([status, null]);
    expect(await eventually(() => !alive(server.pid) && isEmpty())).toBe(true);
  });

  test("is killed while the cluster is being created, nothing stays", async () => {
    const child = run(forever);
    expect(await eventually(() => existsIn("data"))).toBe(true);
    child.kill("SIGKILL");
    await once(child, "close");
    expect(await eventually(isEmpty)).toBe(true);
  });

  test("outlives a server that crashes, the directory goes", async () => {
    const child = run("setInterval(() => {}, 1000);");
    const server = await started(child);
    process.kill(server.pid, "SIGKILL");
    expect(await eventually(isEmpty)).toBe(true);
    expect(child.exitCode).toBeNull();
    child.kill("SIGKILL");
  });
});
