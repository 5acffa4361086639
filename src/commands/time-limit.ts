import { InvalidArgumentError } from "commander";
import { readDuration } from "./verb.ts";

/** --timeout: from 100ms to 10min. */
export function readTimeLimit(text: string): string {
  const millis = millisOf(readDuration(text));
  if (millis < 100 || millis > 600_000) {
    throw new InvalidArgumentError("It is from 100ms to 10min.");
  }
  return text;
}

/** A length of time as readDuration takes it, in milliseconds. */
export function millisOf(text: string): number {
  const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, min: 60_000, h: 3_600_000 };
  const [, number = "0", unit = "ms"] = /^(\d+)(\w+)$/.exec(text) ?? [];
  return Number(number) * (units[unit] ?? 1);
}
