import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { OpsError } from "../errors.ts";
import { tryLock, whoMigrates, whoUsesObjects } from "./lock.ts";
import { isServerError } from "./run-file.ts";

export interface WaitOptions {
  /** How long to wait for another installation, a running repair or a reader of our views. */
  readonly waitSeconds?: number;
  readonly onProgress?: (line: string) => void;
}

/** Thrown inside an attempt: nothing is wrong, somebody else must finish first. */
export function busy(who: string): OpsError {
  return new OpsError(who, { code: busyCode });
}

const busyCode = "OP004";
const defaultWaitSeconds = 60;

/**
 * Runs `work` in one transaction that holds the installer's lock, and again from the start while
 * somebody is in the way and time is left. It never waits with the transaction open: that would
 * hold back vacuum in the whole database. Nothing outlives it, be it lock or setting.
 */
export async function installTransaction<T>(
  client: pg.ClientBase,
  options: WaitOptions,
  work: () => Promise<T>,
): Promise<T> {
  const waitSeconds = options.waitSeconds ?? defaultWaitSeconds;
  const deadline = Date.now() + waitSeconds * 1000;
  let told = "";
  for (let pause = 100; ; pause = Math.min(pause * 2, 500)) {
    const outcome = await attempt(client, work);
    if ("result" in outcome) return outcome.result;
    if (Date.now() >= deadline) throw gaveUp(outcome.waitingFor, waitSeconds);
    if (outcome.waitingFor !== told) options.onProgress?.(`waiting for ${outcome.waitingFor}`);
    told = outcome.waitingFor;
    await sleep(Math.max(0, Math.min(pause, deadline - Date.now())));
  }
}

type Outcome<T> = { readonly result: T } | { readonly waitingFor: string };

async function attempt<T>(client: pg.ClientBase, work: () => Promise<T>): Promise<Outcome<T>> {
  try {
    await client.query(begin);
    if (await tryLock(client)) {
      const result = await work();
      await client.query("commit");
      return { result };
    }
    const waitingFor = `another installation: ${(await whoMigrates(client)) ?? "just ended"}`;
    await client.query("rollback");
    return { waitingFor };
  } catch (error: unknown) {
    // When the connection is gone there is nothing to roll back, and `error` says so better.
    await client.query("rollback").catch(() => {});
    const waitingFor = await contention(client, error);
    if (waitingFor === undefined) throw error;
    return { waitingFor };
  }
}

/**
 * All of it local to the transaction. The timeouts: `create or replace view` waits for readers
 * while new ones queue behind it, so it gives way soon and tries again; nothing else may cut an
 * installation short. The rest pins how names resolve and how definitions are deparsed.
 */
export const pinnedSettings = {
  lock_timeout: "2s",
  statement_timeout: "0",
  idle_in_transaction_session_timeout: "0",
  search_path: "pg_catalog, pg_temp",
  quote_all_identifiers: "off",
  standard_conforming_strings: "on",
  check_function_bodies: "on",
  default_tablespace: "",
  default_table_access_method: "heap",
  client_min_messages: "warning",
} as const;

const begin = [
  "begin isolation level read committed",
  ...Object.entries(pinnedSettings).map(
    ([name, value]) => `select set_config('${name}', '${value}', true)`,
  ),
].join(";\n");

/** Who is in the way, when that is all that the error means. */
async function contention(client: pg.ClientBase, error: unknown): Promise<string | undefined> {
  if (error instanceof OpsError && error.code === busyCode) return error.message;
  const cause = error instanceof OpsError ? error.cause : error;
  if (!isServerError(cause)) return undefined;
  if (cause.code === "55P03" || cause.code === "40P01") {
    return (await whoUsesObjects(client)) ?? "a lock that another session has just released";
  }
  return sharedWithOtherDatabases(cause) ? "an installation in another database" : undefined;
}

/** Our two roles belong to the cluster: an installation in another database may race for them. */
function sharedWithOtherDatabases({ code, message, schema }: pg.DatabaseError): boolean {
  if (code === "XX000") return message.includes("tuple concurrently");
  if (code === "23505") return schema === "pg_catalog";
  return (code === "42710" || code === "42704") && /^role .*(ops_\w+|\d+)/.test(message);
}

function gaveUp(waitingFor: string, waitSeconds: number): OpsError {
  return new OpsError(`waited ${waitSeconds} s for ${waitingFor}`, {
    code: busyCode,
    detail: "Nothing was changed.",
    hint: "Run it again when that has ended, or end it with select pg_terminate_backend(pid).",
  });
}
