import type pg from "pg";
import { OpsError } from "../errors.ts";
import { compareVersions } from "../version.ts";
import type { ServerFacts } from "./server-facts.ts";
import type { SourceTree } from "./source-tree.ts";

/** Statements go one by one and are committed one by one, or there is nothing to roll back to. */
export function refuseOpenTransaction(client: pg.ClientBase): void {
  const status = "getTransactionStatus" in client ? client.getTransactionStatus() : null;
  if (status !== "T" && status !== "E") return;
  throw new OpsError("the connection is inside a transaction", {
    code: "25001",
    hint: "Commit or roll back first: an installation is one transaction of its own.",
  });
}

/** Servers on which nothing can be installed. */
export function refuseServer(facts: ServerFacts): void {
  if (facts.version_num < 150000) {
    throw new OpsError(`PostgreSQL ${facts.version} is too old`, {
      code: "OP016",
      detail: "lotastro-ops needs PostgreSQL 15 or newer.",
      hint: "Upgrade the server first.",
    });
  }
  if (facts.standby) {
    throw new OpsError("this server is a standby and only reads", {
      code: "25006",
      hint: "Install on the primary; the standby receives it by itself.",
    });
  }
  if (facts.read_only) {
    throw new OpsError("this session only reads", {
      code: "25006",
      detail: `default_transaction_read_only is on for role ${facts.session_role} or database ${facts.database}.`,
      hint: "A host sets it when the disk is full: free space first. Else: set default_transaction_read_only = off",
    });
  }
}

/** A database that a newer release has written. */
export function refuseOlderPackage(
  tree: SourceTree,
  installed: string | null,
  ran: readonly string[],
): void {
  const upgrade = (version: string) => `npm install lotastro-ops@${version}`;
  if (installed !== null && compareVersions(tree.version, installed) < 0) {
    throw new OpsError(`the database has lotastro-ops ${installed}, this is ${tree.version}`, {
      code: "VERSION",
      detail: "An older release would replace newer functions and does not know newer tables.",
      hint: upgrade(installed),
    });
  }
  const unknown = ran.filter((name) => !tree.migrations.some((each) => each.name === name));
  if (unknown.length === 0) return;
  throw new OpsError(`the database has run migrations unknown to lotastro-ops ${tree.version}`, {
    code: "VERSION",
    detail: unknown.join(", "),
    hint: upgrade("latest"),
  });
}

/** Rights that an installation needs, named before the first statement fails for want of them. */
export function refuseWithoutRights(facts: ServerFacts, ran: readonly string[]): void {
  const { session_role: role, database, owner } = facts;
  if (owner !== null && ran.length === 0) {
    throw new OpsError("a schema ops exists that lotastro-ops did not make", {
      code: "42P06",
      detail: `It belongs to ${owner}, and no migration is recorded in ops_migrations.migration.`,
      hint: "Rename it (alter schema ops rename to …), or drop it if it is a left-over.",
    });
  }
  if (owner !== null && !facts.can_act_as_owner) {
    throw new OpsError(`role ${role} may not change schema ops`, {
      code: "42501",
      detail: `lotastro-ops was installed here by ${owner}, who owns it.`,
      hint: `Connect as ${owner}, or grant it: grant ${owner} to ${role}`,
    });
  }
  if (!facts.has_books_schema && !facts.can_create) {
    throw new OpsError(`role ${role} may not create schemas in database ${database}`, {
      code: "42501",
      hint: `As the owner of the database: grant create on database ${database} to ${role}`,
    });
  }
  if (owner === null && !facts.can_have_roles) {
    throw new OpsError(`role ${role} may not create roles`, {
      code: "42501",
      detail: "Roles ops_reader and ops_operator do not exist in this cluster.",
      hint: `As an administrator: create role ops_reader; create role ops_operator; grant ops_reader to ops_operator; or: alter role ${role} createrole`,
    });
  }
}
