import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type FreshDatabase, freshDatabase } from "./database.ts";
import { seed } from "./seed.ts";
import { seeded } from "./sessions.ts";

interface Said {
  readonly rule: string;
  readonly status: string;
  readonly message: string;
}

/** Which of the application's tables are gone, each time another part of them, and once all. */
const shares = [0.02, 0.05, 0.1, 0.1, 0.2, 0.2, 0.35, 0.5, 0.8, 1];

describe(`tables of the application that are missing, all others empty, seed ${seed}`, () => {
  let database: FreshDatabase;
  let client: pg.Client;
  let tables: readonly string[];
  /** What each rule says that it reads. */
  let reads: ReadonlyMap<string, readonly string[]>;

  beforeAll(async () => {
    database = await freshDatabase("installed");
    client = new pg.Client(database.owner);
    await client.connect();
    const found = await client.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables
       where schemaname = 'public' order by name`,
    );
    tables = found.rows.map((row) => row.name);
    const rules = await client.query<{ name: string; reads: string[] }>(
      "select r.name, array(select jsonb_object_keys(r.reads)) as reads from ops.rule as r",
    );
    reads = new Map(rules.rows.map((row) => [row.name, row.reads]));
  });
  afterAll(async () => {
    await client.end();
    await database.drop();
  });

  const saidWithout = async (gone: readonly string[]): Promise<readonly Said[]> => {
    await client.query("begin");
    try {
      if (gone.length > 0) await client.query(`drop table ${gone.join(", ")} cascade`);
      const { rows } = await client.query<Said>(
        "select rule, status, message from ops.check_all(budget => '1 hour', max_rows => null)",
      );
      return rows;
    } finally {
      await client.query("rollback");
    }
  };

  const overTheApplication = (rule: string) =>
    reads.get(rule)?.some((relation) => relation.startsWith("public.")) ?? false;

  test("empty tables: no rule over them finds anything", async () => {
    expect(tables.length).toBeGreaterThan(40);
    const said = await saidWithout([]);
    expect(
      said.filter(({ rule, status }) => overTheApplication(rule) && status !== "skipped"),
    ).toEqual([]);
    expect(said.filter(({ status }) => status === "unknown")).toEqual([]);
  });

  test.each(shares)(
    "%d of them gone: each rule that reads one is skipped and names it, no other speaks",
    async (share) => {
      const luck = seeded(seed + share * 1000);
      const gone = share === 1 ? tables : tables.filter(() => luck() < share);
      const said = await saidWithout(gone);
      const wrong: unknown[] = said.filter(({ status }) => status === "unknown");
      const skipped = new Map(
        said
          .filter(({ status }) => status === "skipped")
          .map(({ rule, message }) => [rule, message]),
      );
      for (const [rule, relations] of reads) {
        if (!overTheApplication(rule)) continue;
        const absent = relations.filter((relation) => gone.includes(relation));
        const message = skipped.get(rule);
        // The message is cut at 100 characters: the first of several is named in any case.
        if (absent.length > 0 && !absent.some((relation) => message?.includes(relation))) {
          wrong.push({ rule, absent, message });
        }
        const spoken = said.filter((row) => row.rule === rule && row.status !== "skipped");
        if (spoken.length > 0) wrong.push(...spoken);
      }
      expect(wrong).toEqual([]);
    },
  );
});
