import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import {
  type RunbookArea,
  type RunbookGeneral,
  type RunbookLine,
  readPlaceholders,
  readRunbook,
  readRunbookGeneral,
} from "../src/commands/runbook-text.ts";
import { renderAdvice } from "./advice.ts";

const root = new URL("../", import.meta.url);

/** docs/RUNBOOK.md, made from the texts that the database and the command line show. */
export function renderRunbook(): string {
  const general = readRunbookGeneral();
  const areas = readRunbook();
  return `${[
    "# Runbook",
    "",
    "<!-- Made by scripts/docs.ts from sql/functions/*/runbook_*.sql and docs/rules. Do not edit. -->",
    "",
    "What to do in an incident, line by line: the call that serves it, or what a person does.",
    "`lotastro-ops runbook <area>` prints the same without a database; `--live` fills in what is broken now,",
    '`--run "respond 1"` runs a step and records it in the incident. Team notes live in the database and show there.',
    "",
    ...head(general),
    "",
    ...areas.flatMap((area) => [...section(area), ""]),
    "## After the incident",
    "",
    ...general.afterwards.flatMap(entry),
    "",
    "## Useful queries",
    "",
    ...general.queries.flatMap(entry),
    "",
    "## What to fill in",
    "",
    "`--live` fills in what open findings can tell.",
    "",
    "| in a call | is |",
    "|---|---|",
    ...Object.entries(readPlaceholders()).map(([name, where]) => `| \`${name}\` | ${where} |`),
  ].join("\n")}\n`;
}

function head(general: RunbookGeneral): readonly string[] {
  return [
    "## Severities",
    "",
    "| level | | answer within | means | for example |",
    "|---|---|---|---|---|",
    ...general.severities.map(
      ({ level, title, minutes, description, examples }) =>
        `| ${level} | ${title} | ${minutes < 60 ? `${minutes} min` : `${minutes / 60} h`} | ${description} | ${examples.join(", ")} |`,
    ),
    "",
    "## Contacts",
    "",
    "| role | does | then |",
    "|---|---|---|",
    ...general.contacts.map(
      ({ role, responsibility, escalates_to }) =>
        `| ${role} | ${responsibility} | → ${escalates_to} |`,
    ),
  ];
}

function section(area: RunbookArea): readonly string[] {
  const part = (title: string, lines: readonly RunbookLine[]) => [
    `### ${title}`,
    "",
    ...lines.flatMap(entry),
    "",
  ];
  return [
    `## ${area.section} ${area.title}`,
    "",
    ...part("Detect", area.detect),
    ...part("Respond", area.respond),
    ...part("Verify", area.verify),
    ...rulesOf(area.area),
  ];
}

/** A line with its call, or with what is done by hand; statements stand in blocks of their own. */
function entry({ step, line, call, manual }: RunbookLine): readonly string[] {
  const mark = step === undefined ? "-" : `${step}.`;
  const indent = " ".repeat(mark.length + 1);
  const text = call ?? manual ?? "";
  const body = text.split("\n").flatMap((one) => {
    if (call === null && !statement.test(one)) return [`${indent}${one}`];
    const language = one.startsWith("lotastro-ops") || /^(curl|supabase)/.test(one) ? "sh" : "sql";
    return [`${indent}\`\`\`${language}`, `${indent}${one}`, `${indent}\`\`\``];
  });
  return [`${mark} **${line}**`, ...body];
}

const statement =
  /^(?:\\copy |(?:select|update|delete|analyze|vacuum|curl|supabase|lotastro-ops) )/;

function rulesOf(area: string): readonly string[] {
  const rules = readdirSync(new URL("docs/rules/", root))
    .map((page) => page.replace(/\.md$/, ""))
    .filter((rule) => existsSync(new URL(`sql/functions/${area}/${rule}.sql`, root)))
    .sort();
  if (rules.length === 0) return [];
  return [
    "### Rules",
    "",
    "| rule | what must hold | severity | repair |",
    "|---|---|---|---|",
    ...rules.map(ruleRow),
  ];
}

/** The page's own first lines; a test holds them to the catalogue. */
function ruleRow(rule: string): string {
  const page = readFileSync(new URL(`docs/rules/${rule}.md`, root), "utf8");
  const title = /^# \w+\n\n(.*)\.$/m.exec(page)?.[1] ?? "";
  const severity = /^\| severity \| (P\d)/m.exec(page)?.[1] ?? "";
  const repair = /^\| repair \| `(\w+)`/m.exec(page)?.[1] ?? "";
  return `| [${rule}](rules/${rule}.md) | ${title} | ${severity} | ${repair} |`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(new URL("docs/RUNBOOK.md", root), renderRunbook());
  writeFileSync(new URL("sql/functions/core/_rule_advice.sql", root), renderAdvice());
}
