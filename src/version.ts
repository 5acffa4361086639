import { readFileSync } from "node:fs";

/** Version of this command line, from the package it lies in. */
export const packageVersion = readVersion();

/** Below zero when `left` is the older version, above when it is the newer, 0 when both are one. */
export function compareVersions(left: string, right: string): number {
  const [a, b] = [left, right].map((version) => version.split(/[.+-]/).slice(0, 3).map(Number));
  for (const at of [0, 1, 2]) {
    const difference = (a?.[at] ?? 0) - (b?.[at] ?? 0);
    if (difference !== 0) return difference;
  }
  // 1.2.0-beta.1 comes before 1.2.0.
  if (left === right) return 0;
  if (left.includes("-") !== right.includes("-")) return left.includes("-") ? -1 : 1;
  return left < right ? -1 : 1;
}

function readVersion(): string {
  const manifest: unknown = JSON.parse(
    readFileSync(new URL("../package.json", import.meta.url), "utf8"),
  );
  return String(Object(manifest).version);
}
