import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // `npm run mutation`
    exclude: ["test/mutation.test.ts"],
    globalSetup: "test/setup.ts",
    pool: "forks",
    // The files share one database server; more of them at once only wait for each other.
    maxWorkers: 2,
    testTimeout: 120_000,
    // The first file to ask for a template database waits while it is made.
    hookTimeout: 240_000,
    teardownTimeout: 30_000,
  },
});
