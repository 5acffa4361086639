import type pg from "pg";
import { OpsError } from "../errors.ts";
import { definitionMd5, definitions } from "./object-states.ts";
import { runFile } from "./run-file.ts";
import type { SourceTree } from "./source-tree.ts";

/**
 * Statements that record what has just been applied. `files` is a query giving path, sha256 and
 * defines of every file; `version` an SQL expression.
 */
export function recordStatements(files: string, version: string): readonly string[] {
  return [
    `delete from ops.object_version as v
where v.path not in (select f.path from (${files}) as f)`,
    `with
    definition as materialized (${definitions}),
    f as (${files})
insert into ops.object_version as v (path, sha256, definition_md5, server_major, package_version)
select f.path, f.sha256, ${definitionMd5}, current_setting('server_version_num')::int / 10000, ${version}
from f
on conflict (path) do update set
    sha256 = excluded.sha256, definition_md5 = excluded.definition_md5,
    server_major = excluded.server_major, package_version = excluded.package_version,
    applied_at = excluded.applied_at`,
  ];
}

/** Applies every object file and records it, inside the caller's transaction. */
export async function applyObjects(client: pg.ClientBase, tree: SourceTree): Promise<void> {
  // Some are `language sql` over tables of the application, which this database may not have.
  await client.query("set local check_function_bodies = off");
  for (const file of tree.objects) await runFile(client, `sql/${file.path}`, file.text);
  await client.query("set local check_function_bodies = on");
  await requireRecordTable(client);
  const files = JSON.stringify(
    tree.objects.map(({ path, sha256, defines }) => ({ path, sha256, defines })),
  );
  const source = `select * from jsonb_to_recordset(${client.escapeLiteral(files)}::jsonb)
        as x(path text, sha256 text, defines text[])`;
  for (const statement of recordStatements(source, client.escapeLiteral(tree.version))) {
    await client.query(statement);
  }
  await finishInstall(client, tree.version);
}

async function requireRecordTable(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ found: boolean }>(
    "select to_regclass('ops.object_version') is not null as found",
  );
  if (rows[0]?.found) return;
  throw new OpsError("no migration creates ops.object_version", {
    code: "PACKAGE",
    hint: "The package is incomplete: install it again.",
  });
}

async function finishInstall(client: pg.ClientBase, version: string): Promise<void> {
  const { rows } = await client.query<{ found: boolean }>(
    "select to_regprocedure('ops._finish_install(text)') is not null as found",
  );
  if (rows[0]?.found) await client.query("select ops._finish_install($1)", [version]);
}
