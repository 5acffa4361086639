// Reads vitest's JSON reports. `failed FILE`: the test files that failed, a line each.
// `sum FILE…`: each failure with its first line, then the one line that counts everything.
import { existsSync, readFileSync } from "node:fs";
import { relative } from "node:path";

const [command, ...files] = process.argv.slice(2);

/** A test file's result in the last run that had it; undefined where a run left no report. */
function results(file) {
  if (!existsSync(file)) return undefined;
  const read = (name) => JSON.parse(readFileSync(name, "utf8")).testResults;
  const again = file.replace(/\.json$/, ".again.json");
  const second = existsSync(again) ? read(again) : [];
  const repeated = new Set(second.map(({ name }) => name));
  return [...read(file).filter(({ name }) => !repeated.has(name)), ...second];
}

const failedFiles = (file) => (results(file) ?? []).filter(({ status }) => status === "failed");

/** A file that failed before its first test, or a run without a report, counts as one failure. */
function count(file) {
  const sum = { passed: 0, failed: 0, skipped: 0, failures: [] };
  const all = results(file);
  if (all === undefined) return { ...sum, failed: 1, failures: [`${file}: no report`] };
  for (const { name, status, message, assertionResults } of all) {
    const failures = assertionResults.filter((test) => test.status === "failed");
    const passed = assertionResults.filter((test) => test.status === "passed").length;
    sum.passed += passed;
    sum.failed += failures.length;
    sum.skipped += assertionResults.length - failures.length - passed;
    for (const { fullName, failureMessages } of failures)
      sum.failures.push(`${relative(".", name)}: ${fullName}: ${failureMessages[0] ?? ""}`);
    if (status === "failed" && failures.length === 0) {
      sum.failed += 1;
      sum.failures.push(`${relative(".", name)}: ${message}`);
    }
  }
  return sum;
}

if (command === "failed") {
  for (const { name } of failedFiles(files[0])) console.log(relative(".", name));
} else {
  const sums = files.map(count);
  for (const line of sums.flatMap(({ failures }) => failures))
    console.log(line.split("\n").slice(0, 6).join("\n  "));
  const total = (key) => sums.reduce((sum, each) => sum + each[key], 0);
  console.log(`${total("passed")} passed, ${total("failed")} failed, ${total("skipped")} skipped`);
}
