import { existsSync, readdirSync, readFileSync } from "node:fs";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase } from "./database.ts";

const root = new URL("../", import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), "utf8");

interface Rule {
  readonly name: string;
  readonly area: string;
  readonly title: string;
  readonly severity: string;
  readonly example: string;
  readonly repair_class: string;
}

describe("the catalogue and the tree", () => {
  let database: Awaited<ReturnType<typeof freshDatabase>>;
  let rules: Rule[];

  beforeAll(async () => {
    database = await freshDatabase("installed");
    const client = new pg.Client(database.owner);
    await client.connect();
    rules = (await client.query<Rule>("select * from ops.rule order by name")).rows;
    await client.end();
  });
  afterAll(() => database.drop());

  test("there are rules", () => expect(rules.length).toBeGreaterThan(0));

  test("every rule has its definition, test and page under its own name", () => {
    const missing = rules
      .flatMap((rule) => [
        `sql/functions/${rule.area}/${rule.name}.sql`,
        `sql/tests/${rule.name}.sql`,
        `docs/rules/${rule.name}.md`,
      ])
      .filter((path) => !existsSync(new URL(path, root)));
    expect(missing).toEqual([]);
  });

  test("every page says what the catalogue says", () => {
    for (const rule of rules) {
      const page = read(`docs/rules/${rule.name}.md`);
      expect(page).toContain(`# ${rule.name}\n\n${rule.title}.`);
      expect(page).toContain(`| severity | ${rule.severity}, as "${rule.example}" |`);
      expect(page).toContain(`| repair | \`${rule.repair_class}\``);
    }
  });

  test("there is no page and no test without its object", () => {
    const names = new Set(rules.map((rule) => `${rule.name}.md`));
    expect(readdirSync(new URL("docs/rules", root)).filter((page) => !names.has(page))).toEqual([]);
  });
});
