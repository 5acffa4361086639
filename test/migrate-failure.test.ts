import { describe, expect, test } from "vitest";
import { fingerprint } from "../src/migrate/fingerprint.ts";
import { migrateUp } from "../src/migrate/up.ts";
import { connectTo } from "./connected.ts";
import { copyTree } from "./tree-copy.ts";

const nothingHeld = `
  select from pg_locks where pid = pg_backend_pid() and locktype in ('advisory', 'relation')
    and relation is distinct from 'pg_locks'::regclass`;

describe("a failure in the middle of migrate up", () => {
  test("of a numbered file leaves an empty database and says where, counting characters", async () => {
    const tree = copyTree();
    tree.write(
      "migrations/0901_broken.up.sql",
      "-- 🧵 Çok güzel.\nselect '🧵é' as x, nope\nfrom ops.rule;\n",
    );
    tree.write("migrations/0901_broken.down.sql", "select 1;\n");
    const client = await connectTo("empty");
    await expect(migrateUp(client, { root: tree.root })).rejects.toMatchObject({
      message: 'column "nope" does not exist',
      code: "42703",
      exitStatus: 3,
      place: {
        file: "migrations/0901_broken.up.sql",
        line: 2,
        column: 19,
        excerpt: "2 | select '🧵é' as x, nope\n                      ^",
      },
    });
    // The roles belong to the cluster and may be another database's.
    expect((await fingerprint(client)).filter((line) => !line.startsWith("role "))).toEqual([]);
    expect(client.getTransactionStatus()).toBe("I");
    expect((await client.query(nothingHeld)).rowCount).toBe(0);
  });

  test("of an object file leaves the old release, its migrations included", async () => {
    const client = await connectTo("empty");
    await migrateUp(client);
    const before = await fingerprint(client);
    const tree = copyTree();
    tree.write("migrations/0901_more.up.sql", "create table ops.more (id integer primary key);\n");
    tree.write("migrations/0901_more.down.sql", "drop table ops.more;\n");
    tree.write(
      "sql/functions/zz.sql",
      "-- Never there.\n\nselect 1;\n  select ops.check_rule('nope');\nselect 2;\n",
    );
    await expect(migrateUp(client, { root: tree.root })).rejects.toMatchObject({
      code: "OP002",
      hint: expect.any(String),
      place: {
        file: "sql/functions/zz.sql",
        line: 4,
        column: 3,
        excerpt: "4 |   select ops.check_rule('nope');\n      ^",
      },
    });
    expect(await fingerprint(client)).toEqual(before);
    expect((await client.query(nothingHeld)).rowCount).toBe(0);
    expect((await migrateUp(client)).objects).toBe(0);
  });

  test("by a broken connection is the connection's error", async () => {
    const client = await connectTo("empty");
    const tree = copyTree();
    tree.write(
      "sql/functions/zz.sql",
      "-- Ends us.\nselect pg_terminate_backend(pg_backend_pid());\n",
    );
    await expect(migrateUp(client, { root: tree.root })).rejects.toMatchObject({ code: "57P01" });
    const again = await connectTo(client.settings);
    expect((await again.query("select from pg_namespace where nspname ~ '^ops'")).rowCount).toBe(0);
  });
});

describe("a package that is not whole", () => {
  test("is refused before anything is touched", async () => {
    const client = await connectTo("empty");
    const unknown = copyTree();
    unknown.write(
      "sql/functions/zz.sql",
      "-- Asks.\n-- requires: functions/core/nowhere\nselect 1;\n",
    );
    await expect(migrateUp(client, { root: unknown.root })).rejects.toMatchObject({
      message: "requires an unknown file: functions/core/nowhere",
      place: { file: "sql/functions/zz.sql", line: 2 },
    });
    const alone = copyTree();
    alone.write("migrations/0901_alone.up.sql", "select 1;\n");
    await expect(migrateUp(client, { root: alone.root })).rejects.toThrow(
      "migration 0901_alone has no .down.sql",
    );
  });
});
