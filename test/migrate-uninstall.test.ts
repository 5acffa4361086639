import { describe, expect, test } from "vitest";
import { fingerprint } from "../src/migrate/fingerprint.ts";
import { migrateUp } from "../src/migrate/up.ts";
import { connectTo } from "./connected.ts";
import { everything } from "./leftovers.ts";

describe("ops.uninstall", () => {
  test("leaves nothing behind when no evidence is wanted", async () => {
    const client = await connectTo("sample");
    const before = await everything(client);
    await migrateUp(client);
    await client.query("select ops.uninstall(keep_evidence => false)");
    expect(await everything(client)).toEqual(before);
  });

  test("leaves the evidence, and the package can be installed again beside it", async () => {
    const client = await connectTo("sample");
    await migrateUp(client);
    const fresh = await fingerprint(client);
    await client.query("select ops.uninstall()");
    const left = "select nspname from pg_namespace where nspname ~ '^ops' order by 1";
    expect((await client.query(left)).rows).toEqual([{ nspname: "ops_evidence" }]);
    await migrateUp(client);
    expect(await fingerprint(client)).toEqual(fresh);
  });
});
