import { errorFields, OpsError, toOpsError, usageError } from "../errors.ts";
import { exit } from "../output/exit.ts";
import { type Io, say } from "../output/io.ts";
import { printJson } from "../output/json.ts";
import { statusAdvice } from "../services/advice.ts";
import { type Answer, callFunction } from "../services/call-function.ts";
import { readInput, readPhoto } from "../services/image.ts";
import { recordAnswer, recordInvocation } from "../services/record.ts";
import { findKeys } from "../services/secrets.ts";
import type { Invocation, InvokeOptions } from "./invoke.ts";
import { demandFunctionName } from "./invoke-consent.ts";

/** Calls the function, records and shows what came back. */
export async function runCall(invocation: Invocation, io: Io): Promise<number> {
  const { function: one, url, limitMillis, options, session } = invocation;
  const content = readContent(options);
  const keys = await findKeys(one, options.secretStdin === true, io);
  const headers = { "content-type": "application/json", ...keys.headers };
  say(io, `${one.name}: ${one.purpose}`);
  say(io, "this is the real thing, and it cannot be undone");
  await demandFunctionName("Call", invocation, io);
  const record = {
    function: one.name,
    kind: "call",
    url,
    headers: Object.keys(headers),
    body: content.record,
    reason: options.reason ?? "",
    limitMillis,
  } as const;
  const id = session === undefined ? null : await recordInvocation(session, record);
  const { secrets } = keys;
  const request = {
    url,
    method: "POST",
    headers,
    body: content.sent,
    limitMillis,
    secrets,
  } as const;
  const answer = await callFunction({ ...request, signal: io.signal });
  if (session !== undefined && id !== null)
    await keepAnswer(() => recordAnswer(session, id, answer), answer);
  return show(invocation, id, answer, io);
}

/** The call was made: that it could not be recorded must not hide what came of it. */
async function keepAnswer(work: () => Promise<void>, answer: Answer): Promise<void> {
  try {
    await work();
  } catch (error: unknown) {
    const { code, message } = toOpsError(error);
    const outcome = answer.status === null ? answer.error : `status ${answer.status}`;
    throw new OpsError(`the function was called (${outcome}), but that could not be recorded`, {
      code,
      detail: message,
      hint: "Do not call it again only for that: note it in the incident by hand.",
    });
  }
}

function show(invocation: Invocation, id: string | null, answer: Answer, io: Io): number {
  const { function: one, url, options } = invocation;
  const { status, body, truncated, error, millis } = answer;
  const good = status !== null && status >= 200 && status < 300;
  const outcome = good ? exit.clean : status === null ? exit.failed : exit.findings;
  const advice = status === null ? null : statusAdvice(status);
  if (options.json) {
    const verb = { verb: "invoke", function: one.name, url, invocation: id };
    printJson(io, {
      ...verb,
      status,
      error,
      answer: body,
      truncated,
      millis,
      advice,
      exit: outcome,
    });
    return outcome;
  }
  if (body !== "") io.stdout.write(`${body}${truncated ? "…" : ""}\n`);
  const came = status === null ? `no answer: ${error}` : `answered ${status}`;
  say(io, `${one.name}: ${came} after ${millis} ms${advice === null ? "" : `; ${advice}`}`);
  if (truncated) say(io, "only the first 64 kB were read");
  if (id !== null) say(io, `recorded as invocation ${id}`);
  return outcome;
}

/** What is sent, and what is recorded of it: a photo by its name and fingerprint only. */
function readContent(options: InvokeOptions): { sent: string; record: unknown } {
  const body = options.body === undefined ? {} : parse(options.body);
  if (options.image === undefined) return { sent: JSON.stringify(body), record: body };
  const photo = readPhoto(options.image);
  const field = options.imageField ?? "image";
  return {
    sent: JSON.stringify({ ...body, [field]: photo.dataUrl }),
    record: { ...body, [field]: photo.record },
  };
}

function parse(path: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(readInput(path).toString("utf8"));
  } catch (error: unknown) {
    if (error instanceof OpsError) throw error;
    throw usageError(`${path} holds no JSON: ${String(errorFields(error).message)}`);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw usageError(`${path} holds no JSON object`);
  }
  return value as Record<string, unknown>;
}
