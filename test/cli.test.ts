import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { main } from "../src/program.ts";
import { packageVersion } from "../src/version.ts";
import { at, testIo } from "./cli-io.ts";
import { type FreshDatabase, freshDatabase } from "./database.ts";
import { fakeServer } from "./fake-server.ts";

let database: FreshDatabase;
beforeAll(async () => {
  database = await freshDatabase("installed");
});
afterAll(() => database.drop());

describe("the command line", () => {
  test("--version and --help answer without a database", async () => {
    const version = testIo();
    expect(await main(["--version"], version)).toBe(0);
    expect(version.out()).toBe(`${packageVersion}\n`);
    const help = testIo();
    expect(await main(["--help"], help)).toBe(0);
    for (const verb of ["migrate", "check", "plan", "apply", "undo", "doctor", "runbook", "demo"]) {
      expect(help.out()).toMatch(new RegExp(`^  ${verb} `, "m"));
    }
    expect(help.out()).toContain("Exit status");
  });

  test.each([
    [[], "Usage:"],
    [["sideways"], "unknown command 'sideways'"],
    [["check", "--colour"], "unknown option '--colour'"],
    [["check", "--max-rows", "0"], "from 1 to 999999999"],
    [["check", "--max-rows", "-5"], "from 1 to 999999999"],
    [["check", "--max-rows", "99999999999"], "from 1 to 999999999"],
    [["check", "--statement-timeout", "soon"], "500ms, 30s"],
    [["check", "--fail-on", "P9"], "P0, P1, P2, P3"],
    [["apply"], "missing required argument 'plan'"],
    [["apply", "seven"], "error: plan cannot be 'seven'. It is a whole number above 0."],
    [["apply", "1"], "apply needs a reason"],
    [["undo", "1", "--reason", "x"], "no terminal to ask on"],
    [["migrate", "up", "twice"], '"twice" is one word too many'],
    [["check", "postgres://a/b", "--url", "postgres://c/d"], "more than one connection"],
    [["demo", "--lots", "5"], "from 1000 to 9999999"],
  ])("%j is wrong usage", async (argv, message) => {
    const io = testIo();
    expect(await main(argv, io)).toBe(64);
    expect(io.err()).toContain(message);
    expect(io.out()).toBe("");
  });

  test("takes the connection as psql does: argument, --url, DATABASE_URL, -d", async () => {
    const { url } = at(database.owner);
    const ways = [testIo({ env: { DATABASE_URL: url } }), testIo(), testIo(), testIo()] as const;
    expect(await main(["check", "reservations"], ways[0])).toBe(0);
    expect(await main(["check", "reservations", url], ways[1])).toBe(0);
    expect(await main(["check", "--url", url], ways[2])).toBe(0);
    expect(await main(["status", "-d", url], ways[3])).toBe(0);
    for (const io of ways) expect(io.err()).toContain(`database ${database.name}, role postgres`);
  });

  test("a failure is told to people on stderr, to programs on stdout as well", async () => {
    const url = "postgres://u:top-secret@127.0.0.1:1/d";
    const io = testIo();
    expect(await main(["check", "--json", url], io)).toBe(3);
    expect(JSON.parse(io.out())).toMatchObject({ error: { code: "ECONNREFUSED" }, exit: 3 });
    expect(io.err()).toMatch(/^error: cannot connect to 127\.0\.0\.1:1\/d as u: /);
    expect(io.out() + io.err()).not.toContain("top-secret");
  });

  test("every page of help fits into 100 columns", async () => {
    for (const verb of [
      "migrate",
      "check",
      "plan",
      "apply",
      "undo",
      "explain",
      "uninstall",
      "demo",
    ]) {
      const io = testIo();
      expect(await main([verb, "--help"], io)).toBe(0);
      expect(
        Math.max(
          ...io
            .out()
            .split("\n")
            .map((line) => line.length),
        ),
      ).toBeLessThanOrEqual(100);
    }
  });
});

describe("the program", () => {
  const cli = fileURLToPath(new URL("../src/cli.ts", import.meta.url));
  const node = [process.execPath, "--import", "tsx", cli] as const;

  test("keeps data on stdout, notices on stderr, and its exit status", async () => {
    const [command, ...args] = node;
    const env = { PATH: process.env.PATH, DATABASE_URL: at(database.owner).url };
    const checked = await promisify(execFile)(command, [...args, "check", "--json"], { env });
    expect(JSON.parse(checked.stdout)).toMatchObject({ verb: "check", exit: 0 });
    expect(checked.stderr).toContain("clean");
    const wrong = promisify(execFile)(command, [...args, "check", "weather"], { env });
    await expect(wrong).rejects.toMatchObject({ code: 64, stdout: "" });
  });

  test("hides the password from the list of processes, and Ctrl-C ends it with 130", async () => {
    const server = await fakeServer({ login: "silence" });
    const url = `postgres://u:top-secret@127.0.0.1:${server.port}/d?sslmode=disable`;
    const [command, ...args] = node;
    const child = spawn(command, [...args, "check", url], { stdio: ["ignore", "ignore", "pipe"] });
    try {
      while (server.logins.length === 0 && child.exitCode === null) await sleep(20);
      if (process.platform === "linux") expect(commandLine(child)).not.toContain("top-secret");
      const closed = once(child, "close");
      child.kill("SIGINT");
      const [status] = await closed;
      expect(status).toBe(130);
    } finally {
      child.kill("SIGKILL");
      await server.close();
    }
  });
});

function commandLine({ pid }: ChildProcess): string {
  return readFileSync(`/proc/${pid}/cmdline`, "utf8");
}
