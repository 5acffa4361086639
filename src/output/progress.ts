import ora from "ora";
import type { Io } from "./io.ts";

/** Tells how far work has come; silent for the first two seconds. */
export interface Progress {
  report(done: number, total: number): void;
  stop(): void;
}

const quietMillis = 2000;

/** A spinner on a terminal, a plain line every two seconds elsewhere. `unit` is "rows" or "rules". */
export function startProgress(io: Io, what: string, unit: string): Progress {
  const started = Date.now();
  let line = what;
  // Only the real terminal can be redrawn; a stream in a test gets lines.
  const terminal = io.stderr === process.stderr && process.stderr.isTTY;
  const spinner = terminal ? ora({ stream: process.stderr, discardStdin: false }) : undefined;
  const show = () => {
    if (spinner === undefined) io.stderr.write(`${line}\n`);
    else if (spinner.isSpinning) spinner.text = line;
    else spinner.start(line);
  };
  const timer = setInterval(show, quietMillis);
  return {
    report(done, total) {
      line = `${what}: ${done} of ${total} ${unit}${timeLeft(Date.now() - started, done, total)}`;
      if (spinner?.isSpinning) spinner.text = line;
    },
    stop() {
      clearInterval(timer);
      spinner?.stop();
    },
  };
}

/** ", 3 min left": from the pace so far, once there is one. */
export function timeLeft(elapsedMillis: number, done: number, total: number): string {
  if (done <= 0 || done >= total) return "";
  const seconds = Math.ceil((elapsedMillis / done / 1000) * (total - done));
  return seconds < 90 ? `, ${seconds} s left` : `, ${Math.round(seconds / 60)} min left`;
}
