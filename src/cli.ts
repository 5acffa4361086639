#!/usr/bin/env node
import { processIo } from "./output/io.ts";
import { main } from "./program.ts";

const controller = new AbortController();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  // Once: the first asks to stop in good order, the second stops at once.
  process.once(signal, () => controller.abort());
}
// A reader that has seen enough (| head) closes the pipe: nothing to report.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

// Hides a password given on the command line from the list of processes.
const verb = process.argv.slice(2).find((word) => /^[a-z]+$/.test(word)) ?? "";
process.title = `lotastro-ops ${verb}`.trim();

process.exitCode = await main(process.argv.slice(2), processIo(controller.signal));
