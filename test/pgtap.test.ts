import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { withClient } from "./connection.ts";
import { freshDatabase } from "./database.ts";
import { type Assertion, runTapOn, type TapResult } from "./pgtap.ts";

const directory = new URL("../sql/tests/", import.meta.url);
const wanted = process.env.OPS_TAP ?? "";
const files = readdirSync(directory)
  .filter((file) => file.endsWith(".sql") && file.includes(wanted))
  .sort();

// Tests must be known before they run, so the files run now, two at a time.
const results = new Map<string, TapResult>();
const waiting = [...files];
await Promise.all([runWaiting(), runWaiting()]);

test("sql/tests has files", () => {
  expect(files).not.toEqual([]);
});

for (const file of files) {
  const result = results.get(file);
  if (result === undefined) throw new Error(`${file} was not run`);
  describe(`sql/tests/${file}`, () => {
    for (const assertion of result.assertions) declare(assertion);
    test("the plan is met without a bail-out", () => {
      expect(result.bailOut ?? "", `${file} stopped at ${result.bailOut}`).toBe("");
      expect(result.planned, `${file} has no plan`).toBeDefined();
      expect(result.assertions.length, "assertions run, against those planned").toBe(
        result.planned,
      );
    });
  });
}

/** Each file rolls back what it did, so one session serves many, and need not compile everything again. */
async function runWaiting(): Promise<void> {
  const database = await freshDatabase("installed");
  try {
    await withClient(database.owner, async (client) => {
      for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
        const sql = readFileSync(new URL(file, directory), "utf8");
        results.set(file, await runTapOn(client, sql));
      }
    });
  } finally {
    await database.drop();
  }
}

function declare({ number, name, outcome, diagnostics }: Assertion): void {
  const title = `${number} ${name}`;
  const reason = diagnostics.trim();
  if (outcome === "skipped") test.skip(`${title} (${reason})`, () => {});
  else if (outcome === "todo") test.todo(`${title} (${reason.split("\n")[0]})`);
  else test(title, () => expect(outcome, reason).toBe("ok"));
}
