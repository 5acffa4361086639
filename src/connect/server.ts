import type pg from "pg";
import { OpsError, toOpsError } from "../errors.ts";
import { compareVersions } from "../version.ts";
import type { Target } from "./target.ts";

/** What the other end says about itself. */
export interface ServerFacts {
  readonly database: string;
  readonly role: string;
  readonly standby: boolean;
  readonly serverVersion: string;
  /** Of the package in this database; undefined where it is not installed. */
  readonly installedVersion: string | undefined;
  /** Throws unless the database holds the package in this very version. */
  demandVersion(wanted: string): void;
}

interface Row {
  readonly database: string;
  readonly role: string;
  readonly standby: boolean;
  readonly server_version: string;
  readonly server_version_num: number;
  readonly installed: boolean;
}

const oldest = 150000;

// The catalog and not to_regprocedure(), which fails where the role may not use schema ops.
const facts = `
select current_database() as database, session_user as role, pg_is_in_recovery() as standby,
    current_setting('server_version') as server_version,
    current_setting('server_version_num')::int as server_version_num,
    exists (select from pg_catalog.pg_proc as p
        where p.pronamespace = (select n.oid from pg_catalog.pg_namespace as n where n.nspname = 'ops')
        and p.proname = 'version') as installed`;

/** Reads what the banner shows; refuses a server that is too old to go on with. */
export async function readServer(client: pg.Client): Promise<ServerFacts> {
  const { rows } = await client.query<Row>(facts);
  const [row] = rows;
  if (row === undefined) throw new OpsError("the server answered nothing", { code: "CONNECT" });
  if (row.server_version_num < oldest) {
    throw new OpsError(`PostgreSQL ${row.server_version} is too old`, {
      code: "OP016",
      hint: "lotastro-ops needs PostgreSQL 15 or newer.",
    });
  }
  const found = row.installed ? await readInstalledVersion(client) : {};
  return {
    database: row.database,
    role: row.role,
    standby: row.standby,
    serverVersion: row.server_version,
    installedVersion: found.version,
    demandVersion: (wanted) => {
      if (found.problem) throw found.problem;
      demandVersion(found.version, wanted, row.database);
    },
  };
}

/** Kept, not thrown: doctor and migrate go on where the role may not ask, or the answer is broken. */
async function readInstalledVersion(
  client: pg.Client,
): Promise<{ readonly version?: string; readonly problem?: OpsError }> {
  try {
    const { rows } = await client.query<{ version: string | null }>("select ops.version()");
    const version = rows[0]?.version;
    return version ? { version } : {};
  } catch (error: unknown) {
    return { problem: toOpsError(error) };
  }
}

function demandVersion(installed: string | undefined, wanted: string, database: string): void {
  if (installed === wanted) return;
  if (installed === undefined) {
    throw new OpsError(`lotastro-ops is not installed in database ${database}`, {
      code: "NOT_INSTALLED",
      hint: "Install it: lotastro-ops migrate up. It takes no lock on the application's tables.",
    });
  }
  const older = compareVersions(installed, wanted) < 0;
  throw new OpsError(
    `this command line is version ${wanted}, the database holds version ${installed}`,
    {
      code: "VERSION",
      hint: older
        ? "Upgrade the database: lotastro-ops migrate up."
        : `Upgrade the command line: npm install lotastro-ops@${installed}.`,
    },
  );
}

/** The one line that says where we are: never a password, never a whole connection string. */
export function describeServer(server: ServerFacts, target: Target, encrypted: boolean): string {
  const local = target.host.startsWith("/");
  const place = local ? `${target.host} port ${target.port}` : `${target.host}:${target.port}`;
  const wire = local ? "socket" : encrypted ? "TLS" : "not encrypted";
  const kind = server.standby ? "standby" : "primary";
  const version = `PostgreSQL ${server.serverVersion.split(" ")[0]}`;
  const words = [kind, version, wire, `from ${target.source}`];
  return `${place}, database ${server.database}, role ${server.role} (${words.join(", ")})`;
}
