// Builds tables and indexes of every shape, asks our estimates and the public formulas how much a
// rewrite would give back, rewrites, and compares. DATABASE_URL names a database with the package in
// it; a scratch one, for schema bloat_shapes is dropped and made there. With --write the tables go to
// docs/BENCHMARKS.md. An argument that is a number sets the rows a shape has at scale 1.
import { readFileSync, writeFileSync } from "node:fs";
import pg from "pg";
import { btreeShapes } from "./bloat/btree-shapes.ts";
import { heapShapes } from "./bloat/heap-shapes.ts";
import { bloatReport, type Report } from "./bloat/report.ts";
import { type Result, runShape } from "./bloat/run-shape.ts";

const rows = Number(process.argv.find((word) => /^\d+$/.test(word)) ?? 300_000);
const only = process.argv.find((word) => word.startsWith("--only="))?.slice(7) ?? "";
const page = new URL("../docs/BENCHMARKS.md", import.meta.url);

const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
await client.connect();
try {
  const results: Result[] = [];
  for (const shape of [...heapShapes, ...btreeShapes].filter(({ name }) => name.includes(only))) {
    const result = await runShape(client, shape, rows);
    results.push(result);
    const said =
      result.measured === null ? `withheld: ${result.withheld}` : result.measured.toFixed(1);
    process.stderr.write(
      `${shape.kind} ${shape.name}: ${result.truth.toFixed(1)} %, we say ${said} ± ${result.standardError}\n`,
    );
  }
  const { rows: versions } = await client.query<{ version: string }>(
    "select split_part(current_setting('server_version'), ' ', 1) as version",
  );
  const report = bloatReport(results, versions[0]?.version ?? "", rows);
  if (process.argv.includes("--write")) writeSection(report);
  else process.stdout.write(report.markdown);
  if (only === "" && !report.reached) process.exitCode = 1;
} finally {
  await client.end();
}

/** The page may hold other benchmarks: only what stands between our two marks is replaced. */
function writeSection(report: Report): void {
  const [begin, end] = ["<!-- bloat -->", "<!-- /bloat -->"];
  const text = readFileSync(page, "utf8");
  const from = text.indexOf(begin);
  const to = text.indexOf(end);
  if (from < 0 || to < from) throw new Error(`docs/BENCHMARKS.md has no ${begin} … ${end}`);
  writeFileSync(page, `${text.slice(0, from)}${begin}\n${report.markdown}${text.slice(to)}`);
}
