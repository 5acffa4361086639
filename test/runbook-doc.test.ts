import { readdirSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { renderAdvice } from "../scripts/advice.ts";
import { renderRunbook } from "../scripts/docs.ts";
import { run as runbook } from "../src/commands/runbook.ts";
import { readRunbook, readRunbookGeneral } from "../src/commands/runbook-text.ts";
import { at, testIo } from "./cli-io.ts";
import { withClient } from "./connection.ts";
import { afterwardsLines, coverageLines, queryLines } from "./coverage-lines.ts";
import { type FreshDatabase, freshDatabase } from "./database.ts";

const root = new URL("../", import.meta.url);
const phases = ["detect", "respond", "verify"] as const;

/** Words of four letters and more, cut to their stem as far as five letters tell it. */
const words = (text: string) =>
  new Set((text.toLowerCase().match(/[a-z_]{4,}/g) ?? []).map((word) => word.slice(0, 5)));

/** A word that two sentences have in common: they speak of the same thing. */
const shareWord = (one: string, other: string) => {
  const known = words(other);
  return [...words(one)].some((word) => known.has(word));
};

test("docs/RUNBOOK.md is what npm run docs makes of the catalogue", () => {
  expect(readFileSync(new URL("docs/RUNBOOK.md", root), "utf8")).toBe(renderRunbook());
});

test("what to do about a rule is in the database as on its page", () => {
  expect(readFileSync(new URL("sql/functions/core/_rule_advice.sql", root), "utf8")).toBe(
    renderAdvice(),
  );
});

describe("every bullet of the runbook", () => {
  const answered: { bullet: string; line: string; call: string | null; manual: string | null }[] =
    [];
  const general = readRunbookGeneral();
  const pair = (bullets: readonly string[], lines: typeof general.afterwards) => {
    expect(lines).toHaveLength(bullets.length);
    for (const [index, bullet] of bullets.entries()) {
      const { line = "", call = null, manual = null } = lines[index] ?? {};
      answered.push({ bullet, line, call, manual });
    }
  };

  beforeAll(() => {
    const areas = readRunbook();
    expect(areas.map(({ area }) => area)).toEqual(Object.keys(coverageLines));
    for (const area of areas) {
      for (const phase of phases) pair(coverageLines[area.area]?.[phase] ?? [], area[phase]);
    }
    pair(afterwardsLines, general.afterwards);
    pair(queryLines, general.queries);
  });

  test("has its line, in the same place", () => {
    const strays = answered.filter(({ bullet, line }) => !shareWord(bullet, line));
    expect(strays.map(({ bullet, line }) => `${bullet} <> ${line}`)).toEqual([]);
  });

  test("has a call or a manual step, never neither", () => {
    for (const { bullet, call, manual } of answered) {
      expect([bullet, (call ?? manual ?? "").trim().length > 15]).toEqual([bullet, true]);
    }
  });
});

describe("against a database", () => {
  let database: FreshDatabase;
  beforeAll(async () => {
    database = await freshDatabase("installed");
  });
  afterAll(() => database.drop());

  test("everything of ours that a runbook names exists", async () => {
    const folders = readdirSync(new URL("sql/functions/", root), { recursive: true }) as string[];
    const books = folders
      .filter((path) => /(^|\/)runbook_\w+\.sql$/.test(path))
      .map((path) => readFileSync(new URL(`sql/functions/${path}`, root), "utf8"))
      .flatMap((text) => /\$runbook\$(.*?)\$runbook\$/s.exec(text)?.[1] ?? []);
    expect(books).toHaveLength(11);
    const named = new Set<string>();
    for (const book of books) {
      for (const [, name = ""] of book.matchAll(/\bops\.(\w+)/g)) named.add(name);
    }
    expect(named.size).toBeGreaterThan(5);
    await withClient(database.owner, async (client) => {
      const { rows } = await client.query(
        `select n.name from unnest($1::text[]) as n (name)
         where not exists (select from pg_proc where pronamespace = 'ops'::regnamespace and proname = n.name)
           and not exists (select from pg_class where relnamespace = 'ops'::regnamespace and relname = n.name)`,
        [[...named]],
      );
      expect(rows).toEqual([]);
    });
  });

  test("the contact matrix of the database is the runbook's", async () => {
    await withClient(database.owner, async (client) => {
      const { rows } = await client.query(
        "select role, responsibility, escalates_to from ops.contact_role where escalates_to is not null order by place",
      );
      expect(rows).toEqual(readRunbookGeneral().contacts);
    });
  });

  test("a step is run on request, with real numbers, and recorded in the incident", async () => {
    await withClient(database.owner, async (client) => {
      await client.query("select sample.a_lot('L 1')");
      await client.query("update public.lots set reserved_meters = 4");
      await client.query("select count(*) from ops.record_check('reservations')");
      await client.query("select * from ops.set_area('reservations', notes => 'Ask Elif first')");
      const run = async (options: Parameters<typeof runbook>[0]) => {
        const io = testIo();
        const status = await runbook({ area: "6", ...at(database.owner), ...options }, io);
        return { status, out: io.out(), err: io.err() };
      };
      const live = await run({ live: true });
      expect(live.out).toContain("select * from ops.explain_lot('L 1')");
      expect(live.out).toContain("Ask Elif first");
      expect(live.out).toMatch(/incident \d+ +P1 · open/);
      const read = await run({ run: "respond 1" });
      expect(read.err).toContain("It only reads.");
      expect(read.out).toContain("lot_reserved_meters");
      await expect(run({ run: "respond 3" })).rejects.toMatchObject({ exitStatus: 64 });
      expect((await run({ run: "respond 3", yes: true })).out).toContain("planned");
      await run({ run: "verify 2", yes: true });
      await client.query("select ops.open_incident('integrity', 'P3', 'numbers asked about')");
      await run({ area: "8", run: "verify 3", note: "Elif counted: right" });
      await expect(run({ run: "respond 9" })).rejects.toMatchObject({ exitStatus: 64 });
      const { rows } = await client.query(
        "select text from ops.incident_event where kind = 'step' order by id",
      );
      expect(rows.map(({ text }) => text)).toEqual([
        "respond 1: select * from ops.check_reservations(): 1 row",
        "respond 3: select * from ops.repair_reservations(): 1 row",
        expect.stringMatching(/^verify 2: select \* from ops\.verify_reservations\(\): \d+ rows$/),
        "verify 3: Elif counted: right",
      ]);
    });
  });
});
