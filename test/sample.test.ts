import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { generateSample } from "../src/sample/generate.ts";
import { connectTo } from "./connected.ts";
import { freshDatabase } from "./database.ts";
import { disagreements, judgedByTruth } from "./sample-truth.ts";

/** All that is drawn, but for the stamps of the moment it was written. */
const picture = `
  select md5(string_agg(t.row, '|' order by t.row)) as digest from (
    select (to_jsonb(l) - 'updated_at')::text as row from public.lots as l
    union all select (to_jsonb(r) - 'updated_at')::text from public.reservations as r
    union all select to_jsonb(n)::text from public.reservation_lines as n
    union all select (to_jsonb(o) - 'updated_at')::text from public.orders as o
    union all select (to_jsonb(i) - 'updated_at')::text from public.incoming_stock as i) as t`;

const digestOf = async (client: pg.Client): Promise<unknown> =>
  (await client.query(picture)).rows[0]?.digest;

describe("the generator", () => {
  test("draws the same data from the same seed, other data from another", async () => {
    const digests = [];
    for (const seed of [7, 7, 8]) {
      const client = await connectTo("sample");
      await generateSample(client, { lots: 200, seed });
      digests.push(await digestOf(client));
    }
    expect(digests[0]).toBe(digests[1]);
    expect(digests[2]).not.toBe(digests[0]);
  });

  test("tells its progress, and refuses to fill a database twice", async () => {
    const client = await connectTo("sample");
    const lines: string[] = [];
    await generateSample(client, { lots: 6000, onProgress: (line) => lines.push(line) });
    expect(lines).toEqual(["5000 of 6000 lots", "6000 of 6000 lots"]);
    await expect(generateSample(client, { lots: 10 })).rejects.toMatchObject({ code: "55000" });
    await expect(client.query("call sample.generate(lots => 0)")).rejects.toMatchObject({
      code: "22023",
    });
  });

  test("gives the mix that was asked for, with or without left-over lines", async () => {
    for (const sound of [true, false]) {
      const client = await connectTo("sample");
      await generateSample(client, { lots: 1000, sound });
      const mix = await client.query(
        `select r.status, round(10.0 * count(*) / sum(count(*)) over ())::int as tenths,
           bool_or(n.id is not null) as has_lines
         from public.reservations as r
         left join lateral (select id from public.reservation_lines
           where reservation_id = r.id limit 1) as n on true
         group by r.status order by r.status`,
      );
      expect(mix.rows).toEqual([
        { status: "active", tenths: 6, has_lines: true },
        { status: "released", tenths: 1, has_lines: !sound },
        { status: "converted", tenths: 2, has_lines: true },
        { status: "canceled", tenths: 1, has_lines: false },
      ]);
      expect(await disagreements(client)).toEqual([]);
    }
  });
});

describe("the oracle", () => {
  let database: Awaited<ReturnType<typeof freshDatabase>>;
  let client: pg.Client;

  beforeAll(async () => {
    database = await freshDatabase("sample");
    client = new pg.Client(database.owner);
    await client.connect();
    await generateSample(client, { lots: 3000 });
  });
  afterAll(async () => {
    await client.end();
    await database.drop();
  });

  const expected = async (): Promise<unknown> =>
    (await client.query("select count(*)::int as n from sample.expected_violation")).rows[0]?.n;

  test("expects nothing of sound data, before and after sessions have worked on it at once", async () => {
    expect([await expected(), await disagreements(client)]).toEqual([0, []]);
    await work({ seeds: [1, 2, 3], broken: false });
    expect([await expected(), await disagreements(client)]).toEqual([0, []]);
  });

  test("expects exactly what was broken, 20 or more for each rule", async () => {
    await client.query("call sample.break_all(20)");
    expect(await disagreements(client)).toEqual([]);
    const rules = await client.query(
      "select rule, count(*) >= 20 as enough from sample.expected_violation where rule = any ($1) group by rule order by rule",
      [judgedByTruth],
    );
    expect(rules.rows).toEqual(
      [...new Set(judgedByTruth)].sort().map((rule) => ({ rule, enough: true })),
    );
  });

  test("still does after the application has worked on the broken rows", async () => {
    await work({ seeds: [4, 5], broken: true });
    expect(await disagreements(client)).toEqual([]);
  });

  test("adds up what was done to one counter, and calls two causes ambiguous", async () => {
    const causes = await client.query(
      `select e.cause, count(*)::int from sample.expected_violation as e
       where e.rule = 'lot_reserved_meters'
         and e.key in (select b.key from sample.breakage as b where b.mechanism = 'combined')
       group by e.cause order by e.cause`,
    );
    expect(causes.rows.map((row) => row.cause)).toEqual([
      "ambiguous",
      "direct_write",
      "moved_line",
    ]);
    const cancelled = await client.query(
      `select bool_and(not exists (select from sample.expected_violation as e where e.key = b.key)) as silent
       from sample.breakage as b where b.drift = -12.34 and b.mechanism = 'combined'`,
    );
    expect(cancelled.rows).toEqual([{ silent: true }]);
  });

  async function work(how: { readonly seeds: number[]; readonly broken: boolean }): Promise<void> {
    await Promise.all(
      how.seeds.map(async (seed) => {
        const session = await connectTo(database.owner);
        await session.query("call sample.traffic(200, $1, $2)", [seed, how.broken]);
      }),
    );
    const idle = await client.query("select min(done) > 50 as busy from sample.traffic_run");
    expect(idle.rows).toEqual([{ busy: true }]);
  }
});
