import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const root = new URL("../", import.meta.url);

/** Every SQLSTATE of ours that stands in quotes in the statements we ship: raised, or caught by name. */
function codesInSql(): Set<string> {
  const codes = new Set<string>();
  for (const folder of ["sql/functions/", "sql/views/", "migrations/"]) {
    for (const file of readdirSync(new URL(folder, root), { recursive: true }) as string[]) {
      if (!file.endsWith(".sql")) continue;
      const text = readFileSync(new URL(`${folder}${file}`, root), "utf8");
      for (const [, code = ""] of text.matchAll(/'(OP\d{3})'/g)) codes.add(code);
    }
  }
  return codes;
}

test("every code that is raised anywhere has its row in docs/errors.md, and no row is stale", () => {
  const page = readFileSync(new URL("docs/errors.md", root), "utf8");
  const [, section = ""] = /## Codes\n(.*?)\n## /s.exec(page) ?? [];
  const documented = new Set(
    [...section.matchAll(/^\| ((?:OP\d{3}(?:, )?)+) \|/gm)].flatMap(([, codes = ""]) =>
      codes.split(", "),
    ),
  );
  const raised = codesInSql();
  expect(raised.size).toBeGreaterThan(15);
  expect([...documented].sort()).toEqual([...raised].sort());
});
