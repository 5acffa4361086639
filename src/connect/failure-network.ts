import type { Finding } from "./failure.ts";
import type { Target } from "./target.ts";

type Fields = Readonly<Record<string, unknown>>;

/** What kept the first byte from arriving. */
export function networkFailure(
  fields: Fields,
  target: Target,
  seconds: number,
): Finding | undefined {
  const message = String(fields.message ?? "");
  if (message === "timeout expired") return timedOut(target, seconds);
  if (/^Connection terminated/.test(message)) return closed(target);
  const code = String(fields.code ?? "");
  const finding = known[code];
  return finding ? { code, ...finding(target, String(fields.address ?? "")) } : undefined;
}

type Explain = (target: Target, address: string) => Omit<Finding, "code">;

const unknownName: Explain = ({ host, source }) => ({
  what: `there is no host named ${host}`,
  hint: `Check the name (it comes from ${source}). A hosted project that is paused has no name either: see its dashboard.`,
});

const unreachable: Explain = ({ host }, address) =>
  address.includes(":")
    ? {
        what: `${host} has only an IPv6 address (${address}) and this machine cannot reach it`,
        hint: "Use the session pooler's host (…pooler.supabase.com, port 5432, user postgres.<project>), which speaks IPv4, or a machine with IPv6.",
      }
    : {
        what: `this machine has no route to ${address || host}`,
        hint: "Check the network: VPN, firewall, container network.",
      };

const refused: Explain = ({ host, port }) => ({
  what: `nothing listens on ${host} port ${port}`,
  hint: "Check port and host, and that the server runs; a firewall can refuse too.",
});

const noSocket: Explain = ({ host, port }) => ({
  what: `there is no server at socket ${host}/.s.PGSQL.${port}`,
  hint: "Name the server: lotastro-ops … --url postgres://user@host:5432/database, DATABASE_URL or PGHOST.",
});

const known: Readonly<Record<string, Explain>> = {
  ENOTFOUND: unknownName,
  ENODATA: unknownName,
  EAI_AGAIN: ({ host }) => ({
    what: `the name server did not answer for ${host}`,
    hint: "Check this machine's network and DNS, then try again.",
  }),
  ENETUNREACH: unreachable,
  EHOSTUNREACH: unreachable,
  EADDRNOTAVAIL: unreachable,
  ECONNREFUSED: refused,
  ENOENT: noSocket,
  EACCES: ({ host, port }) => ({
    what: `this account may not open socket ${host}/.s.PGSQL.${port}`,
    hint: "Run as an account that may, or connect over TCP with --host.",
  }),
  ETIMEDOUT: (target) => timedOut(target),
  ECONNRESET: (target) => closed(target),
  EPIPE: (target) => closed(target),
};

function timedOut({ host, port }: Target, seconds?: number): Finding {
  return {
    code: "ETIMEDOUT",
    what: `${host} port ${port} did not answer${seconds === undefined ? "" : ` within ${seconds} s`}`,
    hint: "A firewall that drops packets looks like this: check allowed addresses and network restrictions. PGCONNECT_TIMEOUT waits longer.",
  };
}

function closed({ host, port }: Target): Finding {
  return {
    code: "ECONNRESET",
    what: `${host} port ${port} closed the connection before the login was complete`,
    hint: "Is it PostgreSQL that listens there? A proxy may demand TLS (sslmode=require); a server may be going down.",
  };
}
