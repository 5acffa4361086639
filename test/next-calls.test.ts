import { readdirSync, readFileSync } from "node:fs";
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { main } from "../src/program.ts";
import { testIo } from "./cli-io.ts";
import { withClient } from "./connection.ts";
import { type FreshDatabase, freshDatabase } from "./database.ts";

/** Whatever a person may be told to paste: errors, hints, fixes, notices, help, pages. */
interface Told {
  readonly file: string;
  readonly text: string;
}

const root = new URL("../", import.meta.url);

const files = (folder: string, ending: string) =>
  (readdirSync(new URL(folder, root), { recursive: true }) as string[])
    .filter((path) => path.endsWith(ending))
    .map((path) => `${folder}${path}`);

const read = (file: string) => readFileSync(new URL(file, root), "utf8");

/** The string literals of a file of SQL, and what stands between dollars within its body. */
function literals(file: string): Told[] {
  const code = read(file).replace(/^\s*--.*$|\s--\s.*$/gm, "");
  const books = [...code.matchAll(/\$runbook\$.*?\$runbook\$/gs)].map(([text]) => text);
  const quoted = [...code.replace(/\$runbook\$.*?\$runbook\$/gs, "").matchAll(/'((?:[^']|'')*)'/g)];
  const plain = quoted.map(([, text = ""]) => text.replaceAll("''", "'"));
  return [...books, ...plain].map((text) => ({ file, text }));
}

function everythingTold(): readonly Told[] {
  const sql = [...files("sql/functions/", ".sql"), ...files("sql/views/", ".sql")];
  const whole = [...files("docs/", ".md"), "README.md", ...files("src/", ".ts")];
  return [...sql.flatMap(literals), ...whole.map((file) => ({ file, text: read(file) }))];
}

/** From an opening parenthesis to the one that closes it; nothing where none does. */
function argumentsAt(text: string, open: number): string | undefined {
  let depth = 0;
  let quoted = false;
  for (let at = open; at < text.length; at++) {
    const sign = text[at];
    if (sign === "'") quoted = !quoted;
    else if (quoted) continue;
    else if (sign === "(") depth++;
    else if (sign === ")" && --depth === 0) return text.slice(open, at + 1);
  }
  return undefined;
}

/** `select … from ops.f(…)`, `select ops.f(…)` and `call ops.f(…)`, with null for what is left open. */
function sqlCalls({ file, text }: Told): { file: string; call: string }[] {
  const heads = text.matchAll(/\b(select (?:(?:\*|\w\w[\w, ]+) from )?|call )ops\.(\w+)\(/g);
  return [...heads].flatMap(({ 0: head, 1: verb = "", 2: name = "", index }) => {
    const given = argumentsAt(text, index + head.length - 1);
    const after = text.slice(index + head.length - 1 + (given?.length ?? 0));
    const filled = given
      ?.concat(verb === "select " ? (withTable.exec(after)?.[0] ?? "") : "")
      .replace(/'<[^>]*>'|%L|'%[sIL]'|'\$\{[^}]*\}'/g, "null")
      .replace(/(?<=\w)%s/g, "")
      .replace(/%s|%|<\w+>|\$\{[^}]*\}/g, "1");
    return filled === undefined ? [] : [{ file, call: `${verb}ops.${name}${filled}` }];
  });
}

/** What examples name and no database of ours has, in the words of 17 and of 15; and a procedure, which only call may name. */
const beside =
  /^(relation "(backup|library)\.\w+"|schema "(backup|library)") does not exist$|is a procedure$/;

/** `select ops.f(column) from …` is a statement with a table: its columns are looked up with it. */
const withTable = /^ from [\w.]+(?: where [^'\n]*(?:'[^']*')?)?/;

const told = everythingTold();

describe("whatever a person is told to paste", () => {
  let database: FreshDatabase;
  beforeAll(async () => {
    database = await freshDatabase("installed");
  });
  afterAll(() => database.drop());

  test("is a call of SQL that exists, with arguments that it takes", async () => {
    const calls = told.flatMap(sqlCalls);
    expect(calls.length).toBeGreaterThan(400);
    const wrong: string[] = [];
    await withClient(database.owner, async (client) => {
      for (const { file, call } of calls) {
        try {
          // Prepared, not run: names, arguments and types are all looked up. call is a utility.
          await client.query(
            `prepare a_call as ${call.replace(/^call /, "select ")}; deallocate a_call`,
          );
        } catch (error: unknown) {
          const { message } = error as Error;
          if (!beside.test(message)) wrong.push(`${file}: ${call}: ${message}`);
        }
      }
    });
    expect(wrong).toEqual([]);
  });

  test("is a table or view of ours that exists", async () => {
    const named = told.flatMap(({ text }) =>
      [...text.matchAll(/\bfrom ops\.(\w+)\b(?!\w*[(%])/g)].map(([, name = ""]) => name),
    );
    await withClient(database.owner, async (client) => {
      const { rows } = await client.query(
        `select distinct n.name from unnest($1::text[]) as n (name)
         where to_regclass('ops.' || n.name) is null`,
        [named],
      );
      expect(rows).toEqual([]);
    });
    expect(new Set(named).size).toBeGreaterThan(15);
  });
});

describe("whatever a person is told to type", () => {
  const lines = told.flatMap(({ file, text }) =>
    [...text.matchAll(/\blotastro-ops ((?:[a-z]+(?:-[a-z]+)?)(?: [^\n`|;,$·]*)?)/g)].map(
      ([, line = ""]) => ({ file, line }),
    ),
  );
  const helpOf = async (words: readonly string[]) => {
    const io = testIo();
    return (await main([...words, "--help"], io)) === 0 ? io.out() : undefined;
  };

  test("is a verb of the command line with options that it takes", async () => {
    const general = (await helpOf([])) ?? "";
    const verbs = [...general.matchAll(/^ {2}([a-z-]+) .*$/gm)].map(([, verb = ""]) => verb);
    expect(verbs.length).toBeGreaterThan(20);
    const incident = (await helpOf(["incident"])) ?? "";
    const wrong: string[] = [];
    let options = 0;
    for (const { file, line } of lines) {
      const [verb = "", next = ""] = line.split(" ");
      // prose says what lotastro-ops is or does; a command has a verb
      if (!verbs.includes(verb)) continue;
      const deeper = verb === "incident" && incident.includes(`  ${next} [options]`);
      const help = (await helpOf(deeper ? [verb, next] : [verb])) ?? "";
      for (const [option] of line.matchAll(/(?<=\s)--[a-z][a-z-]*/g)) {
        options++;
        if (!help.includes(option)) wrong.push(`${file}: lotastro-ops ${line}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(options).toBeGreaterThan(40);
  });
});

describe("in a database that is broken in every way the sample knows", () => {
  let database: FreshDatabase;
  beforeAll(async () => {
    database = await freshDatabase("installed");
    await withClient(database.owner, async (client) => {
      await client.query("call sample.generate(lots => 600)");
      await client.query("call sample.break_all(1)");
    });
  });
  afterAll(() => database.drop());

  /** What came of a statement, which is taken back: nothing, or the error. */
  async function tried(
    client: pg.Client,
    statement: string,
  ): Promise<pg.DatabaseError | undefined> {
    await client.query("begin");
    try {
      await client.query(statement);
      return undefined;
    } catch (error: unknown) {
      return error as pg.DatabaseError;
    } finally {
      await client.query("rollback");
    }
  }

  /** An error is an answer when it says what to call next and that call works, or ends in a placeholder. */
  async function leadsOn(client: pg.Client, error: pg.DatabaseError): Promise<boolean> {
    const next = /select [^;]*$/.exec(error.hint ?? "")?.[0];
    if (!/^OP\d{3}$/.test(error.code ?? "") || next === undefined) return false;
    return next.includes("<") || (await tried(client, next)) === undefined;
  }

  test("every fix of every rule runs as it is printed, and so does every call on its page", async () => {
    await withClient(database.owner, async (client) => {
      const { rows } = await client.query<{ rule: string; fix: string }>(
        `select distinct on (v.rule, v.status, split_part(v.fix, '(', 1)) v.rule, v.fix from ops.check_all(max_rows => 1) as v
         order by v.rule, v.status, split_part(v.fix, '(', 1)`,
      );
      const pages = await client.query<{ rule: string; fix: string }>(
        `select r.name as rule, c.call as fix from ops.rule as r
         cross join lateral ops.rule_page(r.name) as p
         cross join lateral unnest(array[p.value, p.note]) as c (call)
         where p.topic in ('next', 'choice') and c.call like 'select %' and r.name in (select rule from ops.check_all(max_rows => 1))`,
      );
      expect(new Set(rows.map(({ rule }) => rule)).size).toBeGreaterThan(100);
      expect(pages.rowCount).toBeGreaterThan(200);
      const wrong: string[] = [];
      for (const { rule, fix } of [...rows, ...pages.rows]) {
        // runs in no transaction: its grammar is PostgreSQL's own
        if (/^(create index concurrently|lotastro-ops) /.test(fix ?? "")) continue;
        const error = await tried(client, fix ?? "select no_fix");
        if (error && !(await leadsOn(client, error)))
          wrong.push(`${rule}: ${fix}: ${error.message}`);
      }
      expect(wrong).toEqual([]);
    });
  });
});
