import type { Finding } from "./failure.ts";
import type { Target } from "./target.ts";

type Fields = Readonly<Record<string, unknown>>;

const untrusted = new Set([
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_GET_ISSUER_CERT",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "CERT_SIGNATURE_FAILURE",
  "CERT_UNTRUSTED",
  "INVALID_CA",
]);

/** What went wrong between the first byte and an encrypted connection. */
export function tlsFailure(fields: Fields, { host, port }: Target): Finding | undefined {
  const code = String(fields.code ?? "");
  const message = String(fields.message ?? "");
  if (message === "The server does not support SSL connections") {
    return {
      code: "TLS_REFUSED",
      what: "the server does not offer TLS, and sslmode demands it",
      hint: "Switch TLS on in the server (ssl = on). Only inside a network you trust: sslmode=prefer.",
    };
  }
  if (message === "There was an error establishing an SSL connection") {
    return {
      code: "TLS_REFUSED",
      what: `what listens on ${host} port ${port} did not answer as PostgreSQL does`,
      hint: "Check the port: another service, or a server too busy to answer.",
    };
  }
  if (untrusted.has(code)) {
    return {
      code,
      what: "the server's certificate is not signed by an authority trusted here",
      hint: "Save the CA certificate that the provider publishes and name it with PGSSLROOTCERT (or sslrootcert=system for a public CA).",
    };
  }
  if (code === "ERR_TLS_CERT_ALTNAME_INVALID") {
    return {
      code,
      what: `the server's certificate is for another name than ${host}`,
      hint: "Connect by a name that the certificate carries; sslmode=verify-ca checks the authority only.",
    };
  }
  if (code === "CERT_HAS_EXPIRED" || code === "CERT_NOT_YET_VALID") {
    return {
      code,
      what: "the server's certificate is not valid today",
      hint: "Renew it on the server, and check this machine's clock.",
    };
  }
  if (code === "CERT_REVOKED") {
    return {
      code,
      what: "the server's certificate has been revoked",
      hint: "Do not work around this: ask who runs the server.",
    };
  }
  if (code === "EPROTO" || code.startsWith("ERR_SSL_") || code.startsWith("ERR_TLS_")) {
    return {
      code,
      what: "server and client could not agree on TLS",
      hint: "Versions or ciphers differ: see ssl_min_protocol_version on both sides; a client certificate may be demanded (PGSSLCERT, PGSSLKEY).",
    };
  }
  return undefined;
}
