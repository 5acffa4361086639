import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { formulas } from "./public-formulas.ts";
import type { Shape } from "./shape.ts";

/** What each method said of one shape, in percent of its size, and what a rewrite then gave back. */
export interface Result {
  readonly shape: Shape;
  readonly pages: number;
  readonly truth: number;
  /** Null with the reason when we withhold an answer. */
  readonly measured: number | null;
  readonly standardError: number;
  readonly method: string;
  readonly milliseconds: number;
  /** By statistics alone, before anything is measured. */
  readonly screened: number | null;
  readonly withheld: string | null;
  readonly publicAnswers: ReadonlyMap<string, number | null>;
}

interface Answer {
  readonly percent: string | null;
  readonly standard_error: string | null;
  readonly method: string | null;
  readonly withheld: string | null;
}

const schema = "bloat_shapes";

/** Builds the shape, asks everybody, rewrites it, and cleans up. */
export async function runShape(client: pg.Client, shape: Shape, rows: number): Promise<Result> {
  await client.query(`drop schema if exists ${schema} cascade`);
  await client.query(`create schema ${schema}`);
  await client.query(`set search_path = ${schema}, public`);
  for (const statement of shape.statements) {
    await client.query(statement.replaceAll("{rows}", String(Math.round(rows * shape.share))));
    // Counters of a session reach the statistics at its leisure; in life they are there long before.
    await client.query("select pg_stat_force_next_flush()");
  }
  const oid = await relationOf(client, shape);
  const before = await size(client, oid);
  const screen = await ask(client, "select * from ops._bloat_rows(0, $1)", oid);
  const publicAnswers = new Map<string, number | null>();
  for (const formula of formulas) {
    if ((formula.kind === "btree") !== (shape.kind === "btree")) continue;
    publicAnswers.set(formula.name, await publicAnswer(client, formula.sql, oid));
  }
  const started = performance.now();
  const measure = await ask(
    client,
    `select m.* from pg_class as c, pg_namespace as n,
      ops.measure_relation_bloat(format('%I.%I', n.nspname, c.relname)) as m
    where c.oid = $1 and n.oid = c.relnamespace`,
    oid,
  );
  const milliseconds = performance.now() - started;
  await untilNothingIsHeld(client);
  await client.query(shape.kind === "btree" ? "reindex index t_i" : "vacuum full t");
  const after = await size(client, await relationOf(client, shape));
  await client.query(`reset search_path`);
  await client.query(`drop schema ${schema} cascade`);
  return {
    shape,
    pages: before / 8192,
    truth: before === 0 ? 0 : (100 * (before - after)) / before,
    measured: number(measure.percent),
    standardError: number(measure.standard_error) ?? 0,
    method: measure.method ?? "",
    milliseconds,
    screened: number(screen.percent),
    withheld: measure.withheld ?? screen.withheld,
    publicAnswers,
  };
}

/**
 * A rewrite keeps dead rows that some snapshot could still see: of a session in this database, or its
 * own, which reaches back to the oldest transaction of the whole server.
 */
async function untilNothingIsHeld(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ mark: string }>(
    "select pg_snapshot_xmax(pg_current_snapshot())::text as mark",
  );
  for (let turn = 0; turn < 2400; turn += 1) {
    const { rowCount } = await client.query(
      `select where pg_snapshot_xmin(pg_current_snapshot()) >= $1::xid8
        and not exists (select from pg_stat_activity
          where datname = current_database() and pid <> pg_backend_pid() and coalesce(backend_xmin, backend_xid) is not null)`,
      [rows[0]?.mark],
    );
    if (rowCount === 1) return;
    await sleep(50);
  }
  throw new Error(
    "other sessions hold transactions: what a rewrite gives back cannot be told beside them",
  );
}

async function relationOf(client: pg.Client, shape: Shape): Promise<number> {
  const relation = shape.kind === "btree" ? "t_i" : "t";
  const { rows } = await client.query<{ oid: number }>(
    "select case when $2 then reltoastrelid else oid end as oid from pg_class where oid = to_regclass($1)",
    [`${schema}.${relation}`, shape.kind === "toast"],
  );
  if (rows[0] === undefined) throw new Error(`shape ${shape.name} makes no ${relation}`);
  return rows[0].oid;
}

async function size(client: pg.Client, oid: number): Promise<number> {
  const { rows } = await client.query<{ size: string }>("select pg_relation_size($1) as size", [
    oid,
  ]);
  return Number(rows[0]?.size);
}

async function ask(client: pg.Client, sql: string, oid: number): Promise<Answer> {
  const { rows } = await client.query<Answer>(sql, [oid]);
  return rows[0] ?? { percent: null, standard_error: null, method: null, withheld: "no answer" };
}

/** As their users see it: nothing below 0 or above 100, and no answer where a function fails. */
async function publicAnswer(client: pg.Client, sql: string, oid: number): Promise<number | null> {
  try {
    const { rows } = await client.query<{ answer: string | null }>(`select (${sql}) as answer`, [
      oid,
    ]);
    const answer = number(rows[0]?.answer ?? null);
    return answer === null ? null : Math.min(100, Math.max(0, answer));
  } catch {
    return null;
  }
}

function number(text: string | null): number | null {
  return text === null ? null : Number(text);
}
