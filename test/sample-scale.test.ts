import type pg from "pg";
import { describe, expect, test } from "vitest";
import { connectTo } from "./connected.ts";

/** Rows read of each of the application's tables that has not been told to the statistics yet. */
const readSoFar = `
  select s.relname as name, (s.seq_tup_read + coalesce(s.idx_tup_fetch, 0))::int as rows,
    c.reltuples::int as size
  from pg_stat_xact_user_tables as s join pg_class as c on c.oid = s.relid
  where s.schemaname = 'public'`;

interface Reads {
  readonly name: string;
  readonly rows: number;
  readonly size: number;
}

/** What a transaction of this statement reads, table by table. */
async function readsOf(client: pg.Client, statement: string): Promise<readonly Reads[]> {
  await client.query("begin");
  // Of transactions just before, too: the difference is what counts.
  const before = (await client.query<Reads>(readSoFar)).rows;
  await client.query(statement);
  const after = (await client.query<Reads>(readSoFar)).rows;
  await client.query("commit");
  return after.map((table) => {
    const earlier = before.find((each) => each.name === table.name)?.rows ?? 0;
    return { ...table, rows: table.rows - earlier };
  });
}

// Where each stretch of lots, or each broken row, looks through all that is there, a million lots take
// days. What is counted is rows, never time.
describe("the generator", () => {
  test("does not read the stock that is there for a stretch that is added", async () => {
    const client = await connectTo("sample");
    await client.query("select sample.begin_generation(4100, 2.5, 42, true)");
    await client.query("select sample.fill_stretch(1, 4000, 2.5)");
    const { rows: filled } = await client.query<{ name: string }>(
      "select relname as name from pg_stat_user_tables where schemaname = 'public'",
    );
    await client.query(`analyze ${filled.map((table) => `public.${table.name}`).join(", ")}`);
    // A scan that a small table makes cheap says nothing of a large one: where an index serves, use it.
    await client.query("set enable_hashjoin = off; set enable_mergejoin = off");
    const reads = await readsOf(client, "select sample.fill_stretch(4001, 4100, 2.5)");
    const large = reads.filter((table) => table.size > 2000);
    expect(large.map((table) => table.name)).toEqual(
      expect.arrayContaining(["audit_logs", "lots", "reservation_lines", "reservations", "rolls"]),
    );
    expect(large.filter((table) => table.rows >= table.size)).toEqual([]);
  });
});

describe("breakages", () => {
  /** The application deletes these people, and lacks the index that each foreign key would need. */
  const deletesPeople = ["deleted_profile", "lost_user", "wrong_presence"];
  const instances = 20;

  test("none reads a table once for each row it breaks", async () => {
    const client = await connectTo("sample");
    await client.query("call sample.generate(lots => 3000)");
    const { rows: mechanisms } = await client.query<{ name: string }>(
      "select name from sample.mechanism order by turn, name",
    );
    expect(mechanisms.length).toBeGreaterThan(100);
    const slow: string[] = [];
    for (const { name } of mechanisms) {
      const reads = await readsOf(client, `select sample.break_${name}(${instances})`);
      await client.query("analyze sample.touched, sample.breakage");
      // Small tables are read whole for each row with reason.
      const often = reads.filter((t) => t.size > 1000 && t.rows > (instances / 2) * t.size);
      for (const { name: table, rows, size } of often) {
        if (!deletesPeople.includes(name))
          slow.push(`${name}: ${rows} of ${table}, which has ${size}`);
      }
    }
    expect(slow).toEqual([]);
  });
});
