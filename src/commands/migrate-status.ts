import { withSession } from "../connect/session.ts";
import { type MigrateStatus, migrateStatus } from "../migrate/status.ts";
import { exit } from "../output/exit.ts";
import type { Io } from "../output/io.ts";
import { jsonServer, printJson } from "../output/json.ts";
import type { MigrateCommandOptions } from "./migrate.ts";

/** Compares this release with the database: status 1 when they differ. */
export async function status(options: MigrateCommandOptions, io: Io): Promise<number> {
  const needs = { verb: "migrate", installed: false, access: "reads" } as const;
  return withSession(options, needs, io, async (session) => {
    const found = await session.during((client) => migrateStatus(client));
    const code = found.current ? exit.clean : exit.findings;
    if (options.json) {
      const server = jsonServer(session);
      printJson(io, { verb: "migrate", action: "status", server, ...found, exit: code });
    } else {
      io.stdout.write(`${describe(found).join("\n")}\n`);
    }
    return code;
  });
}

function describe(found: MigrateStatus): readonly string[] {
  const { package_version, database_version, pending, unknown, objects, current } = found;
  return [
    `this release: ${package_version}`,
    `in the database: ${database_version ?? "not installed"}`,
    ...pending.map((name) => `pending: migrations/${name}.up.sql`),
    ...unknown.map((name) => `unknown to this release: ${name}`),
    ...objects.map(({ path, state }) => `${state}: ${path}`),
    current ? "nothing to do" : "next: lotastro-ops migrate up",
  ];
}
