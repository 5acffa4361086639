import { withSession } from "../connect/session.ts";
import { migrateUp } from "../migrate/up.ts";
import { exit } from "../output/exit.ts";
import { type Io, say } from "../output/io.ts";
import { jsonServer, printJson } from "../output/json.ts";
import type { MigrateCommandOptions } from "./migrate.ts";

/** Brings the database to this release. */
export async function up(options: MigrateCommandOptions, io: Io): Promise<number> {
  const needs = { verb: "migrate", installed: false, access: "own session" } as const;
  return withSession(options, needs, io, async (session) => {
    const wait = options.wait === undefined ? {} : { waitSeconds: options.wait };
    const result = await session.during((client) =>
      migrateUp(client, { ...wait, onProgress: (line) => say(io, line) }),
    );
    if (options.json) {
      const server = jsonServer(session);
      printJson(io, { verb: "migrate", action: "up", server, ...result, exit: exit.clean });
    } else {
      io.stdout.write(`${sentence(result)}\n`);
    }
    return exit.clean;
  });
}

function sentence(result: Awaited<ReturnType<typeof migrateUp>>): string {
  const { migrations, objects, version } = result;
  if (objects === 0 && migrations.length === 0) {
    return `nothing to do: lotastro-ops ${version} is installed`;
  }
  const count = `${migrations.length} migration${migrations.length === 1 ? "" : "s"}`;
  return `lotastro-ops ${version} is installed: ${count}, ${objects} files of functions and views`;
}
