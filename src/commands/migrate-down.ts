import { withSession } from "../connect/session.ts";
import { migrateDown } from "../migrate/down.ts";
import { exit } from "../output/exit.ts";
import { type Io, say } from "../output/io.ts";
import { jsonServer, printJson } from "../output/json.ts";
import { demandName, refuseWithoutTerminal } from "./consent.ts";
import type { MigrateCommandOptions } from "./migrate.ts";

/** Takes numbered migrations back; what their tables held is gone. */
export async function down(options: MigrateCommandOptions, io: Io): Promise<number> {
  refuseWithoutTerminal("migrate down", options, io);
  const needs = { verb: "migrate", installed: false, access: "own session" } as const;
  return withSession(options, needs, io, async (session) => {
    const steps = options.steps ?? 1;
    const what = steps === "all" ? "all migrations" : `${steps} migration${steps === 1 ? "" : "s"}`;
    await demandName(`Take back ${what}, with what the tables hold,`, session, options, io);
    const wait = options.wait === undefined ? {} : { waitSeconds: options.wait };
    const result = await session.during((client) =>
      migrateDown(client, { ...wait, steps, onProgress: (line) => say(io, line) }),
    );
    if (options.json) {
      const server = jsonServer(session);
      printJson(io, { verb: "migrate", action: "down", server, ...result, exit: exit.clean });
      return exit.clean;
    }
    const { migrations, remaining } = result;
    const left = remaining.length === 0 ? "nothing is left" : `left: ${remaining.join(", ")}`;
    io.stdout.write(`taken back: ${migrations.join(", ") || "nothing"}; ${left}\n`);
    return exit.clean;
  });
}
