import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const root = new URL("../", import.meta.url);

test("each failure in docs/health-proofs.md names a test that is there, word for word", () => {
  const page = readFileSync(new URL("docs/health-proofs.md", root), "utf8");
  const rows = [...page.matchAll(/^\| .+ \| `(.+?)` \| (.+?) \|$/gm)];
  expect(rows.length).toBeGreaterThan(40);
  const missing = rows.filter(
    ([, file = "", sentence = ""]) => !readFileSync(new URL(file, root), "utf8").includes(sentence),
  );
  expect(missing.map(([, file, sentence]) => `${file}: ${sentence}`)).toEqual([]);
});
