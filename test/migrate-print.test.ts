import { execFile, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, onTestFinished, test } from "vitest";
import { fingerprint } from "../src/migrate/fingerprint.ts";
import { printInstallation } from "../src/migrate/print.ts";
import { quoteLiteral } from "../src/migrate/quote-literal.ts";
import { migrateStatus } from "../src/migrate/status.ts";
import { migrateUp } from "../src/migrate/up.ts";
import { type Connected, connectTo } from "./connected.ts";
import { urlOf } from "./connection.ts";
import { copyTree, setVersion } from "./tree-copy.ts";

const whole = async () => (await printInstallation()).map(({ sql }) => sql).join("");

/** How pipelines cut a script into statements, from the crudest on. */
const splitters: Readonly<Record<string, (sql: string) => readonly string[]>> = {
  "at every semicolon": (sql) => sql.split(";"),
  "at semicolons that end a line": (sql) => sql.split(/;\n/),
  "at semicolons, after dropping all comments": (sql) =>
    sql
      .replace(/--.*$/gm, "")
      .replace(/\/\*[\s\S]*?\*\//g, "")
      .split(";"),
  "not at all": (sql) => [sql],
};

async function installed(): Promise<readonly string[]> {
  const client = await connectTo("empty");
  await migrateUp(client);
  return fingerprint(client);
}

async function psql(client: Connected, ...args: string[]): Promise<string> {
  const all = ["-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", urlOf(client.settings), ...args];
  return (await promisify(execFile)("psql", all)).stderr;
}

describe("the printed installation", () => {
  test("has at most four parts below a megabyte each, without backslash commands", async () => {
    const parts = await printInstallation();
    expect(parts.length).toBeLessThanOrEqual(4);
    for (const { name, sql } of parts) {
      expect(name).toMatch(/^lotastro-ops-[\d.]+-\d-of-\d\.sql$/);
      expect(Buffer.byteLength(sql)).toBeLessThan(1_000_000);
      expect(sql).not.toMatch(/^\s*\\/m);
    }
  });

  for (const [how, split] of Object.entries(splitters)) {
    test(`cut ${how} installs what migrate up installs`, async () => {
      const client = await connectTo("empty");
      for (const { sql } of await printInstallation()) {
        for (const statement of split(sql)) {
          if (statement.trim() !== "") await client.query(statement);
        }
      }
      expect(await fingerprint(client)).toEqual(await installed());
      expect((await migrateStatus(client)).current).toBe(true);
      expect((await migrateUp(client)).objects).toBe(0);
    });
  }

  test("run in the pipeline's own transaction gives the same, and its settings back", async () => {
    const client = await connectTo("empty");
    await client.query("begin; set local search_path = public; set local lock_timeout = '7s'");
    await client.query(await whole());
    const settings =
      "select current_setting('search_path') || current_setting('lock_timeout') as s";
    expect((await client.query(settings)).rows).toEqual([{ s: "public7s" }]);
    await client.query("commit");
    expect(await fingerprint(client)).toEqual(await installed());
  });

  test("runs again without harm, and a newer release's upgrades", async () => {
    const client = await connectTo("empty");
    await client.query(await whole());
    const before = await fingerprint(client);
    await client.query(await whole());
    expect(await fingerprint(client)).toEqual(before);

    const tree = copyTree();
    setVersion(tree, "99.0.0");
    tree.write("migrations/0901_more.up.sql", "create table ops.more (id integer primary key);");
    tree.write("migrations/0901_more.down.sql", "drop table ops.more;");
    for (const { sql } of await printInstallation({ root: tree.root })) await client.query(sql);
    expect((await migrateStatus(client, { root: tree.root })).current).toBe(true);
    await expect(client.query(await whole())).rejects.toThrow(
      "the database has lotastro-ops 99.0.0",
    );
  });

  test.skipIf(spawnSync("psql", ["--version"]).status !== 0)(
    "runs in psql, as files and in one transaction",
    async () => {
      const directory = mkdtempSync(join(tmpdir(), "lotastro-ops-print-"));
      onTestFinished(() => rmSync(directory, { recursive: true }));
      const files = (await printInstallation()).map(({ name, sql }) => {
        const file = join(directory, name);
        writeFileSync(file, sql);
        return file;
      });
      for (const mode of [[], ["--single-transaction"]]) {
        const client = await connectTo("empty");
        await psql(client, ...mode, ...files.flatMap((file) => ["-f", file]));
        expect(await fingerprint(client)).toEqual(await installed());
      }
    },
  );

  test("in which a statement was lost or changed installs nothing", async () => {
    for (const change of [/^insert into .*?'\);$/ms, /(?<=-\\x2d )\w/]) {
      const client = await connectTo("empty");
      const broken = (await whole()).replace(change, "");
      await expect(client.query(broken)).rejects.toThrow("did not arrive whole");
      expect((await client.query("select from pg_namespace where nspname ~ '^ops'")).rowCount).toBe(
        0,
      );
    }
  });

  test("that fails half-way in autocommit leaves only its own table, and up goes on from there", async () => {
    const tree = copyTree();
    tree.write("sql/functions/zz.sql", "-- Fails.\nselect 1 / 0;\n");
    const client = await connectTo("empty");
    const run = async () => {
      for (const { sql } of await printInstallation({ root: tree.root })) {
        for (const statement of sql.split(";")) await client.query(statement);
      }
    };
    await expect(run()).rejects.toMatchObject({ message: "functions/zz.sql: division by zero" });
    expect((await client.query("select from pg_namespace where nspname = 'ops'")).rowCount).toBe(0);
    await migrateUp(client);
    expect(await fingerprint(client)).toEqual(await installed());
  });
});

describe("a printed literal", () => {
  test("holds nothing that cuts it, and the server reads the text that went in", async () => {
    const text = "a;b''c \\x3b \\\\ -- d --- /* e */ $$ f;g $$ 'ş🧵'\n;\r\n\t\\'";
    const literal = quoteLiteral(text);
    expect(literal).not.toMatch(/;|--|\/\*/);
    const client = await connectTo("empty");
    expect((await client.query(`select ${literal} as text`)).rows).toEqual([{ text }]);
  });
});
