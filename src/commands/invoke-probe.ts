import { exit } from "../output/exit.ts";
import { type Io, say } from "../output/io.ts";
import { printJson } from "../output/json.ts";
import { type Probe, probeFunction, probeSteps, triesSecret } from "../services/probe.ts";
import { recordAnswer, recordInvocation } from "../services/record.ts";
import type { Invocation } from "./invoke.ts";
import { demandFunctionName } from "./invoke-consent.ts";

/** Says what a probe will do, does it, records and shows what it found. */
export async function runProbe(invocation: Invocation, io: Io): Promise<number> {
  const { function: one, url, limitMillis, options, session } = invocation;
  for (const step of probeSteps(one, url)) say(io, step);
  await demandFunctionName("Probe", invocation, io);
  const record = {
    function: one.name,
    kind: "probe",
    url,
    headers: triesSecret(one) ? ["content-type", "x-cron-secret"] : [],
    body: undefined,
    reason: options.reason?.trim() || "whether it is deployed and refuses a wrong secret",
    limitMillis,
  } as const;
  const id = session === undefined ? null : await recordInvocation(session, record);
  const probe = await probeFunction(one, url, limitMillis, io);
  if (session !== undefined && id !== null) {
    const nothing = { status: null, body: "", truncated: false, millis: 0, error: probe.why };
    await recordAnswer(session, id, probe.answer ?? nothing);
  }
  const status = exitOf(probe);
  const { deployed, refuses, why } = probe;
  if (options.json) {
    const verb = { verb: "invoke", probe: true, function: one.name, url, invocation: id };
    printJson(io, { ...verb, deployed, refuses_wrong_secret: refuses, why, exit: status });
    return status;
  }
  io.stdout.write(`${refuses === false ? "P1 " : ""}${one.name}: ${why}\n`);
  if (id !== null) say(io, `recorded as invocation ${id}`);
  return status;
}

function exitOf({ deployed, refuses, answer }: Probe): number {
  if (deployed === null) return exit.unknown;
  if (!deployed || refuses === false) return exit.findings;
  // A secret was tried and the answer says nothing about it.
  return answer !== null && refuses === null ? exit.unknown : exit.clean;
}
