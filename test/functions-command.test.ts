import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { run } from "../src/commands/functions.ts";
import { readFunctionSections } from "../src/services/config-toml.ts";
import { json, testIo } from "./cli-io.ts";
import { connectTo } from "./connected.ts";
import { urlOf } from "./connection.ts";

function configFile(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), "lotastro-ops-config-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, "config.toml");
  writeFileSync(path, text);
  return path;
}

describe("config.toml", () => {
  test("is read for its functions only, in every way they can be written", () => {
    const sections = readFunctionSections(`
project_id = "x" # [functions.commented]
[api]
verify_jwt = false
note = """
[functions.in-a-text]
verify_jwt = false
"""
[functions.closed]
[functions.open]   # a comment
  verify_jwt  =  false # why
[functions."quoted-name"]
"verify_jwt" = true
[ functions . 'spaced' ]\r
verify_jwt = false\r
[functions.open.env]
verify_jwt = true
# [functions.off]
[auth]
verify_jwt = true
`);
    expect([...sections]).toEqual([
      ["closed", true],
      ["open", false],
      ["quoted-name", true],
      ["spaced", false],
    ]);
  });
});

describe("functions", () => {
  const cron = [
    "cleanup-old-drafts",
    "cleanup-old-audit-logs",
    "check-stock-alerts",
    "send-mo-reminders",
    "send-forecast-digest",
    "send-reservation-reminders",
    "send-overdue-digest",
    "send-pending-approvals-digest",
    "process-email-retries",
    "process-webhook-retries",
    "process-ocr-queue",
    "send-scheduled-report",
  ];
  const open = [...cron, "health-check", "wms-webhook-receiver"];
  const sound = open.map((name) => `[functions.${name}]\nverify_jwt = false\n`).join("");

  test("lists the catalogue without a database, within 100 columns", async () => {
    const io = testIo();
    expect(await run({}, io)).toBe(0);
    expect(io.out()).toMatch(/^process-ocr-queue +x-cron-secret +not compared/m);
    expect(
      Math.max(
        ...io
          .out()
          .split("\n")
          .map((line) => line.length),
      ),
    ).toBeLessThanOrEqual(100);
    expect(io.err()).toContain("--config");
  });

  test("agrees with a config.toml that says what each function needs", async () => {
    const io = testIo();
    expect(await run({ config: configFile(sound) }, io)).toBe(0);
    expect(io.err()).toMatch(/\d+ agree, 0 differ, 0 missing, 0 unknown/);
  });

  test("tells what is missing, what differs and what nobody knows, exit status 1", async () => {
    const toml = `${sound
      .replace("[functions.process-ocr-queue]\nverify_jwt = false\n", "")
      .replace("[functions.health-check]\nverify_jwt = false", "[functions.health-check]")}
[functions.take-daily-snapshot]
verify_jwt = false
[functions.integration-reconciler]
[functions.stranger]
verify_jwt = false
`;
    const io = testIo();
    expect(await run({ config: configFile(toml), json: true }, io)).toBe(1);
    const rows = json(io).functions as { name: string; state: string; note: string }[];
    const odd = rows.filter(({ state }) => !["agrees", "not compared"].includes(state));
    expect(odd.map(({ name, state }) => [name, state])).toEqual([
      ["health-check", "differs"],
      ["integration-reconciler", "differs"],
      ["process-ocr-queue", "missing"],
      ["stranger", "unknown here"],
      ["take-daily-snapshot", "differs"],
    ]);
    expect(odd.find(({ name }) => name === "take-daily-snapshot")?.note).toContain(
      "anybody may run it",
    );
  });

  test("takes what a database says of its functions", async () => {
    const client = await connectTo("installed");
    await client.query(
      "insert into ops.edge_function_setting (name, verify_jwt) values ('stranger', false)",
    );
    const io = testIo();
    const config = configFile(`${sound}[functions.stranger]\nverify_jwt = false\n`);
    expect(await run({ config, url: urlOf(client.settings) }, io)).toBe(0);
    expect(io.err()).toContain("0 unknown");
  });

  test("what is inferred says so, and is what config.toml says once that is accepted", async () => {
    const io = testIo();
    expect(await run({}, io)).toBe(0);
    expect(io.out().replaceAll(/\s+/g, " ")).toContain("(inferred: secrets, verify_jwt)");
    const client = await connectTo("installed");
    const url = urlOf(client.settings);
    const config = configFile(sound.replace(/\[functions.health-check\]\n.*\n/, ""));
    const before = testIo();
    expect(await run({ config, url, json: true }, before)).toBe(1);
    expect(before.out()).toContain("what it should be is inferred");
    const accepted = testIo();
    expect(await run({ config, url, accept: true }, accepted)).toBe(0);
    expect(accepted.err()).toMatch(/verify_jwt of \d+ functions is what config.toml says/);
    const after = testIo();
    expect(await run({ config: configFile(sound), url, json: true }, after)).toBe(1);
    expect(after.out()).not.toContain("is inferred");
  });

  test.each([{ accept: true }, { accept: true, config: "/nowhere" }])(
    "%o is wrong usage",
    async (options) => {
      await expect(run(options, testIo())).rejects.toMatchObject({ exitStatus: 64 });
    },
  );

  test("a config.toml that is not there is wrong usage", async () => {
    await expect(run({ config: "/nowhere/config.toml" }, testIo())).rejects.toMatchObject({
      exitStatus: 64,
    });
  });
});
