import { execFileSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { run as metrics, openMetrics } from "../src/commands/metrics.ts";
import { run as report } from "../src/commands/report.ts";
import { migrateUp } from "../src/migrate/up.ts";
import { exit } from "../src/output/exit.ts";
import { writeWhole } from "../src/output/write-file.ts";
import { at, json, testIo } from "./cli-io.ts";
import { withClient } from "./connection.ts";
import { type FreshDatabase, freshDatabase } from "./database.ts";
import { fillForPage, plant, planted, plantedNumber } from "./status-page-data.ts";
import { describeWithTool, python } from "./tools.ts";

let folder: string;
let database: FreshDatabase;
let taken: readonly string[];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "lotastro-ops-page-"));
  database = await freshDatabase("installed");
  await withClient(database.owner, fillForPage);
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await database.drop();
});

/** The page as the command writes it. */
async function page(options: object = {}, where: pg.ClientConfig = database.owner) {
  const html = join(folder, "page.html");
  const io = testIo();
  expect(await report({ html, ...options, ...at(where) }, io)).toBe(exit.clean);
  expect(io.out()).toBe("");
  return readFileSync(html, "utf8");
}

async function facts(options: object = {}) {
  const io = testIo();
  expect(await report({ json: true, ...options, ...at(database.owner) }, io)).toBe(exit.clean);
  return { object: json(io), text: io.out() };
}

describe("a page", () => {
  test("shows areas, incidents, drift, repairs, growth and jobs", async () => {
    const text = await page();
    for (const words of [
      "Reservations",
      "No webhook arrives",
      "A lot&#39;s reserved metres",
      "undo of ",
      "counted by hand",
      "50 MB",
      "every 15 min",
      "overdue",
      "said at the end",
      "Nightly plans",
    ]) {
      expect(text).toContain(words);
    }
    expect(text).toMatch(/overdue by (5[5-9] min|\d h)/);
    expect(text.match(/<svg /g)?.length).toBeGreaterThan(20);
    expect(text).not.toMatch(/undefined|NaN|\[object|null/);
  });

  test("is one file: it names no address, has no script, and forbids both", async () => {
    for (const text of [await page(), await page({ public: true })]) {
      expect(text).not.toMatch(/https?:|\/\/|<script|<link|<img|@import|src=|url\((?!#)/);
      expect(text).toContain("default-src &#39;none&#39;; style-src &#39;sha256-");
      expect(Buffer.byteLength(text)).toBeLessThan(300_000);
    }
  });

  test("says of a database with nothing but the package that there is no data yet", async () => {
    const empty = await freshDatabase("empty");
    try {
      await withClient(empty.owner, (client) => migrateUp(client));
      const text = await page({}, empty.owner);
      expect(text).toContain("No data yet: nothing was checked here");
      expect(text).toContain("Nothing was repaired in the last 30 days.");
      expect(text).toContain("No job has run yet");
      expect(text).toContain("sizes are kept once a day");
      expect(text).not.toMatch(/undefined|NaN|\[object|null/);
      expect(await page({ public: true }, empty.owner)).toContain("None is open.");
    } finally {
      await empty.drop();
    }
  });

  test("looks back as far as it is asked", async () => {
    expect(await page({ days: "7" })).toContain("the last 7 days");
    await expect(report({ days: "0", ...at(database.owner) }, testIo())).rejects.toMatchObject({
      exitStatus: exit.usage,
    });
  });

  test("in JSON has the same facts, with the server", async () => {
    const { object } = await facts();
    expect(object).toMatchObject({
      verb: "report",
      server: { database: database.name },
      verdict: { level: "P1" },
      incidents: [{ title: "No webhook arrives", severity: "P0" }, {}, {}],
      exit: 0,
    });
  });
});

describe("a file", () => {
  const errors = readFileSync(new URL("../docs/errors.md", import.meta.url), "utf8");
  const documented = (code: string) => {
    const row = errors
      .split("\n")
      .find((line) => line.startsWith("| report") && line.includes(code));
    const [, call = "", , message = "", hint = ""] = (row ?? "")
      .split(" | ")
      .map((cell) => cell.replace(/ \|$/, ""));
    return { call, message, hint };
  };

  test("that cannot be written is said, with nothing half-written", async () => {
    mkdirSync(join(folder, "a-directory"), { recursive: true });
    writeFileSync(join(folder, "a-file"), "before");
    const cases = [
      ["ENOENT", join(folder, "nowhere", "page.html")],
      ["EISDIR", join(folder, "a-directory")],
      ["ENOTDIR", join(folder, "a-file", "page.html")],
      ["EINVAL", "/dev/null"],
    ] as const;
    const before = readdirSync(folder).sort();
    for (const [code, html] of cases) {
      const error = await report({ html, ...at(database.owner) }, testIo()).catch(
        (e: unknown) => e,
      );
      expect(error).toMatchObject({
        code,
        exitStatus: exit.failed,
        message: `cannot write ${html}`,
      });
      expect((error as { detail: string }).detail).toBeTruthy();
    }
    expect(readdirSync(folder).sort()).toEqual(before);
    expect(readFileSync(join(folder, "a-file"), "utf8")).toBe("before");
  });

  test("has its documented error, word for word", async () => {
    const { call, message, hint } = documented("ENOENT");
    const html = /--html (\S+)`/.exec(call)?.[1] ?? "";
    const error = await report({ html, ...at(database.owner) }, testIo()).catch((e: unknown) => e);
    expect(error).toMatchObject({ message, hint });
  });

  test("keeps its mode, and a link stays a link", async () => {
    const real = join(folder, "real.html");
    const link = join(folder, "link.html");
    writeFileSync(real, "before");
    chmodSync(real, 0o640);
    rmSync(link, { force: true });
    symlinkSync(real, link);
    await writeWhole(link, "after");
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(readFileSync(real, "utf8")).toBe("after");
    expect(statSync(real).mode & 0o777).toBe(0o640);
    expect(readdirSync(folder).filter((name) => name.endsWith(".part"))).toEqual([]);
    expect(existsSync(join(folder, "real.html"))).toBe(true);
  });
});

describeWithTool("python3-prometheus-client", "metrics", () => {
  const read = (text: string): unknown =>
    JSON.parse(
      execFileSync(python, ["-c", parser], { input: text, encoding: "utf8", stdio: "pipe" }),
    );

  test("are what the reference parser of OpenMetrics reads, sample by sample", async () => {
    const io = testIo();
    expect(await metrics(at(database.owner), io)).toBe(0);
    const rows = await withClient(database.owner, async (client) => {
      const found = await client.query<{ sample: unknown }>(
        `select jsonb_build_array(family || case kind when 'counter' then '_total' when 'info' then '_info' else '' end, labels, value::float8) as sample
         from ops.metric`,
      );
      return found.rows.map(({ sample }) => sample);
    });
    expect(rows.length).toBeGreaterThan(80);
    expect(read(io.out())).toEqual(rows);
  });

  test("with any text in a label are read back as they were", () => {
    const labels = { text: 'a "quoted" \\n \\ \n line' };
    const help = 'help with "quotes", \\ and \n a line';
    const sample = { family: "a", kind: "gauge", help, labels, value: "1" } as const;
    expect(read(openMetrics([sample]))).toEqual([["a", labels, 1]]);
  });

  test("that are broken are refused by it", () => {
    expect(() => read("# TYPE a gauge\na 1\n")).toThrow();
    expect(() => read("# TYPE a counter\na 1\n# EOF\n")).toThrow();
  });
});

const parser = `
import json, sys
from prometheus_client.openmetrics.parser import text_string_to_metric_families as read
print(json.dumps([[s.name, s.labels, s.value] for f in read(sys.stdin.read()) for s in f.samples]))`;

// Last: what is planted stays.
describe("the public page", () => {
  beforeAll(async () => {
    taken = await withClient(database.owner, plant);
  });

  test("is asked for in a database where everything a person wrote is known", () => {
    expect(taken).toEqual(
      expect.arrayContaining([
        "area_setting.notes",
        "change.message",
        "contact_role.person",
        "contact_role.reach",
        "daily_size.bytes",
        "finding.message",
        "finding.cause",
        "finding.key",
        "incident.title",
        "incident.assignee",
        "incident_event.text",
        "job_run.note",
        "nightly_evidence.note",
        "plan_change.message",
        "rule_total.metres",
        "rule_total.rows",
        "run.actor",
        "run.done",
        "run.reason",
      ]),
    );
    expect(taken.length).toBeGreaterThan(60);
  });

  test("has none of it, nor where it comes from, while the other page has much", async () => {
    const secrets = [planted, database.name, "127.0.0.1", "postgres", "lot_reserved_meters"];
    const numbers = [String(plantedNumber), plantedNumber.toLocaleString("en-US")];
    const [whole, open, openFacts] = [
      await page(),
      await page({ public: true }),
      await facts({ public: true }),
    ];
    for (const secret of [...secrets, ...numbers]) {
      expect(open).not.toContain(secret);
      expect(openFacts.text).not.toContain(secret);
    }
    expect(whole.split(planted).length).toBeGreaterThan(10);
    expect(whole).toContain(numbers[1]);
    expect(whole).toContain(database.name);
  });

  test("has these members and no others", async () => {
    const { object } = await facts({ public: true });
    expect(paths(object)).toEqual([
      ".areas[].area",
      ".areas[].checked_at",
      ".areas[].checked_seconds",
      ".areas[].current",
      ".areas[].history[].day",
      ".areas[].history[].state",
      ".areas[].state",
      ".areas[].title",
      ".exit",
      ".from",
      ".incidents[].acknowledged_at",
      ".incidents[].age_seconds",
      ".incidents[].answered_seconds",
      ".incidents[].area",
      ".incidents[].opened_at",
      ".incidents[].resolved_at",
      ".incidents[].response_due",
      ".incidents[].response_left_seconds",
      ".incidents[].severity",
      ".incidents[].state",
      ".made_at",
      ".package",
      ".public",
      ".resolved_incidents[].acknowledged_at",
      ".resolved_incidents[].age_seconds",
      ".resolved_incidents[].answered_seconds",
      ".resolved_incidents[].area",
      ".resolved_incidents[].opened_at",
      ".resolved_incidents[].resolved_at",
      ".resolved_incidents[].response_due",
      ".resolved_incidents[].response_left_seconds",
      ".resolved_incidents[].severity",
      ".resolved_incidents[].state",
      ".to",
      ".verb",
      ".verdict.level",
      ".verdict.text",
      ".version",
    ]);
  });
});

/** Every member of a value, once. */
function paths(value: unknown, at = ""): readonly string[] {
  if (Array.isArray(value)) {
    return [...new Set(value.flatMap((one) => paths(one, `${at}[]`)))].sort();
  }
  if (typeof value !== "object" || value === null) return [at];
  return [
    ...new Set(Object.entries(value).flatMap(([name, one]) => paths(one, `${at}.${name}`))),
  ].sort();
}
