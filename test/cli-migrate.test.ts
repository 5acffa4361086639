import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { run as migrate } from "../src/commands/migrate.ts";
import { run as uninstall } from "../src/commands/uninstall.ts";
import { packageVersion } from "../src/version.ts";
import { brokenStock, single } from "./broken-stock.ts";
import { at, json, temporaryHome, testIo } from "./cli-io.ts";
import { withClient } from "./connection.ts";
import { type FreshDatabase, freshDatabase } from "./database.ts";

let database: FreshDatabase;
beforeEach(async () => {
  database = await freshDatabase("sample");
});
afterEach(() => database.drop());

const schemas = "select string_agg(nspname, ',') from pg_namespace where nspname like 'ops%'";

describe("migrate", () => {
  test("status, up, up again, status", async () => {
    const first = testIo();
    expect(await migrate({ action: "status", ...at(database.owner) }, first)).toBe(1);
    expect(first.out()).toMatch(/^in the database: not installed$/m);
    expect(first.out()).toMatch(/^pending: \d+ files of functions and views$/m);

    const up = testIo();
    expect(await migrate({ action: "up", ...at(database.owner) }, up)).toBe(0);
    expect(up.out()).toMatch(
      new RegExp(`^lotastro-ops ${packageVersion} is installed: \\d+ migrations, `),
    );

    const again = testIo();
    expect(await migrate({ action: "up", ...at(database.owner) }, again)).toBe(0);
    expect(again.out()).toBe(`nothing to do: lotastro-ops ${packageVersion} is installed\n`);

    const last = testIo();
    expect(await migrate({ action: "status", json: true, ...at(database.owner) }, last)).toBe(0);
    expect(json(last)).toMatchObject({ version: 1, current: true, pending: [], objects: [] });
  });

  test("status names what somebody edited by hand", async () => {
    await migrate({ action: "up", ...at(database.owner) }, testIo());
    await withClient(database.owner, (client) =>
      client.query(
        "create or replace function ops.today() returns date language sql stable as 'select current_date'",
      ),
    );
    const io = testIo();
    expect(await migrate({ action: "status", ...at(database.owner) }, io)).toBe(1);
    expect(io.out()).toContain("edited by hand: functions/core/today.sql");
  });

  test("down asks for the name of the database, and then leaves nothing", async () => {
    await migrate({ action: "up", ...at(database.owner) }, testIo());
    const down = { action: "down", steps: "all", ...at(database.owner) } as const;
    await expect(migrate(down, testIo())).rejects.toMatchObject({ exitStatus: 64 });
    const wrong = migrate(down, testIo({ typed: ["yes"] }));
    await expect(wrong).rejects.toMatchObject({ code: "DECLINED", exitStatus: 1 });
    const io = testIo({ typed: [database.name] });
    expect(await migrate(down, io)).toBe(0);
    expect(io.out()).toContain("nothing is left");
    expect(await single(database, schemas)).toBeNull();
  });

  test("without a word, or with a wrong one, says which there are", async () => {
    for (const action of [undefined, "sideways"]) {
      const wrong = migrate({ action, ...at(database.owner) }, testIo());
      await expect(wrong).rejects.toMatchObject({
        exitStatus: 64,
        hint: expect.stringContaining("migrate up, down or status"),
      });
    }
  });

  test("--print needs no database, on stdout or as files", async () => {
    const io = testIo();
    expect(await migrate({ print: true }, io)).toBe(0);
    const directory = join(temporaryHome(), "parts");
    expect(await migrate({ print: true, into: directory }, testIo())).toBe(0);
    const files = readdirSync(directory).sort();
    expect(files.length).toBeLessThanOrEqual(4);
    const text = files.map((file) => readFileSync(join(directory, file), "utf8")).join("");
    expect(io.out()).toBe(text);
    await withClient(database.owner, (client) => client.query(text));
    const status = await migrate({ action: "status", ...at(database.owner) }, testIo());
    expect(status).toBe(0);
  });
});

describe("uninstall", () => {
  test("asks for the name of the database", async () => {
    await migrate({ action: "up", ...at(database.owner) }, testIo());
    const wrong = uninstall(at(database.owner), testIo({ typed: ["y"] }));
    await expect(wrong).rejects.toMatchObject({ code: "DECLINED", exitStatus: 1 });
    const io = testIo({ typed: [database.name] });
    expect(await uninstall(at(database.owner), io)).toBe(0);
    expect(io.err()).toMatch(/Remove lotastro-ops from .+\/test_\w+\? type test_\w+: /);
    expect(await single(database, schemas)).toBe("ops_evidence");
  });

  test("writes the evidence to a private file and leaves nothing behind", async () => {
    const broken = await brokenStock();
    try {
      await withClient(broken.owner, (client) =>
        client.query("select * from ops.repair_reservations()"),
      );
      const evidence = join(temporaryHome(), "journal.jsonl");
      expect(await uninstall({ evidence, yes: true, ...at(broken.owner) }, testIo())).toBe(0);
      const lines = readFileSync(evidence, "utf8").trimEnd().split("\n");
      const tables = lines.map((line) => JSON.parse(line).table as string);
      expect(tables).toContain("plan");
      expect(tables).toContain("plan_change");
      expect(statSync(evidence).mode & 0o777).toBe(0o600);
      expect(await single(broken, schemas)).toBeNull();
    } finally {
      await broken.drop();
    }
  });

  test("never overwrites a file", async () => {
    await migrate({ action: "up", ...at(database.owner) }, testIo());
    const evidence = new URL(import.meta.url).pathname;
    const onto = uninstall({ evidence, yes: true, ...at(database.owner) }, testIo());
    await expect(onto).rejects.toMatchObject({ code: "EEXIST" });
    expect(await single(database, schemas)).toContain("ops");
  });
});
