import pg from "pg";
import { describe, expect, onTestFinished, test } from "vitest";
import { migrateDown } from "../src/migrate/down.ts";
import { fingerprint } from "../src/migrate/fingerprint.ts";
import { migrateStatus } from "../src/migrate/status.ts";
import { migrateUp } from "../src/migrate/up.ts";
import { connectTo } from "./connected.ts";
import { everything } from "./leftovers.ts";
import { copyTree } from "./tree-copy.ts";

/** The newest writer of any catalog or ops row: it moves when a single one is written. */
async function writers(client: pg.Client): Promise<unknown> {
  const tables = await client.query<{ name: string }>(`
    select c.oid::regclass::text as name from pg_class as c
    where c.relkind = 'r' and not c.relisshared and c.relnamespace in (
      select n.oid from pg_namespace as n where n.nspname in ('pg_catalog', 'ops', 'ops_migrations'))
      and c.relname not in ('pg_statistic', 'pg_statistic_ext_data')`);
  const counts = tables.rows.map(
    ({ name }) =>
      `select '${name}' as name, count(*), md5(string_agg(t.xmin::text || t.ctid, ',' order by t.ctid)) from ${name} as t`,
  );
  return (await client.query(counts.join(" union all ").concat(" order by 1"))).rows;
}

describe("migrate up", () => {
  test("writes no row the second time", async () => {
    const client = await connectTo("empty");
    const first = await migrateUp(client);
    expect(first.objects).toBeGreaterThan(0);
    expect(first.migrations[0]).toBe("0001_schema");
    const before = await writers(client);
    expect(await migrateUp(client)).toEqual({ migrations: [], objects: 0, version: first.version });
    expect(await writers(client)).toEqual(before);
  });

  test("installs the same beside the application and in a database that is not LotAstro's", async () => {
    const other = await connectTo("empty");
    const sample = await connectTo("sample");
    await migrateUp(other);
    await migrateUp(sample);
    expect(await fingerprint(other)).toEqual(await fingerprint(sample));
  });

  test("up, down to zero and up again is a fresh installation, and zero is nothing", async () => {
    const client = await connectTo("sample");
    const before = await everything(client);
    await migrateUp(client);
    const fresh = await fingerprint(client);
    const down = await migrateDown(client, { steps: "all" });
    expect(down.remaining).toEqual([]);
    expect(await everything(client)).toEqual(before);
    await migrateUp(client);
    expect(await fingerprint(client)).toEqual(fresh);
  });

  test("upgrades from earlier numbers, and number by number, to what a fresh installation is", async () => {
    const fresh = await connectTo("empty");
    const { migrations } = await migrateUp(fresh);
    const expected = await fingerprint(fresh);
    /** Migrates to that number, without any object. */
    const upTo = (client: pg.Client, count: number) => {
      const tree = copyTree({ objects: false });
      for (const name of migrations.slice(count)) {
        tree.remove(`migrations/${name}.up.sql`);
        tree.remove(`migrations/${name}.down.sql`);
      }
      return migrateUp(client, { root: tree.root });
    };
    for (const count of [1, Math.ceil(migrations.length / 2), migrations.length - 1]) {
      const client = await connectTo("empty");
      expect((await upTo(client, count)).migrations).toEqual(migrations.slice(0, count));
      expect((await migrateUp(client)).migrations).toEqual(migrations.slice(count));
      expect(await fingerprint(client)).toEqual(expected);
    }
    const client = await connectTo("empty");
    for (const [index, name] of migrations.entries())
      expect((await upTo(client, index + 1)).migrations).toEqual([name]);
    expect((await migrateUp(client)).migrations).toEqual([]);
    expect(await fingerprint(client)).toEqual(expected);
  });

  test("ten at once install once", async () => {
    const first = await connectTo("empty");
    const others = Array.from({ length: 9 }, () => new pg.Client(first.settings));
    onTestFinished(async () => {
      await Promise.all(others.map((client) => client.end()));
    });
    await Promise.all(others.map((client) => client.connect()));
    const results = await Promise.all([first, ...others].map((client) => migrateUp(client)));
    expect(results.filter(({ objects }) => objects > 0)).toHaveLength(1);
    expect(results.flatMap(({ migrations }) => migrations)[0]).toBe("0001_schema");
    expect((await migrateStatus(first)).current).toBe(true);
  });

  test("leaves the caller's settings and role as they were", async () => {
    const client = await connectTo("empty");
    await client.query(
      "set search_path = public; set lock_timeout = '7s'; set timezone = 'Asia/Tokyo'",
    );
    // Those of a language appear when it is first used.
    const settings =
      "select name, setting from pg_settings where name not like 'plpgsql.%' order by name";
    const before = (await client.query(settings)).rows;
    await migrateUp(client);
    expect((await client.query(settings)).rows).toEqual(before);
  });

  test("keeps the first owner when an administrator upgrades", async () => {
    const client = await connectTo("empty");
    await migrateUp(client);
    const expected = await fingerprint(client);
    await client.query("drop function ops.last_run()");
    const superuser = await connectTo(client.asSuperuser);
    expect((await migrateUp(superuser)).objects).toBeGreaterThan(0);
    expect(await fingerprint(client)).toEqual(expected);
  });
});
