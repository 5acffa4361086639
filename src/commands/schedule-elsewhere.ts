import { type Session, withSession } from "../connect/session.ts";
import { OpsError } from "../errors.ts";
import type { Diagnosis } from "../output/diagnoses.ts";
import type { Io } from "../output/io.ts";
import type { ScheduleOptions } from "./schedule.ts";

interface Entry {
  readonly jobid: string;
  readonly jobname: string | null;
  readonly schedule: string;
  readonly command: string;
  readonly username: string;
}

/** Schedules a database from the one that has pg_cron, unless something runs its jobs already. */
export async function applyElsewhere(session: Session, options: ScheduleOptions, io: Io) {
  const statements = await session.query<{ statement: string }>(
    "select ops.schedule_statements() as statement",
  );
  const owner = session.server.role;
  return inCronDatabase(session, options, io, async (cron) => {
    const [double] = (await entries(cron, session)).filter(
      ({ jobname, username }) => !ours(jobname, session) || username !== owner,
    );
    if (double !== undefined) {
      throw new OpsError(`${double.jobname ?? `job ${double.jobid}`} is scheduled already`, {
        code: "OP071",
        detail: `${double.schedule} ${double.command} as ${double.username}`,
        hint: `In ${options.cronDatabase}: select cron.unschedule(${double.jobid})`,
      });
    }
    for (const { statement } of statements) await cron.query(statement);
    return list(cron, session);
  });
}

/** Takes the entries of a database away from pg_cron. */
export async function removeElsewhere(session: Session, options: ScheduleOptions, io: Io) {
  return inCronDatabase(session, options, io, async (cron) => {
    for (const { jobid, jobname } of await entries(cron, session)) {
      if (ours(jobname, session)) await cron.query("select cron.unschedule($1::bigint)", [jobid]);
    }
    return list(cron, session);
  });
}

/** What pg_cron has for a database. */
export async function listElsewhere(session: Session, options: ScheduleOptions, io: Io) {
  return inCronDatabase(session, options, io, (cron) => list(cron, session));
}

/** The same server and login, another database. */
async function inCronDatabase(
  session: Session,
  options: ScheduleOptions,
  io: Io,
  work: (cron: Session) => Promise<readonly Diagnosis[]>,
): Promise<readonly Diagnosis[]> {
  const there = { ...options, dbname: options.cronDatabase };
  const needs = { verb: "schedule", installed: false, access: "writes" } as const;
  return withSession(there, needs, io, async (cron) => {
    if (cron.server.database === session.server.database) {
      throw new OpsError("--cron-database names the database itself", {
        code: "USAGE",
        hint: "Leave --cron-database out: pg_cron is here.",
      });
    }
    return work(cron);
  });
}

async function entries(cron: Session, session: Session): Promise<readonly Entry[]> {
  return cron.query<Entry>(
    `select jobid, jobname, schedule, command, username from cron.job
     where database = $1 and (jobname like 'ops:%' or command ~ '\\mops\\.tick\\M') order by jobid`,
    [session.server.database],
  );
}

function ours(jobname: string | null, session: Session): boolean {
  return jobname?.startsWith(`ops:${session.server.database}:`) === true;
}

async function list(cron: Session, session: Session): Promise<readonly Diagnosis[]> {
  const found = await entries(cron, session);
  const rows = found.map(({ jobid, jobname, schedule, command, username }) => ({
    item: jobname ?? `job ${jobid}`,
    state: ours(jobname, session) ? "ok" : "fail",
    detail: `${schedule} ${command} as ${username}`,
    fix: ours(jobname, session) ? null : `select cron.unschedule(${jobid})`,
  }));
  if (rows.length > 0) return rows;
  const detail = `nothing in ${cron.server.database} runs jobs of ${session.server.database}`;
  return [{ item: "schedule", state: "info", detail, fix: null }];
}
