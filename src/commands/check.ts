import type { Command } from "commander";
import { Option } from "commander";
import { type Session, withSession } from "../connect/session.ts";
import type { ConnectionOptions } from "../connect/target.ts";
import { usageError } from "../errors.ts";
import { exit, worst } from "../output/exit.ts";
import { type Io, say } from "../output/io.ts";
import { jsonServer, printJson } from "../output/json.ts";
import { showViolations, type Violation } from "../output/violations.ts";
import { checkAge } from "./check-age.ts";
import { type Checked, checkRules, type RuleState } from "./check-rules.ts";
import { beat, demandUrl } from "./heartbeat.ts";
import {
  collect,
  type MaxRows,
  type Perform,
  readDuration,
  readMaxRows,
  splitArguments,
  withConnection,
} from "./verb.ts";

/** What `check` takes. */
export interface CheckOptions extends ConnectionOptions {
  readonly areas?: readonly string[];
  readonly rule?: readonly string[] | undefined;
  readonly maxRows?: MaxRows | undefined;
  readonly statementTimeout?: string | undefined;
  readonly failOn?: string | undefined;
  readonly maxAge?: string | undefined;
  readonly heartbeatUrl?: string | undefined;
  readonly json?: boolean | undefined;
}

/** Adds the verb to the program. */
export function registerCheck(program: Command, perform: Perform): void {
  withConnection(program.command("check"))
    .description("run the rules of some areas, or of all; only reads")
    .argument("[area...]", "reservations, connections, … (default: all)")
    .option("--rule <name>", "only this rule; may be repeated", collect)
    .option("--max-rows <n>", "rows shown of one rule, or all (default: 200)", readMaxRows)
    .option("--statement-timeout <time>", "for each rule (default: 60s)", readDuration)
    .addOption(
      new Option("--fail-on <severity>", "lowest severity that gives exit status 1")
        .choices(["P0", "P1", "P2", "P3"])
        .default("P1"),
    )
    .option(
      "--max-age <time>",
      "run no rule: whether jobs checked within this time, and what they found",
      readDuration,
    )
    .option(
      "--heartbeat-url <url>",
      "asked for when the answer is 0: a watchdog outside hears when it is not",
    )
    .option("--json", "one object on standard output")
    .action((words: string[], options: CheckOptions) => {
      const { words: areas, url } = splitArguments(words, options);
      return perform(options, (io) => run({ ...options, areas, url }, io));
    });
}

/** Checks, and tells a watchdog when all is well. */
export async function run(options: CheckOptions, io: Io): Promise<number> {
  const { heartbeatUrl } = options;
  if (heartbeatUrl !== undefined) demandUrl(heartbeatUrl);
  const status = await (options.maxAge === undefined
    ? checkNow(options, io)
    : checkAge(options, io));
  if (heartbeatUrl !== undefined && status === exit.clean) await beat(heartbeatUrl, io);
  return status;
}

/** Runs the rules one statement each, shows what they found, and ranks it. */
async function checkNow(options: CheckOptions, io: Io): Promise<number> {
  const needs = { verb: "check", installed: true, access: "reads" } as const;
  return withSession(options, needs, io, async (session) => {
    const rules = await chooseRules(session, options);
    const checked = await checkRules(session, rules, options, io);
    const violations = checked.rules.flatMap(({ found }) => found);
    const blind = checked.lost ? [] : await blindSpots(session, options);
    const status = statusOf(checked, violations, options.failOn ?? "P1");
    const summaries = checked.lost ? [] : await summaryLines(session, checked);
    if (options.json) {
      const rows = checked.rules.map(({ rule, seconds }) => ({ ...rule, seconds }));
      const server = jsonServer(session);
      const found = { rules: rows, violations, blind_spots: blind, summaries };
      printJson(io, { verb: "check", server, ...found, exit: status });
    } else {
      showViolations([...violations, ...blind], io);
    }
    for (const line of summaries) say(io, line);
    if (checked.lost) say(io, `the connection was lost: ${checked.lost.message}`);
    return status;
  });
}

async function chooseRules(session: Session, options: CheckOptions): Promise<readonly RuleState[]> {
  const areas = options.areas?.length ? options.areas : [null];
  const rules: RuleState[] = [];
  for (const area of areas) {
    const states = await session.query<RuleState>("select * from ops.coverage($1)", [area]);
    rules.push(...states.filter(({ rule }) => !rules.some((known) => known.rule === rule)));
  }
  const wanted = options.rule;
  if (wanted === undefined) return rules;
  const stray = wanted.find((name) => !rules.some(({ rule }) => rule === name));
  if (stray !== undefined) {
    // An unknown rule is refused by the database, which knows the names most like it.
    await session.query("select from ops.rule_page($1)", [stray]);
    throw usageError(
      `rule ${stray} is not of ${options.areas?.join(", ")}`,
      `lotastro-ops check --rule ${stray}`,
    );
  }
  return rules.filter(({ rule }) => wanted.includes(rule));
}

/** What the areas asked for can never tell: shown, and no reason for another exit status. */
async function blindSpots(session: Session, options: CheckOptions): Promise<readonly Violation[]> {
  if (options.rule !== undefined) return [];
  const rows: Violation[] = [];
  for (const area of new Set(options.areas)) {
    rows.push(...(await session.query<Violation>("select * from ops.blind_spots($1)", [area])));
  }
  return rows;
}

/** The line that ends a check is the database's own, one an area. */
async function summaryLines(session: Session, checked: Checked): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const area of new Set(checked.rules.map(({ rule }) => rule.area))) {
    const ran = checked.rules.filter(({ rule }) => rule.area === area);
    const seconds = ran.reduce((sum, one) => sum + one.seconds, 0);
    const found = JSON.stringify(ran.flatMap((one) => one.found));
    const rows = await session.query<{ line: string }>(
      "select ops.check_summary($1, $2::jsonb, $3) as line",
      [area, found, seconds],
    );
    lines.push(...rows.map(({ line }) => line));
  }
  return lines;
}

function statusOf(checked: Checked, violations: readonly Violation[], failOn: string): number {
  const broken = violations.some(
    ({ status, severity }) => (status === "violation" || status === "more") && severity <= failOn,
  );
  const unknown = violations.some(({ status }) => status === "unknown");
  return worst(
    checked.lost ? exit.failed : exit.clean,
    broken ? exit.findings : exit.clean,
    unknown ? exit.unknown : exit.clean,
  );
}
