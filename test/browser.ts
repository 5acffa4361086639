import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium, type Page } from "playwright-core";
import { chromiumPath } from "./tools.ts";

/** A browser of its own, without a window, that calls nobody by itself. */
export interface Browser {
  readonly page: Page;
  /** Everything that a page asked for, but the file it is. All of it was refused. */
  readonly requests: readonly string[];
  close(): Promise<void>;
}

const quiet = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export async function startBrowser(): Promise<Browser> {
  const profile = mkdtempSync(join(tmpdir(), "lotastro-ops-browser-"));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: chromiumPath,
    headless: true,
    args: quiet,
    timeout: 120_000,
  });
  context.setDefaultTimeout(120_000);
  const requests: string[] = [];
  await refuseRequests(context, requests);
  return {
    page: await context.newPage(),
    requests,
    close: async () => {
      await context.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

async function refuseRequests(context: BrowserContext, requests: string[]): Promise<void> {
  await context.route("**/*", async (route) => {
    const request = route.request();
    if (request.isNavigationRequest() && request.url().startsWith("file:")) {
      await route.continue();
    } else {
      requests.push(request.url());
      await route.abort();
    }
  });
}
