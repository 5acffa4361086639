import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Command, InvalidArgumentError, Option } from "commander";
import type { ConnectionOptions } from "../connect/target.ts";
import { usageError } from "../errors.ts";
import { printInstallation } from "../migrate/print.ts";
import { exit } from "../output/exit.ts";
import { type Io, say } from "../output/io.ts";
import { down } from "./migrate-down.ts";
import { status } from "./migrate-status.ts";
import { up } from "./migrate-up.ts";
import { type Perform, splitArguments, withConnection } from "./verb.ts";

/** What `migrate` takes. */
export interface MigrateCommandOptions extends ConnectionOptions {
  readonly action?: string | undefined;
  readonly print?: boolean | undefined;
  readonly into?: string | undefined;
  readonly wait?: number | undefined;
  readonly steps?: number | "all" | undefined;
  readonly yes?: boolean | undefined;
  readonly json?: boolean | undefined;
}

/** Adds the verb to the program. */
export function registerMigrate(program: Command, perform: Perform): void {
  withConnection(program.command("migrate"))
    .description("install or upgrade (up), take back (down), or compare (status)")
    .argument("[words...]", "up, down or status; a connection string")
    .addOption(new Option("--print", "write the installation as plain SQL; needs no database"))
    .option("--into <directory>", "with --print: one file a part, instead of standard output")
    .option("--wait <seconds>", "wait for another run or a repair (default: 60)", readSeconds)
    .option("--steps <n>", "with down: numbered migrations to take back, or all", readSteps)
    .option("--yes", "with down: do not ask")
    .option("--json", "one object on standard output")
    .action((given: string[], options: MigrateCommandOptions) => {
      const { words, url } = splitArguments(given, options);
      const [action, stray] = words;
      if (stray !== undefined) throw usageError(`"${stray}" is one word too many`);
      return perform(options, (io) => run({ ...options, action, url }, io));
    });
}

/** Installs, takes back, compares, or prints. */
export async function run(options: MigrateCommandOptions, io: Io): Promise<number> {
  if (options.print) return print(options, io);
  if (options.action === "up") return up(options, io);
  if (options.action === "down") return down(options, io);
  if (options.action === "status") return status(options, io);
  throw usageError(
    options.action ? `migrate cannot "${options.action}"` : "migrate what?",
    "lotastro-ops migrate up, down or status; or migrate --print.",
  );
}

async function print(options: MigrateCommandOptions, io: Io): Promise<number> {
  const parts = await printInstallation();
  if (options.into === undefined) {
    for (const { sql } of parts) io.stdout.write(sql);
    return exit.clean;
  }
  mkdirSync(options.into, { recursive: true });
  for (const { name, sql } of parts) {
    const path = join(options.into, name);
    writeFileSync(path, sql);
    say(io, path);
  }
  return exit.clean;
}

function readSeconds(text: string): number {
  if (!/^\d{1,6}$/.test(text)) throw new InvalidArgumentError("It is a whole number of seconds.");
  return Number(text);
}

function readSteps(text: string): number | "all" {
  if (text === "all") return text;
  if (!/^[1-9]\d{0,4}$/.test(text)) throw new InvalidArgumentError("It is a number, or all.");
  return Number(text);
}
