import { existsSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { expect, test } from "vitest";
import { run as demo } from "../src/commands/demo.ts";
import { narrate } from "../src/demo/narrator.ts";
import { testIo } from "./cli-io.ts";

test("the demo does and proves each of its steps, and takes everything away", async () => {
  const io = testIo();
  expect(await demo({ lots: 1000 }, io)).toBe(0);
  expect(io.out().match(/^ {2}proved: /gm)).toHaveLength(8);
  for (const verb of ["migrate up", "check", "explain", "plan", "apply", "undo"]) {
    expect(io.out()).toContain(`  lotastro-ops ${verb} `.trimEnd());
  }
  expect(io.out()).toMatch(
    /proved: all \d+ broken rows were found, and nothing that was not broken/,
  );
  expect(io.out()).toContain(
    "proved: every counter has exactly the value it had before the repair",
  );
  expect(io.out()).toContain("How to go on");
}, 120_000);

test("--keep leaves a server that psql can reach, until Ctrl-C", async () => {
  const io = testIo();
  const running = demo({ lots: 1000, keep: true }, io);
  const line = /^DATABASE_URL=(postgres:\/\/postgres@127\.0\.0\.1:\d+\/\w+)$/m;
  while (!line.test(io.out())) await sleep(50);
  const url = line.exec(io.out())?.[1] ?? "";
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => {});
  await client.connect();
  const { rows } = await client.query(
    "select current_user as role, (select count(*)::int from public.lots) as lots, current_setting('data_directory') as directory",
  );
  expect(rows[0]).toMatchObject({ role: "postgres" });
  expect(rows[0].lots).toBeGreaterThanOrEqual(1000);
  await client.end();
  io.interrupt();
  expect(await running).toBe(0);
  expect(existsSync(dirname(String(rows[0].directory)))).toBe(false);
}, 120_000);

test("Ctrl-C on the way stops at once and leaves nothing", async () => {
  const io = testIo();
  const running = demo({ lots: 50_000 }, io);
  while (!io.out().includes("1. A warehouse")) await sleep(20);
  await sleep(500);
  const pressed = performance.now();
  io.interrupt();
  await expect(running).rejects.toMatchObject({ exitStatus: 130 });
  expect(performance.now() - pressed).toBeLessThan(10_000);
}, 120_000);

test("a step that did not do what it said ends the story with status 3", () => {
  const io = testIo();
  const teller = narrate(io, io);
  teller.step("Check", "All is well.");
  expect(() => teller.prove("all is well", false)).toThrow(
    "step 1 did not do what it said: all is well",
  );
});
