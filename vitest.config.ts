import { basename } from "node:path";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/**
 * What is begun last decides when all is done: the longest come first, before all what waits for a minute of
 * pg_cron. cron-jobs waits until that one lets go of pg_cron, so it does not come next.
 */
const longest = [
  ...["cron-schedule", "pgtap", "kill-points", "integrity-kill-points", "repair-shapes", "oracle"],
  ...["crash-kill-points", "sample", "week", "migrate-up", "schedule", "cron-jobs", "health-roles"],
  ...["cli-incident", "migrate-failure", "cli-repair", "audit-properties", "embedded-exit", "demo"],
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const nameOf = ({ moduleId }: TestSpecification) => basename(moduleId, ".test.ts");
    const placeOf = (file: TestSpecification) =>
      longest.includes(nameOf(file)) ? longest.indexOf(nameOf(file)) : longest.length;
    return [...files].sort(
      (a, b) => placeOf(a) - placeOf(b) || nameOf(a).localeCompare(nameOf(b), "en"),
    );
  }
}

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // `npm run mutation`
    exclude: ["test/mutation.test.ts"],
    globalSetup: "test/setup.ts",
    pool: "forks",
    // The files share one database server; more of them at once only wait for each other.
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    testTimeout: 120_000,
    // The first file to ask for a template database waits while it is made.
    hookTimeout: 240_000,
    teardownTimeout: 30_000,
  },
});
