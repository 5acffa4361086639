import { existsSync, readdirSync, readFileSync } from "node:fs";
import { OpsError, usageError } from "../errors.ts";

/** One line of the runbook: the call that serves it, or what a person does. */
export interface RunbookLine {
  readonly step?: number;
  readonly line: string;
  readonly call: string | null;
  readonly manual: string | null;
}

/** One incident type. */
export interface RunbookArea {
  readonly area: string;
  readonly title: string;
  readonly section: number;
  readonly detect: readonly RunbookLine[];
  readonly respond: readonly RunbookLine[];
  readonly verify: readonly RunbookLine[];
}

/** What holds for every incident. */
export interface RunbookGeneral {
  readonly severities: readonly {
    readonly level: string;
    readonly title: string;
    readonly minutes: number;
    readonly description: string;
    readonly examples: readonly string[];
  }[];
  readonly contacts: readonly {
    readonly role: string;
    readonly responsibility: string;
    readonly escalates_to: string;
  }[];
  readonly afterwards: readonly RunbookLine[];
  readonly queries: readonly RunbookLine[];
}

const functions = new URL("../../sql/functions/", import.meta.url);

/** Every incident type, in the runbook's order, read from the package and not from a database. */
export function readRunbook(): readonly RunbookArea[] {
  return readdirSync(functions)
    .filter((area) => existsSync(file(area, area)))
    .map((area) => readBlock(file(area, area)) as RunbookArea)
    .sort((a, b) => a.section - b.section);
}

/** One incident type by its name or its number in the runbook. */
export function readRunbookArea(name: string): RunbookArea {
  const areas = readRunbook();
  const found = areas.find(({ area, section }) => area === name || String(section) === name);
  if (found) return found;
  const names = areas.map(({ area }) => area).join(", ");
  throw usageError(`there is no area "${name}"`, `One of ${names}.`);
}

/** Severities, contacts, what follows an incident, useful queries. */
export function readRunbookGeneral(): RunbookGeneral {
  return readBlock(file("core", "general")) as RunbookGeneral;
}

/** What each placeholder of a call stands for, and where a person finds it. */
export function readPlaceholders(): Readonly<Record<string, string>> {
  const path = new URL("incidents/_placeholders.sql", functions);
  return readBlock(path, "placeholders") as Record<string, string>;
}

function file(folder: string, name: string): URL {
  return new URL(`${folder}/runbook_${name}.sql`, functions);
}

/** The same JSON that the function of that file returns: it stands there once, for both. */
function readBlock(path: URL, tag = "runbook"): unknown {
  const [, block] = readFileSync(path, "utf8").split(`$${tag}$`);
  if (block === undefined) {
    throw new OpsError(`${path.pathname} holds no runbook`, {
      code: "RUNBOOK",
      hint: "Install the package again: its files are not complete.",
    });
  }
  return JSON.parse(block);
}
