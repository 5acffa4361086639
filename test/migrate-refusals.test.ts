import { describe, expect, test } from "vitest";
import { migrateDown } from "../src/migrate/down.ts";
import { refuseServer } from "../src/migrate/refusals.ts";
import type { ServerFacts } from "../src/migrate/server-facts.ts";
import { migrateUp } from "../src/migrate/up.ts";
import { type Connected, connectTo } from "./connected.ts";
import { copyTree, setVersion } from "./tree-copy.ts";

async function newRole(client: Connected, attributes: string): Promise<string> {
  const role = `installer_${Math.random().toString(36).slice(2, 10)}`;
  const superuser = await connectTo(client.asSuperuser);
  await superuser.query(`create role ${role} ${attributes}`);
  return role;
}

describe("migrate up refuses", () => {
  test("a package older than the database, and names the release to install", async () => {
    const client = await connectTo("installed");
    const tree = copyTree();
    setVersion(tree, "0.0.9");
    await expect(migrateUp(client, { root: tree.root })).rejects.toMatchObject({
      message: expect.stringMatching(/^the database has lotastro-ops [\d.]+, this is 0\.0\.9$/),
      code: "VERSION",
      hint: expect.stringMatching(/^npm install lotastro-ops@[\d.]+$/),
    });
  });

  test("a package that does not know a migration of the database", async () => {
    const client = await connectTo("installed");
    await client.query(
      "insert into ops_migrations.migration (name, run_on) values ('0999_x', now())",
    );
    await expect(migrateUp(client)).rejects.toMatchObject({ code: "VERSION", detail: "0999_x" });
    await expect(migrateDown(client)).rejects.toMatchObject({ code: "VERSION" });
  });

  test("a migration that should have run before one that has", async () => {
    const client = await connectTo("empty");
    const tree = copyTree();
    tree.write("migrations/0902_b.up.sql", "select 1;");
    tree.write("migrations/0902_b.down.sql", "select 1;");
    await migrateUp(client, { root: tree.root });
    tree.write("migrations/0901_a.up.sql", "select 1;");
    tree.write("migrations/0901_a.down.sql", "select 1;");
    await expect(migrateUp(client, { root: tree.root })).rejects.toThrow(/0901_a .*0902_b/);
  });

  test("a server before 15 and a standby", () => {
    const facts = { version_num: 140012, version: "14.12", standby: true } as ServerFacts;
    expect(() => refuseServer(facts)).toThrow(expect.objectContaining({ code: "OP016" }));
    const standby = { ...facts, version_num: 170000 };
    expect(() => refuseServer(standby)).toThrow(expect.objectContaining({ code: "25006" }));
  });

  test("a session that only reads", async () => {
    const client = await connectTo("empty");
    await client.query("set default_transaction_read_only = on");
    await expect(migrateUp(client)).rejects.toMatchObject({ code: "25006" });
  });

  test("a connection inside a transaction, which stays open", async () => {
    const client = await connectTo("empty");
    await client.query("begin");
    await expect(migrateUp(client)).rejects.toMatchObject({ code: "25001" });
    expect(client.getTransactionStatus()).toBe("T");
  });

  test("a role that may not create schemas, with the grant that helps", async () => {
    const client = await connectTo("empty");
    const role = await newRole(client, "login createrole");
    const { host, port, database } = client.settings;
    const other = await connectTo({ ...client.asSuperuser, host, port, database });
    await other.query(`set session authorization ${role}`);
    await expect(migrateUp(other)).rejects.toMatchObject({
      message: `role ${role} may not create schemas in database ${database}`,
      code: "42501",
      hint: `As the owner of the database: grant create on database ${database} to ${role}`,
    });
  });

  test("a role that is not the owner of what is installed", async () => {
    const client = await connectTo("installed");
    await client.query("drop function ops.last_run()");
    const role = await newRole(client, "login createrole");
    const other = await connectTo(client.asSuperuser);
    await other.query(`grant usage on schema ops_migrations, ops to ${role}`);
    await other.query(`grant select on all tables in schema ops_migrations, ops to ${role}`);
    await other.query(`set session authorization ${role}`);
    await expect(migrateUp(other)).rejects.toMatchObject({
      message: `role ${role} may not change schema ops`,
      hint: expect.stringContaining("Connect as postgres"),
    });
  });

  test("a schema ops of somebody else's", async () => {
    const client = await connectTo("empty");
    await client.query("create schema ops");
    await expect(migrateUp(client)).rejects.toMatchObject({
      message: "a schema ops exists that lotastro-ops did not make",
      code: "42P06",
    });
  });
});
