import type { Command } from "commander";
import type { ConnectionOptions } from "../connect/target.ts";
import { usageError } from "../errors.ts";
import { exit } from "../output/exit.ts";
import { colours, type Io } from "../output/io.ts";
import { printJson } from "../output/json.ts";
import { renderTable, widthOf, wrap } from "../output/table.ts";
import { runStep, showLive } from "./runbook-live.ts";
import {
  type RunbookArea,
  type RunbookGeneral,
  type RunbookLine,
  readPlaceholders,
  readRunbook,
  readRunbookArea,
  readRunbookGeneral,
} from "./runbook-text.ts";
import { type Perform, readNumber, withConnection } from "./verb.ts";

/** What `runbook` takes. */
export interface RunbookOptions extends ConnectionOptions {
  readonly area?: string | undefined;
  /** With the database at hand: what is open now, real numbers in the calls, team notes. */
  readonly live?: boolean | undefined;
  /** A step to run: "respond 1". */
  readonly run?: string | undefined;
  readonly note?: string | undefined;
  readonly incident?: string | undefined;
  readonly yes?: boolean | undefined;
  readonly json?: boolean | undefined;
}

/** Adds the verb to the program. */
export function registerRunbook(program: Command, perform: Perform): void {
  withConnection(program.command("runbook"))
    .description("what to do in an incident, step by step; needs no database unless asked to")
    .argument("[area]", "incident type by name or number (default: the list of them)")
    .option("--live", "ask the database: what is open now, real numbers in the calls, team notes")
    .option("--run <step>", 'run one step ("respond 1") and record it in the incident')
    .option("--note <text>", "with --run: what came of a step done by hand")
    .option("--incident <number>", "with --run: where to record it", readNumber)
    .option("--yes", "with --run: do not ask before what may write")
    .option("--json", "one object on standard output")
    .action((area: string | undefined, options: RunbookOptions) =>
      perform(options, (io) => run({ ...options, area }, io)),
    );
}

/** Shows one incident type, or what holds for all and which there are. */
export async function run(options: RunbookOptions, io: Io): Promise<number> {
  const asked = options.live || options.run !== undefined;
  if (asked && options.area === undefined) {
    throw usageError("of which area?", "lotastro-ops runbook <area> --live, or --run <step>.");
  }
  if (options.area !== undefined) {
    const area = readRunbookArea(options.area);
    if (options.run !== undefined) return runStep(area.area, options, io);
    if (options.live) return showLive(area.area, options, io);
    if (options.json) printJson(io, { verb: "runbook", ...area });
    else showArea(area, io);
    return exit.clean;
  }
  const [general, areas] = [readRunbookGeneral(), readRunbook()];
  if (options.json) printJson(io, { verb: "runbook", ...general, areas });
  else showGeneral(general, areas, io);
  return exit.clean;
}

function showArea(area: RunbookArea, io: Io): void {
  const { bold } = colours(io, io.stdout);
  const parts = [
    bold(`${area.section} ${area.title}`),
    ...part("Detect", area.detect, io),
    ...part("Respond", area.respond, io),
    ...part("Verify", area.verify, io),
  ];
  io.stdout.write(`${parts.join("\n")}\n`);
}

function part(title: string, lines: readonly RunbookLine[], io: Io): readonly string[] {
  const { bold, cyan } = colours(io, io.stdout);
  const width = widthOf(io.stdout) - 5;
  const places = Object.entries(readPlaceholders());
  const shown = lines.flatMap(({ step, line, call, manual }) => {
    const text = call === null ? (manual ?? "").split("\n") : [`-> ${call}`];
    const body = text.flatMap((one) =>
      statement.test(one) ? wrapStatement(one, width).map(cyan) : wrap(one, width),
    );
    const open = places.filter(([name]) => (call ?? manual ?? "").includes(name));
    const found = open.flatMap(([name, where]) => wrap(`${name}: ${where}`, width));
    const mark = step === undefined ? "- " : `${step}.`;
    return [`  ${mark} ${line}`, ...[...body, ...found].map((one) => `     ${one}`)];
  });
  return ["", bold(title), ...shown];
}

/** What is to be typed, in psql or in a shell. */
const statement = /^(?:-> |\\copy |(?:select|update|delete|analyze|vacuum|curl|supabase) )/;

/** Broken so that what is copied from the screen still runs: not in quotes, in a shell not at all. */
function wrapStatement(text: string, width: number): readonly string[] {
  if (/^(curl|supabase|\\copy)/.test(text)) return [text];
  const whole = text.replace(/'[^']*'/g, (quoted) => quoted.replaceAll(" ", "\u00a0"));
  return wrap(whole, width).map((line) => line.replaceAll("\u00a0", " "));
}

function showGeneral(general: RunbookGeneral, areas: readonly RunbookArea[], io: Io): void {
  const { bold } = colours(io, io.stdout);
  const severities = general.severities.map((one) => {
    const examples = one.examples.join(", ");
    return { cells: [one.level, one.title, answerTime(one.minutes), one.description, examples] };
  });
  const contacts = general.contacts.map((one) => ({
    cells: [one.role, one.responsibility, `-> ${one.escalates_to}`],
  }));
  const parts = [
    bold("Incident types: lotastro-ops runbook <area>"),
    ...areas.map(({ section, area, title }) => `  ${section}. ${area.padEnd(14)}${title}`),
    "",
    table(["LEVEL", "", "ANSWER", "MEANS", "FOR EXAMPLE"], severities, io),
    "",
    table(["ROLE", "DOES", "THEN"], contacts, io),
    ...part("After the incident", general.afterwards, io),
    ...part("Useful queries", general.queries, io),
  ];
  io.stdout.write(`${parts.join("\n")}\n`);
}

function table(
  headings: readonly string[],
  rows: readonly { readonly cells: readonly string[] }[],
  io: Io,
): string {
  const columns = headings.map((heading, at) => ({ heading, wraps: at === headings.length - 1 }));
  return renderTable(columns, rows, widthOf(io.stdout));
}

function answerTime(minutes: number): string {
  return minutes < 60 ? `< ${minutes} min` : `< ${minutes / 60} h`;
}
