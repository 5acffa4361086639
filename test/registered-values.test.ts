import { readFileSync } from "node:fs";
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { migrateUp } from "../src/migrate/up.ts";
import { withClient } from "./connection.ts";
import { freshDatabase } from "./database.ts";

const page = readFileSync(new URL("../docs/your-own-values.md", import.meta.url), "utf8");
const blocks = [...page.matchAll(/^```sql\n([^`]*)```$/gm)].map(([, sql = ""]) => sql);

describe("docs/your-own-values.md", () => {
  let database: Awaited<ReturnType<typeof freshDatabase>>;
  const asOwner = <T>(work: (client: pg.Client) => Promise<T>) => withClient(database.owner, work);

  beforeAll(async () => {
    database = await freshDatabase("installed");
  });
  afterAll(() => database.drop());

  test("its statements run in order, and the first ones register the value", async () => {
    expect(blocks.length).toBe(5);
    await asOwner(async (client) => {
      for (const sql of blocks.slice(0, 3)) await client.query(sql);
      const { rows } = await client.query(
        "select message, fix from ops.check_rule('own_books_out')",
      );
      expect(rows).toHaveLength(1);
      for (const said of Object.values<string>(rows[0])) expect(page).toContain(said);
    });
  });

  test("the value is checked, planned, repaired and undone", async () => {
    await asOwner(async (client) => {
      const out = async () =>
        (await client.query("select * from library.member order by card")).rows;
      const before = await out();
      const statements = (blocks[3] ?? "").trim().split("\n");
      expect(statements).toHaveLength(4);
      const states: unknown[] = [];
      for (const sql of statements) {
        const { rows } = await client.query(sql);
        states.push(rows.map((row) => row.state ?? row.message));
      }
      expect(states.slice(1)).toEqual([["planned"], ["applied"], ["restored"]]);
      expect(await out()).toEqual(before);
    });
  });

  test("an installation keeps it", async () => {
    await asOwner(async (client) => {
      await client.query("update ops.object_version set sha256 = 'older'");
      const { objects } = await migrateUp(client);
      expect(objects).toBeGreaterThan(0);
      const kept = await client.query("select name, state from ops.registered_values()");
      expect(kept.rows).toEqual([{ name: "own_books_out", state: "ready" }]);
      expect(
        (await client.query("select * from ops.check_rule('own_books_out')")).rows,
      ).toHaveLength(1);
    });
  });

  test("an operator can neither register nor remove", async () => {
    await asOwner(async (client) => {
      await client.query("grant ops_operator to postgres; set role ops_operator");
      await expect(
        client.query("select ops.unregister_derived_value('own_books_out')"),
      ).rejects.toMatchObject({ code: "42501" });
    });
  });

  test("a function of another owner is refused", async () => {
    await withClient(database.superuser, async (client) => {
      await client.query(`create function library.theirs(keys text[]) returns table (key text, value integer)
        language sql stable as 'select null::text, 1'`);
    });
    await asOwner(async (client) => {
      const registering =
        client.query(`select ops.register_derived_value('own_theirs', 'integrity', 'P3', 'x', 'y',
        'library.member', 'books_out', 'library.theirs(text[])')`);
      await expect(registering).rejects.toMatchObject({
        code: "OP005",
        detail: expect.stringContaining("it belongs to"),
      });
    });
  });

  test("the last statements list, pause and remove it, and the package can be removed", async () => {
    await asOwner(async (client) => {
      await client.query(blocks[4] ?? "");
      const { rows } = await client.query("select * from ops.registered_values()");
      expect(rows).toEqual([]);
      await client.query("update ops.object_version set sha256 = 'older'");
      await migrateUp(client);
      const undone = await client.query(
        "select state from ops.undo((select max(id) from ops.run), 'again')",
      );
      expect(undone.rows).toEqual([{ state: "restored" }]);
      await client.query("select ops.uninstall()");
      expect((await client.query("select * from library.books_out(null)")).rows).toHaveLength(1);
    });
  });
});
