import type { Command } from "commander";
import { withSession } from "../connect/session.ts";
import type { ConnectionOptions } from "../connect/target.ts";
import { exit } from "../output/exit.ts";
import type { Io } from "../output/io.ts";
import { jsonServer, printJson } from "../output/json.ts";
import { type AnyRow, showRows } from "../output/rows.ts";
import { type IncidentAction, incidentActions } from "./incident-actions.ts";
import { type Perform, readNumber, withConnection } from "./verb.ts";
import { zoneOf } from "./zone.ts";

/** What `incident` takes: which action, and the words of its call in order. */
export interface IncidentOptions extends ConnectionOptions {
  readonly action: string;
  readonly values: readonly (string | null)[];
  readonly json?: boolean | undefined;
}

/** Adds the verb with one sub-command an action; a connection is given by option or environment. */
export function registerIncident(program: Command, perform: Perform): void {
  const incident = program
    .command("incident")
    .description("open, answer, hand up, resolve and report incidents");
  for (const action of incidentActions) {
    const command = withConnection(incident.command(action.name)).description(action.what);
    if (action.numbered) command.argument("<number>", "of the incident", readNumber);
    for (const word of action.words) command.argument(word.startsWith("[") ? word : `<${word}>`);
    command.option("--json", "one object on standard output").action((...given: unknown[]) => {
      const size = (action.numbered ? 1 : 0) + action.words.length;
      const values = given.slice(0, size).map((value) => (value as string | undefined) ?? null);
      const options = given[size] as Omit<IncidentOptions, "action" | "values">;
      return perform(options, (io) => run({ ...options, action: action.name, values }, io));
    });
  }
}

/** Makes the call and prints what it says. */
export async function run(options: IncidentOptions, io: Io): Promise<number> {
  const action = incidentActions.find(({ name }) => name === options.action) as IncidentAction;
  const needs = {
    verb: "incident",
    installed: true,
    access: action.writes ? "writes" : "reads",
  } as const;
  return withSession(options, needs, io, async (session) => {
    const rows = await session.query<AnyRow>(action.call, options.values);
    if (options.json) {
      printJson(io, {
        verb: "incident",
        action: action.name,
        server: jsonServer(session),
        rows,
        exit: exit.clean,
      });
    } else if (action.shows === "rows") {
      const { columns } = action;
      const seen = columns
        ? rows.map((row) => Object.fromEntries(columns.map((name) => [name, row[name]])))
        : rows;
      showRows(seen, io, await zoneOf(session));
    } else {
      const text = rows.map((row) => row.text ?? "").join("\n");
      io.stdout.write(text === "" ? "done\n" : text.endsWith("\n") ? text : `${text}\n`);
    }
    return exit.clean;
  });
}
