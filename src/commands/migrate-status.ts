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
    ...describeObjects(objects),
    current ? "nothing to do" : "next: lotastro-ops migrate up",
  ];
}

/** File by file while they can be read, else only how many. */
function describeObjects(objects: MigrateStatus["objects"]): readonly string[] {
  const states = [...new Set(objects.map(({ state }) => state))];
  return states.flatMap((state) => {
    const paths = objects.filter((one) => one.state === state).map(({ path }) => path);
    if (paths.length > 20) return [`${state}: ${paths.length} files of functions and views`];
    return paths.map((path) => `${state}: ${path}`);
  });
}
