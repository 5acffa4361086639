import { readFileSync } from "node:fs";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase } from "./database.ts";
import { seed } from "./seed.ts";

const helpers = readFileSync(new URL("hostile-data.sql", import.meta.url), "utf8");
const turns = 10;

/** Whatever the application's schema lets a column hold, no rule, plan, repair or page fails of it. */
describe(`every column that a rule reads at its worst, seed ${seed}`, () => {
  let database: Awaited<ReturnType<typeof freshDatabase>>;
  let client: pg.Client;

  beforeAll(async () => {
    database = await freshDatabase("installed");
    // the application's triggers are off while the values are written
    client = new pg.Client(database.superuser);
    await client.connect();
    await client.query("set client_min_messages = error");
    await client.query("call sample.generate(lots => 40)");
    await client.query("call sample.break_all(2)");
    await client.query(helpers);
    await client.query(
      "insert into hostile.arsenal select p.name, hostile.worst(p) from hostile.place as p",
    );
  }, 300_000);
  afterAll(async () => {
    await client?.end();
    await database?.drop();
  });

  test("the values reach the columns of every table that a rule reads", async () => {
    const { rows } = await client.query(
      "select count(*)::integer as columns, count(distinct relation)::integer as tables from hostile.place",
    );
    expect(rows[0].columns).toBeGreaterThan(400);
    expect(rows[0].tables).toBeGreaterThan(55);
  });

  test.each(Array.from({ length: turns }, (_, turn) => turn))(
    "turn %i: every rule answers, plans are kept to the letter, undo restores",
    async (turn) => {
      const { rows } = await client.query<{ said: string }>(
        "select said from unnest(hostile.round($1, $2, $3)) as said",
        [turn, turns, seed],
      );
      expect(rows.map((row) => row.said)).toEqual([]);
    },
    300_000,
  );
});
