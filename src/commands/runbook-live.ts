import { type Session, withSession } from "../connect/session.ts";
import { usageError } from "../errors.ts";
import { ask } from "../output/ask.ts";
import { exit } from "../output/exit.ts";
import { type Explanation, showExplanation } from "../output/explanation.ts";
import { type Io, say } from "../output/io.ts";
import { jsonServer, printJson } from "../output/json.ts";
import { type AnyRow, showRows } from "../output/rows.ts";
import { refuseWithoutTerminal } from "./consent.ts";
import type { RunbookOptions } from "./runbook.ts";
import { zoneOf } from "./zone.ts";

/** The runbook with the database at hand: what is open now, real numbers in the calls, team notes. */
export async function showLive(area: string, options: RunbookOptions, io: Io): Promise<number> {
  const needs = { verb: "runbook", installed: true, access: "reads" } as const;
  return withSession(options, needs, io, async (session) => {
    const lines = await linesOf(session, area);
    if (options.json) {
      printJson(io, {
        verb: "runbook",
        area,
        server: jsonServer(session),
        lines,
        exit: exit.clean,
      });
    } else {
      showExplanation(lines, io);
      say(io, `run a step: lotastro-ops runbook ${area} --run "respond 1"`);
    }
    return exit.clean;
  });
}

/** Runs one step of the runbook, shows what it returned, and records it in the incident. */
export async function runStep(area: string, options: RunbookOptions, io: Io): Promise<number> {
  const needs = { verb: "runbook", installed: true, access: "writes" } as const;
  return withSession(options, needs, io, async (session) => {
    const step = findStep(await linesOf(session, area), options.run ?? "");
    const name = `${step.topic} ${step.item}`;
    const call = step.note ?? "";
    say(io, `${name}: ${step.value}`);
    if (!/^select /i.test(call)) return byHand(session, area, name, call, options, io);
    const open = /'<[^>]+>'/.exec(call)?.[0];
    if (open !== undefined) {
      throw usageError(`${open} is not known`, `Fill it in yourself: ${call}`);
    }
    say(io, `-> ${call}`);
    await explainCall(session, call, options, io);
    const rows = await session.query<AnyRow>(call);
    if (options.json) {
      const server = jsonServer(session);
      printJson(io, { verb: "runbook", area, server, step: name, call, rows, exit: exit.clean });
    } else {
      showRows(rows, io, await zoneOf(session));
    }
    const count = rows.length === 1 ? "1 row" : `${rows.length} rows`;
    await record(session, area, name, `${call}: ${count}`, options, io);
    return exit.clean;
  });
}

function linesOf(session: Session, area: string): Promise<readonly Explanation[]> {
  return session.query<Explanation>("select * from ops.runbook_here($1)", [area]);
}

function findStep(lines: readonly Explanation[], wanted: string): Explanation {
  const [topic = "", item = "1"] = wanted.trim().split(/[ .]+/);
  const steps = lines.filter((line) => ["detect", "respond", "verify"].includes(line.topic));
  const found = steps.find((line) => line.topic === topic && line.item === item);
  if (found) return found;
  const names = steps.map((line) => `${line.topic} ${line.item}`).join(", ");
  throw usageError(`there is no step "${wanted}"`, `Steps: ${names}.`);
}

/** What the call does, in the words of the catalogue; what may write is asked for. */
async function explainCall(session: Session, call: string, options: RunbookOptions, io: Io) {
  const names = Array.from(call.matchAll(/\bops\.(\w+)\(/g), ([, name]) => name);
  const found = await session.query<{ what: string | null; writes: boolean }>(
    `select obj_description(p.oid, 'pg_proc') as what, p.provolatile = 'v' as writes
     from pg_catalog.pg_proc as p where p.pronamespace = 'ops'::regnamespace and p.proname = any ($1)`,
    [names],
  );
  for (const { what } of found) if (what !== null) say(io, what);
  if (!found.some(({ writes }) => writes)) {
    say(io, "It only reads.");
    return;
  }
  refuseWithoutTerminal("a step that may write", options, io);
  if (options.yes) return;
  const typed = await ask("It may write. Run it? type yes: ", io);
  if (typed.trim() !== "yes") throw usageError("nothing was run");
}

/** What a person does is recorded with what came of it. */
async function byHand(
  session: Session,
  area: string,
  name: string,
  call: string,
  options: RunbookOptions,
  io: Io,
): Promise<number> {
  io.stdout.write(`${call}\n`);
  if (options.note === undefined) {
    say(io, `done? --run "${name}" --note "what came of it" records it in the incident`);
  } else {
    await record(session, area, name, options.note, options, io);
  }
  return exit.clean;
}

async function record(
  session: Session,
  area: string,
  step: string,
  result: string,
  options: RunbookOptions,
  io: Io,
): Promise<void> {
  const incident = options.incident ?? (await onlyIncident(session, area));
  if (incident === undefined) {
    say(io, `not recorded: no single incident of ${area} is open; --incident <number> names one`);
    return;
  }
  await session.query("select ops.record_step($1, $2, $3)", [incident, step, result]);
  say(io, `recorded in incident ${incident}`);
}

async function onlyIncident(session: Session, area: string): Promise<string | undefined> {
  const rows = await session.query<{ id: string }>(
    "select id from ops.open_incident where area = $1 and state <> 'resolved'",
    [area],
  );
  return rows.length === 1 ? rows[0]?.id : undefined;
}
