import { setTimeout as sleep } from "node:timers/promises";
import { cancelStatement } from "../connect/cancel.ts";
import { openClient } from "../connect/open.ts";
import { type Session, withSession } from "../connect/session.ts";
import { isConnectionLost, type OpsError, toOpsError } from "../errors.ts";
import { exit } from "../output/exit.ts";
import { type Io, say } from "../output/io.ts";
import { beat } from "./heartbeat.ts";
import type { ScheduleOptions } from "./schedule.ts";
import { runMaintenance } from "./schedule-maintenance.ts";
import { sendMessages } from "./send-messages.ts";

type Lane = "tick" | "nightly";

const minute = 60_000;
/** How long a job may take to end its step after SIGTERM; then its statement is cancelled. */
const graceMillis = 10_000;
const longestPause = 60_000;

/** Does what pg_cron would do, until it is asked to stop: for databases without pg_cron. */
export async function keepRunning(options: ScheduleOptions, io: Io): Promise<number> {
  // The long jobs have a session of their own, so that they keep nobody waiting.
  const lanes = [keepLane("tick", options, io), keepLane("nightly", options, io)];
  await Promise.all(lanes);
  say(io, "stopped; what was running has ended its step and goes on at the next start");
  return exit.clean;
}

/** Ticks every minute; a lost connection is opened again, with pauses that grow. */
async function keepLane(lane: Lane, options: ScheduleOptions, io: Io): Promise<void> {
  const needs = { verb: "schedule", installed: true, access: "own session" } as const;
  let ticks = 0;
  let pause = 1000;
  const enough = () => io.signal.aborted || ticks >= (options.ticks ?? Number.POSITIVE_INFINITY);
  while (!enough()) {
    try {
      await withSession(options, needs, io, async (session) => {
        while (!enough()) {
          await tickOnce(session, lane, options, io);
          pause = 1000;
          ticks += 1;
          if (!enough()) await wait(minute - (Date.now() % minute), io);
        }
      });
    } catch (error: unknown) {
      if (io.signal.aborted) return;
      const problem = toOpsError(error);
      if (!mayPass(problem)) throw problem;
      say(io, `${lane}: ${problem.message}; trying again in ${pause / 1000} s`);
      await wait(pause, io);
      pause = Math.min(pause * 2, longestPause);
    }
  }
}

async function tickOnce(session: Session, lane: Lane, options: ScheduleOptions, io: Io) {
  try {
    await callTick(session, lane, io);
    if (lane === "nightly") await runMaintenance(session, io);
    else await sendMessages(session, io);
    if (lane === "tick" && options.heartbeatUrl !== undefined) await beat(options.heartbeatUrl, io);
  } catch (error: unknown) {
    const problem = toOpsError(error);
    if (isConnectionLost(problem) || io.signal.aborted) throw problem;
    say(io, `${lane}: ${problem.message} (${problem.code})`);
  }
}

/** One tick. Asked to stop, the jobs end their step; only what takes too long is cancelled. */
async function callTick(session: Session, lane: Lane, io: Io): Promise<void> {
  const stop = () => void stopJobs(session, io);
  let patience: NodeJS.Timeout | undefined;
  const begin = () => {
    stop();
    patience = setTimeout(
      () => void cancelStatement(session.client, session.target, session.encrypted),
      graceMillis,
    );
  };
  if (io.signal.aborted) return;
  io.signal.addEventListener("abort", begin, { once: true });
  try {
    // One simple statement: the protocol with parameters opens the transaction early.
    await session.client.query(`call ops.tick('${lane}')`);
  } finally {
    clearTimeout(patience);
    io.signal.removeEventListener("abort", begin);
  }
}

/** Asks from a second connection, for the first one is busy. */
async function stopJobs(session: Session, io: Io): Promise<void> {
  try {
    const unhurried = { ...io, signal: AbortSignal.timeout(graceMillis) };
    const { client } = await openClient(session.target, "lotastro-ops stop", unhurried);
    try {
      await client.query("select ops.stop_jobs($1)", [processId(session)]);
    } finally {
      await client.end();
    }
  } catch {
    // The statement is cancelled when the time of grace is over.
  }
}

function processId({ client }: Session): number | null {
  const { processID } = client as { readonly processID?: number };
  return processID ?? null;
}

const passing = new Set([
  "57P03",
  "53300",
  "25006",
  "ECONNREFUSED",
  // The socket goes with the server that is stopped, and comes back with it.
  "ENOENT",
  "ENOTFOUND",
  "EAI_AGAIN",
]);

function mayPass(problem: OpsError): boolean {
  return isConnectionLost(problem) || passing.has(problem.code);
}

async function wait(millis: number, io: Io): Promise<void> {
  try {
    await sleep(millis, undefined, { signal: io.signal });
  } catch {
    // asked to stop: no reason to wait
  }
}
