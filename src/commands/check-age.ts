import { type Session, withSession } from "../connect/session.ts";
import { type Diagnosis, showDiagnoses } from "../output/diagnoses.ts";
import { exit, worst } from "../output/exit.ts";
import type { Io } from "../output/io.ts";
import { jsonServer, printJson } from "../output/json.ts";
import { type AnyRow, showRows } from "../output/rows.ts";
import type { CheckOptions } from "./check.ts";
import { zoneOf } from "./zone.ts";

/** Asks what the jobs recorded, and whether they still run: pg_cron can stop without a trace. */
export async function checkAge(options: CheckOptions, io: Io): Promise<number> {
  const needs = { verb: "check", installed: true, access: "reads" } as const;
  return withSession(options, needs, io, async (session) => {
    const areas = options.areas?.length ? options.areas : null;
    const ages = await session.query<Diagnosis>("select * from ops.freshness($1, $2)", [
      options.maxAge,
      areas,
    ]);
    const findings = await openFindings(session, areas, options.failOn ?? "P1");
    const status = worst(
      findings.length > 0 ? exit.findings : exit.clean,
      ages.some(({ state }) => state === "fail") ? exit.unknown : exit.clean,
    );
    if (options.json) {
      const server = jsonServer(session);
      printJson(io, { verb: "check", server, ages, findings, exit: status });
    } else {
      showDiagnoses(ages, io);
      showRows(findings, io, await zoneOf(session));
    }
    return status;
  });
}

function openFindings(
  session: Session,
  areas: readonly string[] | null,
  failOn: string,
): Promise<readonly AnyRow[]> {
  return session.query<AnyRow>(
    `select severity, rule, message, cause, first_seen::text from ops.open_finding
     where silenced_until is null and severity <= $1 and ($2::text[] is null or area = any ($2))`,
    [failOn, areas],
  );
}
