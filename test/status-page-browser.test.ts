import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import axe from "axe-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { run as report } from "../src/commands/report.ts";
import { type Browser, startBrowser } from "./browser.ts";
import { at, testIo } from "./cli-io.ts";
import { withClient } from "./connection.ts";
import { freshDatabase } from "./database.ts";
import {
  activeAttributes,
  axeViolations,
  beyondEdge,
  bodyGround,
  chips,
  markColours,
  openDetails,
  scrollWidth,
} from "./in-page.ts";
import { fillForPage, plant, planted } from "./status-page-data.ts";
import { describeWithTool } from "./tools.ts";

/** How a page is looked at. */
const views = {
  light: { width: 1200, colorScheme: "light", media: "screen" },
  dark: { width: 1200, colorScheme: "dark", media: "screen" },
  phone: { width: 360, colorScheme: "light", media: "screen" },
  print: { width: 760, colorScheme: "dark", media: "print" },
} as const;

type View = keyof typeof views;

/** Pages by what is in their database when they are made, and how each is looked at. */
const pages: Readonly<Record<string, readonly View[]>> = {
  new: ["light", "dark"],
  usual: ["light", "dark", "phone", "print"],
  public: ["light", "dark", "phone", "print"],
  hostile: ["phone", "print"],
};

describeWithTool("chromium", "the status page in a browser", () => {
  let folder: string;
  let browser: Browser;
  const file = (name: string) => join(folder, `${name}.html`);

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "lotastro-ops-browser-page-"));
    const database = await freshDatabase("installed");
    const write = (name: string, more = {}) =>
      report({ html: file(name), ...more, ...at(database.owner) }, testIo());
    try {
      await write("new");
      await withClient(database.owner, fillForPage);
      await write("usual");
      await write("public", { public: true });
      await withClient(database.owner, plant);
      await write("hostile");
    } finally {
      await database.drop();
    }
    browser = await startBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const open = async (name: string, view: View) => {
    const { width, ...media } = views[view];
    await browser.page.emulateMedia(media);
    await browser.page.setViewportSize({ width, height: 900 });
    await browser.page.goto(pathToFileURL(file(name)).href);
    return browser.page;
  };

  for (const [name, looks] of Object.entries(pages)) {
    for (const view of looks) {
      test(`${name}, ${view}: axe finds nothing, nothing is wider than the page`, async () => {
        const page = await open(name, view);
        await page.evaluate(openDetails);
        await page.evaluate(axe.source);
        expect(await page.evaluate(axeViolations)).toEqual([]);
        expect(await page.evaluate(scrollWidth)).toBeLessThanOrEqual(views[view].width);
        expect(await page.evaluate(beyondEdge)).toEqual([]);
      });
    }
  }

  test("loads nothing, and text that people wrote is text", async () => {
    const page = await open("hostile", "light");
    expect(await page.title()).toMatch(/^Status of test_/);
    expect(await page.locator("script, img, link, iframe, object, form").count()).toBe(0);
    expect(await page.locator("style").count()).toBe(1);
    expect(await page.evaluate(activeAttributes)).toEqual([]);
    expect(await page.locator(`bdi:has-text("${planted}")`).count()).toBeGreaterThan(5);
    await page.waitForLoadState("networkidle");
    expect(browser.requests).toEqual([]);
  });

  test("is as readable in the dark and on paper as it is said to be", async () => {
    const ground = async (view: View) => {
      return (await open("usual", view)).evaluate(bodyGround);
    };
    expect(await ground("light")).toBe("rgb(244, 245, 247)");
    expect(await ground("dark")).toBe("rgb(16, 19, 24)");
    expect(await ground("print")).toBe("rgb(255, 255, 255)");
  });

  test("marks in charts and states stand out from their ground by 3 to 1", async () => {
    for (const view of ["light", "dark", "print"] as const) {
      const page = await open("usual", view);
      const colours = await page.evaluate<Record<string, [string, string]>>(markColours);
      expect(Object.keys(colours).length).toBeGreaterThan(10);
      for (const [name, [mark, ground]] of Object.entries(colours)) {
        expect(contrast(mark, ground), `${view}: ${name}`).toBeGreaterThanOrEqual(3);
      }
    }
  });

  test("states have a sign and a word of their own, beside the colour", async () => {
    const page = await open("usual", "light");
    const shown = await page.evaluate<[string, string][]>(chips);
    expect(shown.length).toBeGreaterThan(20);
    expect(shown.every(([words, sign]) => words !== "" && sign !== "")).toBe(true);
    const severities = new Map(
      shown
        .filter(([words]) => /^P\d|^clean|^never/.test(words))
        .map(([words, sign]) => [words, sign]),
    );
    expect(severities.size).toBeGreaterThan(3);
    expect(new Set(severities.values()).size).toBe(severities.size);
  });
});

function contrast(one: string, two: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(two)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [...colour.matchAll(/[\d.]+/g)].map(([text]) => {
    const part = Number(text) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
