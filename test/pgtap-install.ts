import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type pg from "pg";
import { inject } from "vitest";

/**
 * Puts pgTAP into schema `tap`, out of the way of what is under test. The server from npm has no
 * such extension; there its script, plain SQL that another package carries, is run as it is.
 */
export async function installPgtap(superuser: pg.Client): Promise<void> {
  await superuser.query("create schema tap; grant usage on schema tap to public");
  if (inject("server").target === "embedded") {
    await superuser.query(`set search_path = tap; ${pgtapScript()}; reset search_path`);
  } else {
    await superuser.query("create extension pgtap schema tap");
  }
}

function pgtapScript(): string {
  const require = createRequire(import.meta.url);
  const archive = join(dirname(require.resolve("@electric-sql/pglite-pgtap")), "pgtap.tar.gz");
  const script = "share/postgresql/extension/pgtap--1.3.5.sql";
  return execFileSync("tar", ["-xzOf", archive, script], {
    encoding: "utf8",
    maxBuffer: 16 * 1024 * 1024,
  });
}
