import type pg from "pg";
import type { ServerFacts } from "./server-facts.ts";
import { definedNames, type ObjectFile, type SourceTree } from "./source-tree.ts";

/** One object file as it stands in the database. */
export interface ObjectState {
  /** 'functions/core/now.sql'; for a stray its name, 'routine ops.old'. */
  readonly path: string;
  readonly state: "installed" | "pending" | "edited by hand" | "missing" | "stray";
}

/** What is installed of the objects, and by which release. */
export interface InstalledObjects {
  readonly states: readonly ObjectState[];
  /** Release that installed them; null where none is recorded. */
  readonly version: string | null;
  /** False when an apply would change a row of ops.object_version. */
  readonly current: boolean;
}

interface Row {
  readonly path: string;
  readonly defined: number;
  readonly found: number;
  readonly definition_md5: string;
  readonly recorded_md5: string | null;
  readonly recorded_sha256: string | null;
  readonly same_major: boolean;
}

/**
 * The deparsed form of all that schema ops defines: what `edited by hand` is told by. It differs
 * between major versions of the server, and with settings that the caller must pin (search_path,
 * quote_all_identifiers).
 */
export const definitions = `
    select 'routine ' || p.proname as name, pg_get_function_identity_arguments(p.oid) as signature,
        pg_get_functiondef(p.oid) as definition
    from pg_proc as p
    where p.pronamespace = (select n.oid from pg_namespace as n where n.nspname = 'ops')
        and p.prokind in ('f', 'p')
    union all
    select 'view ' || c.relname, '', concat_ws(E'\\n', c.relkind, c.reloptions::text, pg_get_viewdef(c.oid))
    from pg_class as c
    where c.relnamespace = (select n.oid from pg_namespace as n where n.nspname = 'ops')
        and c.relkind in ('v', 'm')`;

/** The md5 of what the file `f` defines, '' where it defines nothing or nothing is left of it. */
export const definitionMd5 = `
    (select coalesce(md5(string_agg(d.definition, E'\\n' order by d.name, d.signature)), '')
    from definition as d where d.name = any (f.defines))`;

const recordless =
  "select null::text as path, null::text as sha256, null::text as definition_md5, 0 as server_major where false";

/** Compares files, records and catalog; it only reads. */
export async function readObjects(
  client: pg.ClientBase,
  facts: ServerFacts,
  tree: SourceTree,
): Promise<InstalledObjects> {
  const records = facts.has_versions ? "table ops.object_version" : recordless;
  const { rows } = await client.query<Row>(
    `with
    definition as materialized (${definitions}),
    f as (
        select * from jsonb_to_recordset($1::jsonb) as x(path text, defines text[])
    )
    select f.path, cardinality(f.defines) as defined,
        (select count(distinct d.name)::int from definition as d where d.name = any (f.defines)) as found,
        ${definitionMd5} as definition_md5,
        v.definition_md5 as recorded_md5, v.sha256 as recorded_sha256,
        coalesce(v.server_major = current_setting('server_version_num')::int / 10000, false) as same_major
    from f left join (${records}) as v on v.path = f.path`,
    [JSON.stringify(tree.objects.map(({ path, defines }) => ({ path, defines })))],
  );
  const byPath = new Map(rows.map((row) => [row.path, row]));
  const files = tree.objects.map((file) => ({ path: file.path, state: stateOf(file, byPath) }));
  const strays = await readStrays(client, tree);
  return {
    states: [...files, ...strays],
    ...(await readRecord(client, facts, tree)),
  };
}

function stateOf(file: ObjectFile, rows: ReadonlyMap<string, Row>): ObjectState["state"] {
  const row = rows.get(file.path);
  if (row === undefined || row.recorded_sha256 !== file.sha256) return "pending";
  if (row.found < row.defined) return "missing";
  // After an upgrade of the server the texts cannot be compared: they are recorded anew.
  if (!row.same_major) return "pending";
  return row.definition_md5 === row.recorded_md5 ? "installed" : "edited by hand";
}

async function readStrays(
  client: pg.ClientBase,
  tree: SourceTree,
): Promise<readonly ObjectState[]> {
  const numbered = tree.migrations.flatMap(({ text }) => definedNames(text));
  const known = [...tree.objects.flatMap(({ defines }) => defines), ...numbered];
  const { rows } = await client.query<{ name: string }>(
    `with definition as (${definitions})
    select distinct d.name from definition as d where d.name <> all ($1::text[]) order by d.name`,
    [known],
  );
  return rows.map(({ name }) => ({ path: name.replace(" ", " ops."), state: "stray" }));
}

async function readRecord(client: pg.ClientBase, facts: ServerFacts, tree: SourceTree) {
  if (!facts.has_versions) return { version: null, current: tree.objects.length === 0 };
  const { rows } = await client.query<{ path: string; package_version: string }>(
    "select path, package_version from ops.object_version order by applied_at desc, path",
  );
  const paths = new Set(tree.objects.map(({ path }) => path));
  const same = rows.every((row) => paths.has(row.path) && row.package_version === tree.version);
  return { version: rows[0]?.package_version ?? null, current: same && rows.length === paths.size };
}
