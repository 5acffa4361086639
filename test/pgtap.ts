import { parse } from "libpg-query";
import pg from "pg";
import { Parser } from "tap-parser";
import { withClient } from "./connection.ts";

export interface Assertion {
  readonly number: number;
  readonly name: string;
  readonly outcome: "ok" | "not ok" | "skipped" | "todo";
  /** Why, as pgTAP or the directive says it. */
  readonly diagnostics: string;
}

export interface TapResult {
  readonly assertions: readonly Assertion[];
  readonly planned: number | undefined;
  /** Set when the file did not run to its end. */
  readonly bailOut: string | undefined;
}

interface Statement {
  readonly text: string;
  readonly line: number;
}

/** Runs a pgTAP script statement by statement, so that one that fails does not hide those before. */
export async function runTap(config: pg.ClientConfig, sql: string): Promise<TapResult> {
  return withClient(config, (client) => runTapOn(client, sql));
}

/** In a session that may have run others: it knows nothing of them but what was compiled. */
export async function runTapOn(
  client: pg.Client,
  sql: string,
  { untilFailure = false } = {},
): Promise<TapResult> {
  await client.query("discard all");
  await client.query("set search_path = public, tap; set statement_timeout = '60s'");
  const output: string[] = [];
  let failure: string | undefined;
  for (const statement of await statementsOf(sql)) {
    try {
      output.push(...(await linesOf(client, statement.text)));
    } catch (error) {
      failure = describeFailure(statement, error);
    }
    if (failure !== undefined || (untilFailure && output.some(isFailure))) break;
  }
  await client.query("rollback").catch(() => {});
  const result = await parseTap(output.join("\n"));
  return { ...result, bailOut: failure ?? result.bailOut };
}

function isFailure(line: string): boolean {
  return line.startsWith("not ok") && !/# todo/i.test(line);
}

/** The parser counts in bytes; the first statement may lack its offset and the last its length. */
async function statementsOf(sql: string): Promise<readonly Statement[]> {
  const bytes = Buffer.from(sql);
  const { stmts = [] } = await parse(sql);
  return stmts.map(({ stmt_location: start = 0, stmt_len: length }) => {
    const raw = bytes.subarray(start, length ? start + length : undefined).toString();
    const text = raw.replace(/^(\s|--[^\n]*\n)+/, "");
    const before = bytes.subarray(0, start).toString() + raw.slice(0, raw.length - text.length);
    return { text, line: before.split("\n").length };
  });
}

/** pgTAP answers in one column of text; a value may hold several lines. */
async function linesOf(client: pg.Client, text: string): Promise<readonly string[]> {
  const { rows } = await client.query<unknown[]>({ text, rowMode: "array" });
  return rows.flatMap((row) => (row.length === 1 && typeof row[0] === "string" ? [row[0]] : []));
}

function describeFailure(statement: Statement, error: unknown): string {
  const known = error instanceof pg.DatabaseError ? error : undefined;
  const parts: readonly (readonly [string, string | undefined])[] = [
    [known?.code ?? "error", error instanceof Error ? error.message : String(error)],
    ["detail", known?.detail],
    ["hint", known?.hint],
    ["context", known?.where],
  ];
  const said = parts.flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value}`]));
  return [`line ${statement.line}: ${statement.text}`, ...said].join("\n");
}

function parseTap(tap: string): Promise<TapResult> {
  return new Promise((resolve) => {
    const assertions: Assertion[] = [];
    let bailOut: string | undefined;
    const parser = new Parser(({ plan }) => {
      resolve({ assertions, planned: plan.end ?? undefined, bailOut });
    });
    parser.on("assert", ({ id, name, ok, skip, todo }) => {
      const outcome = skip ? "skipped" : ok ? "ok" : todo ? "todo" : "not ok";
      const reason = [skip, todo].find((directive) => typeof directive === "string");
      assertions.push({ number: id, name, outcome, diagnostics: reason ? `${reason}\n` : "" });
    });
    parser.on("comment", (text) => {
      const last = assertions.pop();
      if (last !== undefined) assertions.push({ ...last, diagnostics: last.diagnostics + text });
    });
    parser.on("bailout", (reason) => {
      bailOut = reason === "" ? "no reason given" : reason;
    });
    parser.end(`${tap}\n`);
  });
}
