import { existsSync, readdirSync, readFileSync } from "node:fs";
import pg from "pg";
import { afterAll, describe, expect, test } from "vitest";
import { freshDatabase } from "./database.ts";
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

/** Whether the rule's own test notices: a failed assertion, a bail-out, or a plan not met. */
async function isNoticed(stem: string, sql: string): Promise<boolean> {
  const database = await freshDatabase("installed");
  try {
    const client = new pg.Client(database.owner);
    await client.connect();
    try {
      await client.query("set check_function_bodies = off");
      await client.query(sql);
    } catch {
      return true; // not even SQL any more
    } finally {
      await client.end();
    }
    const tap = await runTap(database.owner, read(`tests/${stem}`));
    return (
      tap.bailOut != null ||
      tap.assertions.length !== tap.planned ||
      tap.assertions.some((assertion) => assertion.outcome === "not ok")
    );
  } finally {
    await database.drop();
  }
}

for (const { path, stem } of rules) {
  describe(`a wrong ${path}`, () => {
    test("has a test to notice it", () => {
      expect(existsSync(new URL(`tests/${stem}`, root))).toBe(true);
    });
    for (const mutant of mutantsOf(read(`functions/${path}`))) {
      test(mutant.title, async () => {
        const noticed = await isNoticed(stem, mutant.sql);
        score[noticed ? "killed" : "survived"] += 1;
        expect(noticed, "its test still passes").toBe(true);
      });
    }
  });
}

afterAll(() => {
  const all = score.killed + score.survived;
  console.log(`mutation score: ${score.killed} of ${all} mutants noticed`);
});
