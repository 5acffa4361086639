import type { Command } from "commander";
import { type Session, withSession } from "../connect/session.ts";
import type { ConnectionOptions } from "../connect/target.ts";
import { exit } from "../output/exit.ts";
import { colours, type Io } from "../output/io.ts";
import { jsonServer, printJson } from "../output/json.ts";
import { type AnyRow, showRows } from "../output/rows.ts";
import { type Perform, splitArguments, withConnection } from "./verb.ts";

/** What `report` takes. */
export interface ReportOptions extends ConnectionOptions {
  readonly json?: boolean | undefined;
}

/** Parts of the report: a heading, what it says when there is nothing, and the view it shows. */
const parts = {
  areas: {
    title: "Areas",
    empty: "",
    call: `select area, state, findings, silenced, rows, metres, incidents, date_trunc('second', checked_at)::text as checked
      from ops.area_state`,
  },
  incidents: {
    title: "Incidents",
    empty: "None is open, and no post-mortem is due.",
    call: `select id, severity, area, state, title, coalesce(clock, post_mortem) as clock, coalesce(assignee, person, role) as "with"
      from ops.open_incident`,
  },
  jobs: {
    title: "Jobs",
    empty: "",
    call: `select name, state, schedule, stretched, date_trunc('second', last_ok_at)::text as last_ok, last_seconds as seconds, note
      from ops.job_health`,
  },
  evidence: {
    title: "Nightly repair",
    empty: "No night was planned yet.",
    call: "select rule, cause, nights, planned, metres, surprises, applied, promoted_by from ops.repair_evidence",
  },
  runs: {
    title: "Repairs and undos of the last 30 days",
    empty: "None.",
    call: "select id, kind, area, state, actor, reason, done, left_alone, date_trunc('second', started_at)::text as started from ops.recent_run",
  },
} as const;

type Part = keyof typeof parts;

/** Adds the verb to the program. */
export function registerReport(program: Command, perform: Perform): void {
  withConnection(program.command("report"))
    .description("areas, incidents with their clocks, jobs, nights and repairs; only reads")
    .argument("[database]", "connection string")
    .option("--json", "one object on standard output")
    .action((database: string | undefined, options: ReportOptions) => {
      const { url } = splitArguments(database === undefined ? [] : [database], options);
      return perform(options, (io) => run({ ...options, url }, io));
    });
}

/** Shows how everything stands, as the jobs recorded it. */
export async function run(options: ReportOptions, io: Io): Promise<number> {
  const needs = { verb: "report", installed: true, access: "reads" } as const;
  return withSession(options, needs, io, async (session) => {
    const found = new Map<Part, readonly AnyRow[]>();
    for (const part of Object.keys(parts) as Part[]) found.set(part, await read(session, part));
    if (options.json) {
      const server = jsonServer(session);
      printJson(io, { verb: "report", server, ...Object.fromEntries(found), exit: exit.clean });
      return exit.clean;
    }
    const { bold } = colours(io, io.stdout);
    for (const [part, rows] of found) {
      io.stdout.write(`${bold(parts[part].title)}\n`);
      if (rows.length === 0) io.stdout.write(`${parts[part].empty}\n`);
      else showRows(rows, io);
      io.stdout.write("\n");
    }
    return exit.clean;
  });
}

function read(session: Session, part: Part): Promise<readonly AnyRow[]> {
  return session.query<AnyRow>(parts[part].call);
}
