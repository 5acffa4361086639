import { describe, expect, test } from "vitest";
import { migrateStatus } from "../src/migrate/status.ts";
import { migrateUp } from "../src/migrate/up.ts";
import { connectTo } from "./connected.ts";
import { copyTree, setVersion } from "./tree-copy.ts";

describe("migrate status", () => {
  test("of an empty database names everything as pending", async () => {
    const status = await migrateStatus(await connectTo("empty"));
    expect(status).toMatchObject({
      database_version: null,
      applied: [],
      unknown: [],
      current: false,
    });
    expect(status.pending[0]).toBe("0001_schema");
    expect(status.objects.every(({ state }) => state === "pending")).toBe(true);
  });

  test("of a fresh installation finds nothing", async () => {
    const status = await migrateStatus(await connectTo("installed"));
    expect(status.database_version).toBe(status.package_version);
    expect(status).toMatchObject({ pending: [], unknown: [], objects: [], current: true });
  });

  test("tells edited by hand, missing and stray apart, and up repairs all but the stray", async () => {
    const client = await connectTo("installed");
    await client.query(`
      alter function ops.now() security invoker;
      drop function ops.last_run();
      create view ops.mine as select 1 as one;
      create function ops.now(text) returns text language sql return $1;
      comment on function ops.today() is 'a comment is not an edit';
      grant execute on function ops.today() to public`);
    const { objects, current } = await migrateStatus(client);
    expect(current).toBe(false);
    expect(objects).toEqual([
      { path: "functions/core/last_run.sql", state: "missing" },
      { path: "functions/core/now.sql", state: "edited by hand" },
      { path: "view ops.mine", state: "stray" },
    ]);
    await client.query("drop function ops.now(text)");
    const said: string[] = [];
    await migrateUp(client, { onProgress: (line) => said.push(line) });
    expect(said[0]).toBe("sql/functions/core/now.sql was edited by hand: replaced");
    const after = await migrateStatus(client);
    expect(after.objects).toEqual([{ path: "view ops.mine", state: "stray" }]);
    expect(after.current).toBe(true);
  });

  test("shows what a newer package would bring, and that a version alone counts", async () => {
    const client = await connectTo("installed");
    const tree = copyTree();
    setVersion(tree, "99.0.0");
    expect(await migrateStatus(client, { root: tree.root })).toMatchObject({
      package_version: "99.0.0",
      objects: [],
      current: false,
    });
    tree.edit("sql/functions/core/now.sql", (text) => `${text}\n`);
    tree.write("migrations/0901_more.up.sql", "select 1;");
    tree.write("migrations/0901_more.down.sql", "select 1;");
    expect(await migrateStatus(client, { root: tree.root })).toMatchObject({
      pending: ["0901_more"],
      objects: [{ path: "functions/core/now.sql", state: "pending" }],
    });
    await migrateUp(client, { root: tree.root });
    expect(await migrateStatus(client)).toMatchObject({
      database_version: "99.0.0",
      unknown: ["0901_more"],
      current: false,
    });
  });

  test("after an upgrade of the server asks for new records, not about edits", async () => {
    const client = await connectTo("installed");
    await client.query("update ops.object_version set server_major = 14, definition_md5 = 'of 14'");
    const before = await migrateStatus(client);
    expect(new Set(before.objects.map(({ state }) => state))).toEqual(new Set(["pending"]));
    await migrateUp(client);
    expect((await migrateStatus(client)).current).toBe(true);
  });

  test("reads only, and can be asked by a role that may read the books", async () => {
    const client = await connectTo("installed");
    await client.query("set default_transaction_read_only = on");
    expect((await migrateStatus(client)).current).toBe(true);
  });
});
