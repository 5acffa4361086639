import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { marked } from "../scripts/night/section.ts";
import { tellNight } from "../scripts/night.ts";

/**
 * The same night on another day: numbers and dates are not compared, nor the order of words, for a
 * longer number breaks the lines of a table's cells elsewhere.
 */
const words = (session: string) =>
  session
    .replace(/\b\d{1,2} [A-Z][a-z]{2} \d{4}/g, "#")
    .replace(/[-+]?\d[\d.,:+-]*/g, "#")
    .split(/\s+/)
    .sort();

test("the night in docs/night.md is what happens", { timeout: 180_000 }, async () => {
  const shown = marked(readFileSync(new URL("../docs/night.md", import.meta.url), "utf8"));
  expect(shown.length).toBeGreaterThan(1000);
  expect(words(await tellNight())).toEqual(words(shown));
});
