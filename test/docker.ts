import { describe, inject, test } from "vitest";

/**
 * A suite that needs the images' extensions: skipped, visibly, on the embedded server. In CI that
 * is a failure unless the embedded server is what was asked for.
 */
export function describeOnDocker(name: string, suite: () => void): void {
  if (inject("server").target !== "embedded") {
    describe(name, suite);
  } else if (process.env.CI === "true" && process.env.OPS_TARGET !== "embedded") {
    test(name, () => {
      throw new Error("needs Docker, and in CI nothing may be skipped for the lack of it");
    });
  } else {
    describe.skip(`${name} (needs Docker)`, suite);
  }
}
