import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { SecureVersion, ConnectionOptions as TlsOptions } from "node:tls";
import { usageError } from "../errors.ts";
import type { Io } from "../output/io.ts";
import type { Target } from "./target.ts";

/** What to offer the server: false is an unencrypted connection. */
export type Encryption = TlsOptions | false;

const modes = ["disable", "allow", "prefer", "require", "verify-ca", "verify-full"] as const;
type Mode = (typeof modes)[number];

/** What to try, in order, for an sslmode in libpq's meaning (the driver's own differs). */
export function encryptions(target: Target, io: Io): readonly Encryption[] {
  // Nothing crosses a wire on a socket: libpq ignores sslmode there too.
  if (target.host.startsWith("/")) return [false];
  const mode = readMode(target);
  if (mode === "disable") return [false];
  const tls = tlsOptions(target, mode, io);
  if (mode === "allow") return [false, tls];
  if (mode === "prefer") return [tls, false];
  return [tls];
}

function readMode(target: Target): Mode {
  const system = target.setting("sslrootcert") === "system";
  const given = target.setting("sslmode") ?? (system ? "verify-full" : "prefer");
  const mode = modes.find((known) => known === given);
  if (mode === undefined) {
    throw usageError(`"${given}" is not an sslmode`, `One of ${modes.join(", ")}.`);
  }
  if (system && mode !== "verify-full") {
    throw usageError(`sslrootcert=system needs sslmode=verify-full, not ${mode}`);
  }
  return mode;
}

function tlsOptions(target: Target, mode: Mode, io: Io): TlsOptions {
  const options = {
    ...ownCertificate(target, io),
    ...revocations(target, io),
    ...versions(target),
  };
  const roots = rootCertificates(target, io);
  // With a root certificate at hand libpq's "require" verifies the chain, as "verify-ca" does.
  const verifies = mode.startsWith("verify") || (mode === "require" && roots !== undefined);
  if (!verifies) return { ...options, rejectUnauthorized: false };
  if (roots === undefined) throw missingRoot(mode, io);
  const trusted = roots === "system" ? {} : { ca: roots };
  const identity = mode === "verify-full" ? {} : { checkServerIdentity: () => undefined };
  return { ...options, ...trusted, ...identity, rejectUnauthorized: true };
}

function rootCertificates(target: Target, io: Io): string | undefined {
  const given = target.setting("sslrootcert");
  if (given === "system") return given;
  const file = given ?? join(io.home, ".postgresql", "root.crt");
  if (existsSync(file)) return readFileSync(file, "utf8");
  if (given !== undefined && target.setting("sslmode")?.startsWith("verify")) {
    throw usageError(`the root certificate "${given}" (sslrootcert) does not exist`);
  }
  return undefined;
}

function missingRoot(mode: string, io: Io) {
  return usageError(
    `sslmode=${mode} needs a root certificate and there is none`,
    `Save the server's CA certificate as ${join(io.home, ".postgresql", "root.crt")} or name it with PGSSLROOTCERT; for a public CA use sslmode=verify-full with sslrootcert=system.`,
  );
}

function ownCertificate(target: Target, io: Io): TlsOptions {
  const cert = target.setting("sslcert") ?? join(io.home, ".postgresql", "postgresql.crt");
  if (!existsSync(cert)) {
    if (target.setting("sslcert") === undefined) return {};
    throw usageError(`the client certificate "${cert}" (sslcert) does not exist`);
  }
  const key = target.setting("sslkey") ?? join(io.home, ".postgresql", "postgresql.key");
  if (!existsSync(key)) {
    throw usageError(`there is a client certificate "${cert}" but no key "${key}" (sslkey)`);
  }
  const { mode, uid } = statSync(key);
  const open = uid === 0 ? 0o037 : 0o077;
  if (process.platform !== "win32" && (mode & open) !== 0) {
    throw usageError(`the key "${key}" can be read by others`, `Run: chmod 600 ${key}`);
  }
  const passphrase = target.setting("sslpassword");
  return {
    cert: readFileSync(cert, "utf8"),
    key: readFileSync(key, "utf8"),
    ...(passphrase === undefined ? {} : { passphrase }),
  };
}

function revocations(target: Target, io: Io): TlsOptions {
  const file = target.setting("sslcrl") ?? join(io.home, ".postgresql", "root.crl");
  return existsSync(file) ? { crl: readFileSync(file, "utf8") } : {};
}

function versions(target: Target): TlsOptions {
  const minimum = target.setting("ssl_min_protocol_version");
  const maximum = target.setting("ssl_max_protocol_version");
  return {
    ...(minimum === undefined ? {} : { minVersion: readVersion(minimum) }),
    ...(maximum === undefined ? {} : { maxVersion: readVersion(maximum) }),
  };
}

function readVersion(text: string): SecureVersion {
  const known: readonly SecureVersion[] = ["TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3"];
  const version = known.find((name) => name.toLowerCase() === text.toLowerCase());
  if (version) return version;
  throw usageError(`"${text}" is not a TLS version`, `One of ${known.join(", ")}.`);
}
