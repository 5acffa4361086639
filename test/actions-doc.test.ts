import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { withClient } from "./connection.ts";
import { type FreshDatabase, freshDatabase } from "./database.ts";

let database: FreshDatabase;
beforeAll(async () => {
  database = await freshDatabase("installed");
});
afterAll(() => database.drop());

test("docs/actions.md says of undo what the database says", async () => {
  const page = readFileSync(new URL("../docs/actions.md", import.meta.url), "utf8");
  // The first table; the page's others are about single actions.
  const [table = ""] = page.split("\n## ");
  const written = table.split("\n").filter((line) => line.startsWith("| `"));
  const known = await withClient(database.owner, async (client) => {
    const { rows } = await client.query("select * from ops.actions()");
    return rows.map(
      ({ call, changes, undo, not_undone: lost }) =>
        `| \`${call}\` | ${changes} | ${undo ?? "**none**"} | ${lost} |`,
    );
  });
  expect(written).toEqual(known);
});
