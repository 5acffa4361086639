import type { Command } from "commander";
import { withSession } from "../connect/session.ts";
import type { ConnectionOptions } from "../connect/target.ts";
import { exit } from "../output/exit.ts";
import type { Io } from "../output/io.ts";
import { jsonServer, printJson } from "../output/json.ts";
import { type Perform, splitArguments, withConnection } from "./verb.ts";

/** What `metrics` takes. */
export interface MetricsOptions extends ConnectionOptions {
  readonly json?: boolean | undefined;
}

interface Sample {
  readonly family: string;
  readonly kind: "gauge" | "counter" | "info";
  readonly help: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: string;
}

/** Adds the verb to the program. */
export function registerMetrics(program: Command, perform: Perform): void {
  withConnection(program.command("metrics"))
    .description("findings, incidents, jobs and repairs in OpenMetrics; only reads")
    .argument("[database]", "connection string")
    .option("--json", "one object on standard output")
    .action((database: string | undefined, options: MetricsOptions) => {
      const { url } = splitArguments(database === undefined ? [] : [database], options);
      return perform(options, (io) => run({ ...options, url }, io));
    });
}

/** Prints what ops.metric holds, as Prometheus and its kin read it. */
export async function run(options: MetricsOptions, io: Io): Promise<number> {
  const needs = { verb: "metrics", installed: true, access: "reads" } as const;
  return withSession(options, needs, io, async (session) => {
    const samples = await session.query<Sample>("select * from ops.metric");
    if (options.json) {
      printJson(io, { verb: "metrics", server: jsonServer(session), samples, exit: exit.clean });
    } else {
      io.stdout.write(openMetrics(samples));
    }
    return exit.clean;
  });
}

const suffixes = { gauge: "", counter: "_total", info: "_info" } as const;

/** The text format: each family once with its type and help, and an end that tells it is whole. */
export function openMetrics(samples: readonly Sample[]): string {
  const lines: string[] = [];
  for (const family of new Set(samples.map((sample) => sample.family))) {
    const own = samples.filter((sample) => sample.family === family);
    const [first] = own;
    if (first === undefined) continue;
    lines.push(`# TYPE ${family} ${first.kind}`, `# HELP ${family} ${escaped(first.help)}`);
    for (const { kind, labels, value } of own) {
      lines.push(`${family}${suffixes[kind]}${labelText(labels)} ${value}`);
    }
  }
  return `${[...lines, "# EOF"].join("\n")}\n`;
}

function labelText(labels: Sample["labels"]): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`);
  return pairs.length === 0 ? "" : `{${pairs.join(",")}}`;
}

function escaped(text: string): string {
  return text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
}
