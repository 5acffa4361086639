import type { Finding } from "./failure.ts";
import type { Target } from "./target.ts";

type Fields = Readonly<Record<string, unknown>>;
type Explain = (target: Target, message: string) => Omit<Finding, "code">;

/** What the server itself answered to the login. */
export function serverFailure(fields: Fields, target: Target): Finding | undefined {
  if (typeof fields.severity !== "string") return undefined;
  const code = String(fields.code ?? "");
  const message = String(fields.message ?? "");
  const explain = isUnknownTenant(message) ? unknownTenant : known[code];
  return explain ? { code, ...explain(target, message) } : undefined;
}

const wrongPassword: Explain = ({ user, passwordSource }) => ({
  what: `the password for ${user} is wrong${passwordSource ? ` (it came from ${passwordSource})` : ""}`,
  hint: "The server says the same of a role that does not exist. Reset the password in the dashboard or with alter role; in a URI write : / ? @ % as %3A %2F %3F %40 %25.",
});

/** 28000 covers a missing role, a role without login and a rule of pg_hba.conf. */
const notAdmitted: Explain = ({ user }, message) => {
  if (/no encryption/.test(message)) {
    return {
      what: `the server admits ${user} from here only with TLS`,
      hint: "Add sslmode=require.",
    };
  }
  if (/pg_hba\.conf/.test(message)) {
    return {
      what: `pg_hba.conf admits no connection of ${user} from this address`,
      hint: "Add a line for this address and role to pg_hba.conf, or this address to the network restrictions.",
    };
  }
  if (/not permitted to log in/.test(message)) {
    return {
      what: `role ${user} may not log in`,
      hint: `Use a role that may, or: alter role "${user}" login.`,
    };
  }
  return {
    what: `the server knows no role ${user}`,
    hint: "Name the role: --username, PGUSER or postgres://role@host. Through a pooler it is postgres.<project>.",
  };
};

const unknownTenant: Explain = ({ user, host }) => ({
  what: `the pooler knows no project for user ${user}`,
  hint: `Through the pooler the user is postgres.<project>, and ${host} must be the pooler of the project's region.`,
});

const starting: Explain = (_target, message) => ({
  what: `the server does not take connections yet (${message})`,
  hint: "Wait and try again; recovery after a crash can take minutes. If it stays so, read the server's log.",
});

const ended: Explain = () => ({
  what: "the server is shutting down",
  hint: "Wait for it to come back; if nobody stopped it, read the server's log.",
});

const known: Readonly<Record<string, Explain>> = {
  "28P01": wrongPassword,
  "28000": notAdmitted,
  "3D000": ({ database }) => ({
    what: `there is no database ${database}`,
    hint: "Name it: --dbname, PGDATABASE or the end of the URI. On hosted projects it is postgres.",
  }),
  "42501": ({ user, database }) => ({
    what: `role ${user} may not connect to ${database}`,
    hint: `As the database's owner: grant connect on database "${database}" to "${user}".`,
  }),
  "53300": () => ({
    what: "the server has no connection left",
    hint: "End idle sessions (lotastro-ops runbook connections), or connect as a role that may use the reserved ones (superuser; pg_use_reserved_connections from 16 on).",
  }),
  "57P03": starting,
  "57P01": ended,
  "57P02": ended,
  "08P01": () => ({
    what: "the server or pooler refuses one of the settings sent with the login",
    hint: "Poolers refuse PGOPTIONS: unset it, or connect directly to the server.",
  }),
};

function isUnknownTenant(message: string): boolean {
  return /tenant or user not found/i.test(message);
}
