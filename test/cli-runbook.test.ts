import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { run as runbook } from "../src/commands/runbook.ts";
import {
  type RunbookLine,
  readPlaceholders,
  readRunbook,
  readRunbookGeneral,
} from "../src/commands/runbook-text.ts";
import { main } from "../src/program.ts";
import { json, testIo } from "./cli-io.ts";
import { withClient } from "./connection.ts";
import { type FreshDatabase, freshDatabase } from "./database.ts";

/** How many bullets the runbook has: detection, response, verification. */
const bullets: Readonly<Record<string, readonly [number, number, number]>> = {
  connections: [3, 5, 3],
  auth: [3, 5, 3],
  functions: [3, 5, 3],
  email: [3, 6, 3],
  ocr: [3, 5, 3],
  reservations: [3, 3, 3],
  performance: [3, 5, 3],
  integrity: [3, 5, 3],
  cron: [3, 5, 3],
  rate_limits: [3, 4, 3],
};

const areas = readRunbook();
const general = readRunbookGeneral();
const everyLine: readonly RunbookLine[] = [
  ...areas.flatMap(({ detect, respond, verify }) => [...detect, ...respond, ...verify]),
  ...general.afterwards,
  ...general.queries,
];

describe("the runbook", () => {
  test("has its ten areas in order, and every line of each", () => {
    const counted = areas.map(({ area, detect, respond, verify }) => [
      area,
      [detect.length, respond.length, verify.length],
    ]);
    expect(Object.fromEntries(counted)).toEqual(bullets);
    expect(areas.map(({ section }) => section)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(general.afterwards).toHaveLength(9);
    expect(general.queries).toHaveLength(5);
  });

  test("numbers the steps of each response from 1 without a gap", () => {
    for (const { respond } of areas) {
      const steps = [...new Set(respond.map(({ step }) => step))];
      expect(steps).toEqual(steps.map((_, index) => index + 1));
    }
  });

  test("answers each line with a call or with what a person does, never both", () => {
    for (const { line, call, manual } of everyLine) {
      expect([line, (call === null) !== (manual === null)]).toEqual([line, true]);
      expect((call ?? manual ?? "").length).toBeGreaterThan(15);
    }
  });

  test("says no line twice within an area", () => {
    for (const { detect, respond, verify } of areas) {
      const lines = [...detect, ...respond, ...verify].map(({ line }) => line);
      expect(new Set(lines).size).toBe(lines.length);
    }
  });
});

/** What only a hosted project has, and the sample has not. */
const hosted =
  /(relation|schema) "(auth\.audit_log_entries|auth\.sessions|cron\.\w+|net\.\w+|storage\.\w+|extensions\.\w+)" does not exist/;

describe("against a database", () => {
  let database: FreshDatabase;
  beforeAll(async () => {
    database = await freshDatabase("installed");
  });
  afterAll(() => database.drop());

  test("every call exists, in SQL or on the command line", async () => {
    const calls = new Set(everyLine.flatMap(({ call }) => (call === null ? [] : [call])));
    expect(calls.size).toBeGreaterThan(4);
    await withClient(database.owner, async (client) => {
      for (const call of calls) {
        if (call.startsWith("lotastro-ops ")) {
          const verb = call.split(" ")[1] ?? "";
          expect(await main([verb, "--help"], testIo())).toBe(0);
        } else {
          // Prepared, not run: names, arguments and types are all looked up.
          await client.query(`prepare a_call as ${call}; deallocate a_call`);
        }
      }
    });
  });

  test("every statement that a person is told to run fits the application's schema", async () => {
    const statements = everyLine
      .flatMap(({ manual }) => (manual ?? "").split("\n"))
      .filter((line) => /^(select|update|delete) /.test(line))
      .map((line) =>
        line
          .replace(/;$/, "")
          .replace(/'<[^>]*(id|retried)[^>]*>'/g, "'00000000-0000-0000-0000-000000000000'")
          .replace(/<(pid|queryid)>/g, "0"),
      );
    expect(statements.length).toBeGreaterThan(3);
    const wrong: string[] = [];
    await withClient(database.owner, async (client) => {
      for (const statement of statements) {
        try {
          await client.query(`prepare a_call as ${statement}; deallocate a_call`);
        } catch (error: unknown) {
          const { message } = error as Error;
          if (!hosted.test(message)) wrong.push(`${message}: ${statement}`);
        }
      }
    });
    expect(wrong).toEqual([]);
  });

  test("the functions return the very text that the command line reads", async () => {
    await withClient(database.owner, async (client) => {
      for (const area of areas) {
        const { rows } = await client.query(`select ops.runbook_${area.area}() as text`);
        expect(rows[0]?.text).toEqual(area);
      }
      const { rows } = await client.query("select ops.runbook_general() as text");
      expect(rows[0]?.text).toEqual(general);
    });
  });

  test("severities and areas are those of the catalogue", async () => {
    await withClient(database.owner, async (client) => {
      const severities = await client.query(
        `select level, title, (extract(epoch from response_time) / 60)::int as minutes, description, examples
         from ops.severity order by level`,
      );
      expect(severities.rows).toEqual(general.severities);
      const titles = await client.query(
        "select section, name as area, title from ops.area order by section",
      );
      expect(titles.rows).toEqual(
        areas.map(({ section, area, title }) => ({ section, area, title })),
      );
    });
  });
});

describe("the verb", () => {
  test("lists the areas, severities and contacts without any database", async () => {
    const io = testIo();
    expect(await runbook({}, io)).toBe(0);
    for (const { area } of areas) expect(io.out()).toContain(area);
    expect(io.out()).toMatch(/^P0 +Critical +< 15 min/m);
    expect(io.out()).toMatch(/^Database Admin .* -> Tech Lead$/m);
  });

  test("shows one area by name or number", async () => {
    const [byName, byNumber] = [testIo(), testIo()];
    expect(await runbook({ area: "reservations" }, byName)).toBe(0);
    expect(await runbook({ area: "6" }, byNumber)).toBe(0);
    expect(byName.out()).toBe(byNumber.out());
    expect(byName.out()).toContain("-> select * from ops.repair_reservations()");
    const asJson = testIo();
    expect(await runbook({ area: "6", json: true }, asJson)).toBe(0);
    expect(json(asJson)).toMatchObject({ version: 1, area: "reservations" });
  });

  test("never breaks a statement within quotes, nor a shell command at all", async () => {
    for (const { area } of areas) {
      const io = testIo({ columns: 80 });
      await runbook({ area }, io);
      const lines = io.out().split("\n");
      for (const line of lines.filter((one) => /^ {5}(select|update|delete|->) /.test(one))) {
        expect([line, (line.split("'").length - 1) % 2]).toEqual([line, 0]);
      }
      for (const line of lines.filter((one) => one.startsWith("     curl "))) {
        expect(line).toMatch(/('|>)$/);
      }
    }
  });

  test("says of each placeholder of a call where its value is found", async () => {
    const known = readPlaceholders();
    const used = new Set<string>();
    for (const { call, manual } of everyLine) {
      for (const [name] of `${call} ${manual}`.matchAll(/<[a-z][^<>]*>/g)) used.add(name);
    }
    expect(new Set(Object.keys(known))).toEqual(used);
    const io = testIo({ columns: 400 });
    await runbook({ area: "rate_limits" }, io);
    expect(io.out()).toContain(`     <key>: ${known["<key>"]}\n`);
  });

  test("refuses an area that does not exist and names those that do", async () => {
    await expect(runbook({ area: "weather" }, testIo())).rejects.toMatchObject({
      exitStatus: 64,
      hint: expect.stringContaining("rate_limits"),
    });
  });
});
