import { defineConfig, mergeConfig } from "vitest/config";
import base from "./vitest.config.ts";

/** Every predicate of every rule inverted in turn: minutes, and the same on any server. */
export default mergeConfig(
  { ...base, test: { ...base.test, include: [], exclude: [] } },
  defineConfig({ test: { include: ["test/mutation.test.ts"] } }),
);
