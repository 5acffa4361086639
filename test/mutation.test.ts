import { existsSync, readdirSync, readFileSync } from "node:fs";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type FreshDatabase, freshDatabase } from "./database.ts";
import { mutantsOf } from "./mutants.ts";
import { runTapOn } from "./pgtap.ts";

const root = new URL("../sql/", import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), "utf8");

/** Rules are the files that end with their own row of the catalogue, and have a test. */
const rules = readdirSync(new URL("functions/", root))
  .flatMap((area) => readdirSync(new URL(`functions/${area}/`, root)).map((f) => `${area}/${f}`))
  .filter((path) => /\nselect ops\._define_(rule|derived_value)\(/.test(read(`functions/${path}`)))
  .map((path) => ({ path, stem: path.replace(/^.*\//, "") }));

const score = { killed: 0, survived: 0 };
const databases: FreshDatabase[] = [];
const idle: pg.Client[] = [];
const waiting: ((client: pg.Client) => void)[] = [];

/** Two at a time: each pgTAP file rolls back, so a session serves one mutant after the other. */
async function inSession<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = idle.pop() ?? (await new Promise<pg.Client>((free) => waiting.push(free)));
  try {
    return await work(client);
  } finally {
    const next = waiting.shift();
    if (next === undefined) idle.push(client);
    else next(client);
  }
}

/** False when it is not even SQL any more. */
async function install(client: pg.Client, sql: string): Promise<boolean> {
  await client.query("set check_function_bodies = off");
  return client.query(sql).then(
    () => true,
    () => false,
  );
}

/** Whether the rule's own test notices: a failed assertion, a bail-out, or a plan not met. */
async function isNoticed(path: string, stem: string, sql: string): Promise<boolean> {
  return inSession(async (client) => {
    try {
      if (!(await install(client, sql))) return true;
      const tap = await runTapOn(client, read(`tests/${stem}`), { untilFailure: true });
      return (
        tap.bailOut != null ||
        tap.assertions.length !== tap.planned ||
        tap.assertions.some((assertion) => assertion.outcome === "not ok")
      );
    } finally {
      await install(client, read(`functions/${path}`));
    }
  });
}

beforeAll(async () => {
  databases.push(await freshDatabase("installed"), await freshDatabase("installed"));
  for (const { owner } of databases) {
    const client = new pg.Client(owner);
    await client.connect();
    idle.push(client);
  }
});
afterAll(async () => {
  for (const client of idle) await client.end();
  for (const database of databases) await database.drop();
  const all = score.killed + score.survived;
  console.log(`mutation score: ${score.killed} of ${all} mutants noticed`);
});

for (const { path, stem } of rules) {
  describe.concurrent(`a wrong ${path}`, () => {
    test("has a test to notice it, which passes while it is right", async () => {
      expect(existsSync(new URL(`tests/${stem}`, root))).toBe(true);
      expect(await isNoticed(path, stem, read(`functions/${path}`))).toBe(false);
    });
    for (const mutant of mutantsOf(read(`functions/${path}`))) {
      test(mutant.title, async () => {
        const noticed = await isNoticed(path, stem, mutant.sql);
        score[noticed ? "killed" : "survived"] += 1;
        expect(noticed, "its test still passes").toBe(true);
      });
    }
  });
}
