import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { describe, test } from "vitest";

/** Debian packages that single suites need, and whether the machine has them. */
export const tools = {
  chromium: () => existsSync(chromiumPath),
  "python3-prometheus-client": () => {
    try {
      execFileSync(python, ["-c", "import prometheus_client.openmetrics.parser"], {
        stdio: "ignore",
      });
      return true;
    } catch {
      return false;
    }
  },
} as const;

export type Tool = keyof typeof tools;

export const chromiumPath = "/usr/bin/chromium";
export const python = "/usr/bin/python3";

/** A suite that needs a tool: skipped, visibly, where it is not; in CI that is a failure. */
export function describeWithTool(tool: Tool, name: string, suite: () => void): void {
  if (tools[tool]()) {
    describe(name, suite);
  } else if (process.env.CI === "true") {
    test(name, () => {
      throw new Error(`needs ${tool}, and in CI nothing may be skipped for the lack of it`);
    });
  } else {
    describe.skip(`${name} (needs ${tool})`, suite);
  }
}
