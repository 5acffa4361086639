import type { Command } from "commander";
import { type Session, withSession } from "../connect/session.ts";
import type { ConnectionOptions } from "../connect/target.ts";
import { usageError } from "../errors.ts";
import { exit } from "../output/exit.ts";
import { type Io, say } from "../output/io.ts";
import { jsonServer, printJson } from "../output/json.ts";
import { writeWhole } from "../output/write-file.ts";
import type { PublicStatus, StatusPage } from "../page/facts.ts";
import { showPublicReport, showReport } from "./report-text.ts";
import { type Perform, splitArguments, withConnection } from "./verb.ts";

/** What `report` takes. */
export interface ReportOptions extends ConnectionOptions {
  readonly json?: boolean | undefined;
  readonly html?: string | undefined;
  readonly public?: boolean | undefined;
  readonly days?: string | undefined;
}

/** Adds the verb to the program. */
export function registerReport(program: Command, perform: Perform): void {
  withConnection(program.command("report"))
    .description("areas, incidents with their clocks, drift, repairs, growth, jobs; only reads")
    .argument("[database]", "connection string")
    .option("--html <file>", "one page that needs nothing else, for a browser or a printer")
    .option("--public", "states of areas, severities and times of incidents, and nothing else")
    .option("--days <number>", "how far back, 1 to 366 (default 30)")
    .option("--json", "one object on standard output")
    .action((database: string | undefined, options: ReportOptions) => {
      const { url } = splitArguments(database === undefined ? [] : [database], options);
      return perform(options, (io) => run({ ...options, url }, io));
    });
}

/** Shows how everything stands, as the jobs recorded it. */
export async function run(options: ReportOptions, io: Io): Promise<number> {
  const days = readDays(options.days);
  const needs = { verb: "report", installed: true, access: "reads" } as const;
  return withSession(options, needs, io, async (session) => {
    if (options.public) await publicReport(session, days, options, io);
    else await report(session, days, options, io);
    return exit.clean;
  });
}

async function report(session: Session, days: number, options: ReportOptions, io: Io) {
  const page = await ask<StatusPage>(session, "status_page", days);
  if (options.html !== undefined) {
    const { statusPage } = await import("../page/page.ts");
    await writePage(options.html, statusPage(page), io);
  }
  if (options.json) {
    printJson(io, { verb: "report", server: jsonServer(session), ...page, exit: exit.clean });
  } else if (options.html === undefined) {
    showReport(page, io);
  }
}

/** Without `server` in its JSON: host, database and role are nobody's business. */
async function publicReport(session: Session, days: number, options: ReportOptions, io: Io) {
  const page = await ask<PublicStatus>(session, "public_status", days);
  if (options.html !== undefined) {
    const { publicPage } = await import("../page/page.ts");
    await writePage(options.html, publicPage(page), io);
  }
  if (options.json) printJson(io, { verb: "report", public: true, ...page, exit: exit.clean });
  else if (options.html === undefined) showPublicReport(page, io);
}

async function ask<Page>(session: Session, name: string, days: number): Promise<Page> {
  const rows = await session.query<{ page: Page }>(`select ops.${name}($1) as page`, [days]);
  const [first] = rows;
  if (first === undefined) throw new Error(`ops.${name}() returned no row`);
  return first.page;
}

async function writePage(file: string, page: string, io: Io): Promise<void> {
  await writeWhole(file, page);
  say(io, `written: ${file} (${Math.ceil(Buffer.byteLength(page) / 1024)} kB)`);
}

function readDays(text: string | undefined): number {
  if (text === undefined) return 30;
  const days = Number(text);
  if (/^\d{1,3}$/.test(text) && days >= 1 && days <= 366) return days;
  throw usageError(`'${text}' is no number of days`, "--days takes 1 to 366.");
}
