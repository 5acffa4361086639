import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { parseJson } from "../src/connect/values.ts";
import { isConnectionLost, OpsError, toOpsError } from "../src/errors.ts";
import { exit, worst } from "../src/output/exit.ts";
import { colours } from "../src/output/io.ts";
import { jsonError, printJson } from "../src/output/json.ts";
import { showProblem } from "../src/output/problem.ts";
import { startProgress, timeLeft } from "../src/output/progress.ts";
import { showRows } from "../src/output/rows.ts";
import { renderTable, wrap } from "../src/output/table.ts";
import { compareVersions } from "../src/version.ts";
import { json, testIo } from "./cli-io.ts";

describe("the exit status", () => {
  test.each([
    [[], exit.clean],
    [[0, 2], exit.unknown],
    [[2, 1, 0], exit.findings],
    [[1, 3, 2], exit.failed],
    [[3, 64, 1], exit.usage],
    [[64, 130], exit.interrupted],
  ] as const)("of %j is %i: the gravest, not the highest number", (statuses, expected) => {
    expect(worst(...statuses)).toBe(expected);
  });
});

test.each([
  ["Europe/Istanbul", "2026-11-24 16:07:12"],
  [undefined, "2026-11-24 13:07:12 UTC"],
  ["<+03>-3", "2026-11-24 13:07:12 UTC"],
])("a time in zone %s is shown as %s", (zone, shown) => {
  const io = testIo();
  showRows([{ at: new Date("2026-11-24T13:07:12.586Z") }], io, zone);
  expect(io.out()).toBe(`AT\n${shown}\n`);
});

describe("a table", () => {
  test("keeps to its width, cuts nothing, and lets a short row's last cell run on", () => {
    const key = "8b1f9c1e-6d0c-4d8e-9d2b-1f0c9a7e5b3d";
    const text = renderTable(
      [{ heading: "A" }, { heading: "WORDS", wraps: true }, { heading: "B" }],
      [
        { cells: ["1", `some words and ${key} then more words`, "end"] },
        { cells: ["", `-> ${key} ${key}`] },
      ],
      50,
    );
    const lines = text.split("\n");
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(50);
    expect(text.split(key).length - 1).toBe(3);
    expect(lines.every((line) => line === line.trimEnd())).toBe(true);
  });

  test("paints whole lines, so that no colour spills into the next column", () => {
    const red = (line: string) => `<${line}>`;
    const text = renderTable([{ heading: "" }], [{ cells: ["one\ntwo"], paint: red }], 60);
    expect(text).toBe("<one>\n<two>");
  });

  test("breaks at spaces, long words wherever the line ends, and keeps what is indented", () => {
    expect(wrap("one two three", 7)).toEqual(["one two", "three"]);
    expect(wrap("abcdefghij", 4)).toEqual(["abcd", "efgh", "ij"]);
    expect(wrap("  a\n\nb", 10)).toEqual(["  a", "", "b"]);
  });
});

describe("an error", () => {
  test("is shown with its place, detail, hint and code", () => {
    const io = testIo();
    const place = { file: "sql/functions/core/now.sql", line: 3, column: 8, excerpt: "selct 1\n^" };
    const options = { code: "42601", detail: "why", hint: "what to do", place };
    showProblem(new OpsError("syntax error", options), io);
    expect(io.err()).toBe(
      [
        "error: syntax error",
        "  at sql/functions/core/now.sql:3:8",
        "    selct 1",
        "    ^",
        "  detail: why",
        "  hint:   what to do",
        "  code:   42601",
        "",
      ].join("\n"),
    );
  });

  test("of the driver keeps code, detail and hint, and gets our advice where it has none", () => {
    const cancelled = toOpsError(
      Object.assign(new Error("canceling statement"), { code: "57014" }),
    );
    expect(cancelled).toMatchObject({
      code: "57014",
      hint: expect.stringContaining("--statement-timeout"),
    });
    const own = {
      code: "42501",
      detail: "d",
      hint: "h",
      file: "aclchk.c",
      line: "1",
      routine: "x",
    };
    const mapped = toOpsError(Object.assign(new Error("permission denied"), own));
    expect(mapped).toMatchObject({
      message: "permission denied",
      detail: "d",
      hint: "h",
      exitStatus: 3,
    });
    expect(mapped.place).toBeUndefined();
    const denied = (what: string) =>
      toOpsError(Object.assign(new Error(`permission denied for ${what}`), { code: "42501" })).hint;
    expect(denied("schema ops")).toContain("ops_reader (checks) or ops_operator (repairs)");
    expect(denied("function repair")).toMatch(/^Repairs, .* need ops_operator/);
    expect(denied("function uninstall")).toContain("Only the package's owner");
    expect(denied("schema ops_migrations")).toContain("Only the package's owner");
  });

  test.each([
    ["OP001", 64],
    ["OP008", 1],
    ["OP010", 3],
    ["OP014", 1],
  ])("%s of the database is exit status %i", (code, status) => {
    expect(toOpsError(Object.assign(new Error("x"), { code })).exitStatus).toBe(status);
  });

  test("tells a lost connection from a failed statement", () => {
    expect(isConnectionLost(new Error("Connection terminated unexpectedly"))).toBe(true);
    expect(isConnectionLost(Object.assign(new Error("x"), { code: "57P01" }))).toBe(true);
    expect(isConnectionLost(Object.assign(new Error("x"), { code: "57014" }))).toBe(false);
  });

  test("is an object of its own for programs", () => {
    const io = testIo();
    printJson(io, jsonError(new OpsError("gone", { code: "X", hint: "look" })));
    expect(json(io)).toMatchObject({
      version: 1,
      error: { message: "gone", code: "X", hint: "look" },
      exit: 3,
    });
  });
});

describe("progress", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test("is silent for two seconds, then a plain line every two", () => {
    const io = testIo();
    const progress = startProgress(io, "applying plan 7", "rows");
    vi.advanceTimersByTime(1900);
    progress.report(100, 1000);
    expect(io.err()).toBe("");
    vi.advanceTimersByTime(200);
    expect(io.err()).toBe("applying plan 7: 100 of 1000 rows, 18 s left\n");
    vi.advanceTimersByTime(4000);
    progress.stop();
    vi.advanceTimersByTime(4000);
    expect(io.err().split("\n")).toHaveLength(4);
  });

  test.each([
    [1000, 0, 10, ""],
    [1000, 10, 10, ""],
    [1000, 5, 10, ", 1 s left"],
    [60_000, 1, 11, ", 10 min left"],
  ])("after %i ms and %i of %i: %j", (elapsed, done, total, expected) => {
    expect(timeLeft(elapsed, done, total)).toBe(expected);
  });
});

describe("small things", () => {
  test("JSON keeps what JavaScript would round, also beside tricky text", () => {
    expect(parseJson('{"a\\"1.5": [1, -0.10, 12345678901234567890, "2.50"], "b": null}')).toEqual({
      'a"1.5': [1, "-0.10", "12345678901234567890", "2.50"],
      b: null,
    });
  });

  test.each([
    ["1.2.3", "1.2.3", 0],
    ["1.2.3", "1.10.0", -1],
    ["2.0.0", "1.9.9", 1],
    ["1.0.0-beta.1", "1.0.0", -1],
  ])("version %s against %s", (left, right, expected) => {
    expect(Math.sign(compareVersions(left, right))).toBe(expected);
  });

  test("colours only on a terminal that wants them", () => {
    const terminal = { write: () => true, isTTY: true };
    const bold = (env: Record<string, string>) => colours(testIo({ env }), terminal).bold("x");
    expect(bold({})).not.toBe("x");
    expect(bold({ NO_COLOR: "1" })).toBe("x");
    expect(bold({ TERM: "dumb" })).toBe("x");
    const io = testIo();
    expect(colours(io, io.stdout).bold("x")).toBe("x");
  });
});
