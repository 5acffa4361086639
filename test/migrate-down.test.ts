import { describe, expect, onTestFinished, test } from "vitest";
import { startEmbedded } from "../src/embedded.ts";
import { migrateDown } from "../src/migrate/down.ts";
import { fingerprint } from "../src/migrate/fingerprint.ts";
import { migrateStatus } from "../src/migrate/status.ts";
import { migrateUp } from "../src/migrate/up.ts";
import { connectTo } from "./connected.ts";
import { copyTree, setVersion } from "./tree-copy.ts";

describe("migrate down", () => {
  test("leaves no role either when no other database uses it", async () => {
    const server = await startEmbedded();
    onTestFinished(() => server.stop());
    const { host, port, superuser: user } = server;
    const admin = await connectTo({ host, port, user, database: "postgres" });
    await admin.query("create role app login createrole");
    await admin.query("create database a owner app");
    await admin.query("create database b owner app");
    const [a, b] = await Promise.all(
      ["a", "b"].map((database) => connectTo({ host, port, user: "app", database })),
    );
    if (a === undefined || b === undefined) throw new Error("no connection");
    const roles = "select rolname from pg_roles where rolname ~ '^ops_' order by 1";
    await migrateUp(a);
    await migrateUp(b);
    await migrateDown(a, { steps: "all" });
    expect((await admin.query(roles)).rowCount).toBe(2);
    expect((await migrateStatus(b)).current).toBe(true);
    await migrateDown(b, { steps: "all" });
    expect((await admin.query(roles)).rowCount).toBe(0);
  });

  test("takes one number back by default, and that release can be installed again", async () => {
    const client = await connectTo("installed");
    const before = await fingerprint(client);
    const tree = copyTree();
    setVersion(tree, "99.0.0");
    tree.write("migrations/0901_more.up.sql", "create table ops.more (id integer primary key);");
    tree.write("migrations/0901_more.down.sql", "drop table ops.more;");
    tree.write(
      "sql/views/more.sql",
      "-- Needs the newer table.\ncreate or replace view ops.more_rows as select id from ops.more;\n",
    );
    await migrateUp(client, { root: tree.root });
    const down = await migrateDown(client, { root: tree.root });
    expect(down.migrations).toEqual(["0901_more"]);
    const status = await migrateStatus(client);
    expect(status).toMatchObject({ pending: [], unknown: [], database_version: null });
    expect(status.objects.every(({ state }) => state === "pending")).toBe(true);
    await migrateUp(client);
    expect(await fingerprint(client)).toEqual(before);
  });

  test("refuses while removed rows are unrestored, and changes nothing", async () => {
    const client = await connectTo("installed");
    await client.query(`
      with plan as (
        insert into ops.plan (area, created_at, actor) values ('reservations', now(), 'ayse') returning id
      ),
      run as (
        insert into ops.run (kind, plan, area, actor, reason, state, started_at, heartbeat_at, pid, backend_start)
        select 'apply', id, 'reservations', 'ayse', 'test', 'done', now(), now(), 1, now() from plan returning id
      )
      insert into ops.change (run, "position", rule, message, subject, key, action, before, changed_at)
      select id, 1, 'stale_reservation_lines', 'gone', 'public.reservation_lines', '{"id": "1"}', 'delete', '{}', now()
      from run`);
    const before = await fingerprint(client);
    await expect(migrateDown(client, { steps: "all" })).rejects.toMatchObject({
      code: "OP017",
      detail: expect.stringContaining("1 removed rows"),
      place: { file: expect.stringMatching(/^migrations\/\d+_\w+\.down\.sql$/) },
    });
    expect(await fingerprint(client)).toEqual(before);
  });

  test("refuses to take along what others have built on it", async () => {
    const client = await connectTo("installed");
    await client.query(
      "create view public.open_runs as select id from ops.run where state = 'running'",
    );
    await expect(migrateDown(client, { steps: "all" })).rejects.toMatchObject({
      code: "2BP01",
      detail: "view public.open_runs",
    });
    await client.query("drop view public.open_runs");
    await client.query(`
      create function public.stamp() returns trigger language plpgsql as 'begin return new; end';
      create trigger mine before insert on ops.setting for each row execute function public.stamp()`);
    await migrateDown(client, { steps: "all" });
  });

  test("of nothing does nothing", async () => {
    const client = await connectTo("empty");
    expect(await migrateDown(client)).toEqual({ migrations: [], remaining: [] });
  });

  for (const steps of [0, -1, 1.5, Number.NaN]) {
    test(`refuses ${steps} steps`, async () => {
      const client = await connectTo("empty");
      await expect(migrateDown(client, { steps })).rejects.toMatchObject({ code: "OP005" });
    });
  }
});
