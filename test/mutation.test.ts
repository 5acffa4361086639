import { existsSync, readdirSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { withClient } from "./connection.ts";
import { type FreshDatabase, freshDatabase } from "./database.ts";
import { mutantsOf } from "./mutants.ts";
import { runTap } from "./pgtap.ts";

const root = new URL("../sql/", import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), "utf8");

/** Rules are the files that end with their own row of the catalogue, and have a test. */
const rules = readdirSync(new URL("functions/", root))
  .flatMap((area) => readdirSync(new URL(`functions/${area}/`, root)).map((f) => `${area}/${f}`))
  .filter((path) => /\nselect ops\._define_(rule|derived_value)\(/.test(read(`functions/${path}`)))
  .map((path) => ({ path, stem: path.replace(/^.*\//, "") }));

const score = { killed: 0, survived: 0 };
const databases: FreshDatabase[] = [];
const idle: FreshDatabase[] = [];
const waiting: ((database: FreshDatabase) => void)[] = [];

/** Two at a time: each pgTAP file rolls back, so a database serves one mutant after the other. */
async function inDatabase<T>(work: (database: FreshDatabase) => Promise<T>): Promise<T> {
  const database = idle.pop() ?? (await new Promise<FreshDatabase>((free) => waiting.push(free)));
  try {
    return await work(database);
  } finally {
    const next = waiting.shift();
    if (next === undefined) idle.push(database);
    else next(database);
  }
}

/** False when it is not even SQL any more. */
async function install(database: FreshDatabase, sql: string): Promise<boolean> {
  return withClient(database.owner, async (client) => {
    await client.query("set check_function_bodies = off");
    return client.query(sql).then(
      () => true,
      () => false,
    );
  });
}

/** Whether the rule's own test notices: a failed assertion, a bail-out, or a plan not met. */
async function isNoticed(path: string, stem: string, mutated: string): Promise<boolean> {
  return inDatabase(async (database) => {
    try {
      if (!(await install(database, mutated))) return true;
      const tap = await runTap(database.owner, read(`tests/${stem}`));
      return (
        tap.bailOut != null ||
        tap.assertions.length !== tap.planned ||
        tap.assertions.some((assertion) => assertion.outcome === "not ok")
      );
    } finally {
      await install(database, read(`functions/${path}`));
    }
  });
}

beforeAll(async () => {
  databases.push(await freshDatabase("installed"), await freshDatabase("installed"));
  idle.push(...databases);
});
afterAll(async () => {
  for (const database of databases) await database.drop();
  const all = score.killed + score.survived;
  console.log(`mutation score: ${score.killed} of ${all} mutants noticed`);
});

for (const { path, stem } of rules) {
  describe.concurrent(`a wrong ${path}`, () => {
    test("has a test to notice it", () => {
      expect(existsSync(new URL(`tests/${stem}`, root))).toBe(true);
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
