import { type Command, InvalidArgumentError } from "commander";
import { isConnectionString } from "../connect/conninfo.ts";
import type { ConnectionOptions } from "../connect/target.ts";
import { usageError } from "../errors.ts";
import type { Io } from "../output/io.ts";

/** Runs a verb's work, shows its error, and sets the exit status. */
export type Perform = (
  options: { readonly json?: boolean | undefined },
  work: (io: Io) => Promise<number>,
) => Promise<void>;

/** Adds the settings that say where to connect, named as psql names them. */
export function withConnection(command: Command): Command {
  return command
    .option("--url <connection>", "postgres://… or keyword=value pairs; DATABASE_URL does the same")
    .option("--host <name>", "server or socket directory; PGHOST does the same")
    .option("-p, --port <number>", "PGPORT does the same")
    .option("-U, --username <role>", "PGUSER does the same")
    .option("-d, --dbname <name>", "database or connection string; PGDATABASE does the same");
}

/** Separates a connection string given among the arguments, as psql allows, from the other words. */
export function splitArguments(
  words: readonly string[],
  options: ConnectionOptions,
): { readonly words: readonly string[]; readonly url: string | undefined } {
  const urls = words.filter(isConnectionString);
  if (urls.length + (options.url === undefined ? 0 : 1) > 1) {
    throw usageError("more than one connection is given", "Name one database.");
  }
  return { words: words.filter((word) => !isConnectionString(word)), url: urls[0] ?? options.url };
}

/** Whether anything says which database: a verb that can do without one must not guess. */
export function isDatabaseGiven(options: ConnectionOptions, { env }: Io): boolean {
  const { url, host, port, username, dbname } = options;
  const named = [url, host, port, username, dbname].some((value) => value !== undefined);
  return named || [env.DATABASE_URL, env.PGHOST, env.PGSERVICE, env.PGDATABASE].some(Boolean);
}

/** --max-rows: a count, or `all`. (Not null, which the option parser takes for "no value".) */
export type MaxRows = number | "all";

/** Reads --max-rows. */
export function readMaxRows(text: string): MaxRows {
  if (text === "all") return text;
  if (!/^\d{1,9}$/.test(text) || Number(text) < 1) {
    throw new InvalidArgumentError("It is a number from 1 to 999999999, or all.");
  }
  return Number(text);
}

/** The same as the database takes it: null for all. */
export function rowLimit(given: MaxRows | undefined): number | null {
  return given === "all" ? null : (given ?? defaultRows);
}

const defaultRows = 200;

/** A number that the database gave out: of a plan or a run. */
export function readNumber(text: string): string {
  if (!/^[1-9]\d{0,17}$/.test(text))
    throw new InvalidArgumentError("It is a whole number above 0.");
  return text;
}

/** A length of time as PostgreSQL writes it: 500ms, 30s, 5min. */
export function readDuration(text: string): string {
  if (!/^\d{1,9}(ms|s|min|h)$/.test(text)) {
    throw new InvalidArgumentError("It is a number with its unit: 500ms, 30s, 5min, 1h.");
  }
  return text;
}

/** Collects an option that may be given several times. */
export function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}
