import type pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { withClient } from "./connection.ts";
import { type FreshDatabase, freshDatabase } from "./database.ts";

/** pg_stat_statements as it is: whatever schema, whatever version of it. */
describe("statements", () => {
  let database: FreshDatabase;
  beforeAll(async () => {
    database = await freshDatabase("installed");
  });
  afterAll(() => database.drop());

  const as = <T>(work: (client: pg.Client) => Promise<T>) => withClient(database.owner, work);
  const slow = "select pg_sleep(0.03) as nap";

  async function versions(): Promise<readonly string[]> {
    return withClient(database.superuser, async (client) => {
      const { rows } = await client.query<{ version: string }>(
        "select version from pg_available_extension_versions where name = 'pg_stat_statements' and version ~ '^1[.](8|9|1[0-9])$' order by string_to_array(version, '.')::int[]",
      );
      return rows.map((row) => row.version);
    });
  }

  test("absent, it is skipped, and sampling says what is missing", async () => {
    await as(async (client) => {
      const { rows } = await client.query(
        "select rule, status from ops.check_performance() where status = 'skipped' order by rule",
      );
      expect(rows.map((row) => row.rule)).toEqual(["slow_statements", "slower_statements"]);
      await expect(client.query("select ops.sample_statements()")).rejects.toMatchObject({
        code: "OP003",
      });
    });
  });

  test("is read in every version from 1.8 on and in any schema, with shares that add up", async () => {
    const offered = await versions();
    expect(offered.length).toBeGreaterThan(0);
    for (const version of offered) {
      await withClient(database.superuser, (client) =>
        client.query(
          `drop extension if exists pg_stat_statements; drop schema if exists "Odd schema";
           create schema "Odd schema"; create extension pg_stat_statements schema "Odd schema" version '${version}'`,
        ),
      );
      await as(async (client) => {
        await client.query(`/* ${version} */ select count(*) from public.lots`);
        const { rows } = await client.query(
          "select count(*)::int as seen, round(sum(percent_of_all))::int as percent, bool_and(query is not null) as shown from ops.statement_time",
        );
        expect([version, rows[0]?.seen > 0, rows[0]?.shown]).toEqual([version, true, true]);
        expect(Math.abs(rows[0]?.percent - 100)).toBeLessThanOrEqual(5);
      });
    }
  });

  test("slow ones, and those that became slower, are named; the rest is not", async () => {
    await as(async (client) => {
      for (let call = 0; call < 12; call += 1) {
        await client.query(slow);
        await client.query("select count(*) from public.rolls");
      }
      await client.query(
        `insert into ops.rule_setting (rule, thresholds, changed_by)
         values ('slow_statements', '{"milliseconds": 25}', 'test'), ('slower_statements', '{"milliseconds": 20}', 'test')`,
      );
      const check = (rule: string) =>
        client.query(`select status, message from ops.check_rule('${rule}') order by message`);
      const found = await check("slow_statements");
      expect(found.rows).toContainEqual({
        status: "violation",
        message: expect.stringMatching(
          /^\d+ ms on average, 12 calls, .* % of all time: select pg_sleep/,
        ),
      });
      expect(found.rows.map((row) => row.message).join()).not.toContain("public.rolls");
      expect((await check("slower_statements")).rows).toMatchObject([{ status: "unknown" }]);
      await client.query("select ops.sample_statements()");
      expect((await check("slower_statements")).rows).toEqual([]);
      // the same statement, to the counters, with another constant
      for (let call = 0; call < 10; call += 1) await client.query(slow.replace("0.03", "0.09"));
      const slower = await check("slower_statements");
      expect(slower.rows).toEqual([
        {
          status: "violation",
          message: expect.stringMatching(/^\d+\.\d ms now, \d+\.\d ms before .*: select pg_sleep/),
        },
      ]);
      const verified = await client.query(
        "select state from ops.verify_performance() where step like 'Query%'",
      );
      expect(verified.rows).toEqual([{ state: "unknown" }]);
      await client.query("select * from ops.take_baseline('performance', 'test')");
    });
  });

  test("indexes are advised that the planner would use, and no other", async () => {
    const offered = await withClient(database.superuser, async (client) => {
      const { rowCount } = await client.query(
        "select from pg_available_extensions where name = 'hypopg'",
      );
      return rowCount === 1;
    });
    await as(async (client) => {
      await client.query(
        "create table public.big as select n as id, n % 5000 as kind, n % 2 as half, 'x' || n as label from generate_series(1, 60000) as n; analyze public.big",
      );
      for (let call = 0; call < 20; call += 1) {
        await client.query("select count(*) from public.big where kind = 17");
        await client.query("select count(*) from public.big where half = 1");
        await client.query("select count(*) from public.big where length(label) > 3");
      }
      const advice = async () =>
        (
          await client.query<{ definition: string; state: string }>(
            "select definition, state from ops.advise_indexes(200) order by definition",
          )
        ).rows;
      const of = (column: string) => `create index concurrently on public.big (${column})`;
      await client.query("prepare mine as select 7 as answer");
      const unproven = await advice();
      expect(unproven.map((row) => row.definition)).toEqual([of("half"), of("kind")]);
      for (const row of unproven) expect(row.state).toMatch(/^not proven/);
      if (!offered) return;
      await withClient(database.superuser, (superuser) =>
        superuser.query("create extension hypopg schema extensions"),
      );
      expect(await advice()).toEqual([
        { definition: of("kind"), state: "the planner would use it" },
      ]);
      expect((await client.query("select * from extensions.hypopg_list_indexes")).rows).toEqual([]);
      expect((await client.query("execute mine")).rows).toEqual([{ answer: 7 }]);
      await client.query("create index on public.big (kind)");
      await client.query("analyze public.big");
      expect(await advice()).toEqual([]);
    });
  });
});
