import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { marked } from "../scripts/night/section.ts";
import { tellNight } from "../scripts/night.ts";

/** The same night on another day: numbers, dates and the breaks of lines are not compared. */
const words = (session: string) =>
  session
    .replace(/\b\d{1,2} [A-Z][a-z]{2} \d{4}/g, "#")
    .replace(/[-+]?\d[\d.,:+-]*/g, "#")
    .split(/\s+/);

test("the night in README is what happens", { timeout: 180_000 }, async () => {
  const shown = marked(readFileSync(new URL("../README.md", import.meta.url), "utf8"));
  expect(shown.length).toBeGreaterThan(1000);
  expect(words(await tellNight())).toEqual(words(shown));
});
