import type { Session } from "../connect/session.ts";
import type { OpsError } from "../errors.ts";
import { packageVersion } from "../version.ts";
import type { Io } from "./io.ts";

/** Form of what --json prints; raised when a reader written for the old one would break. */
export const jsonVersion = 1;

/** Prints the one object that a verb gives to programs. */
export function printJson(io: Io, body: Readonly<Record<string, unknown>>): void {
  const whole = { version: jsonVersion, package: packageVersion, ...body };
  io.stdout.write(`${JSON.stringify(whole, null, 2)}\n`);
}

/** Where the answer comes from. */
export function jsonServer({ target, server }: Session): Readonly<Record<string, unknown>> {
  const { database, role, standby, serverVersion } = server;
  const { host, port } = target;
  return { host, port, database, role, standby, server_version: serverVersion };
}

/** The same error that people read, field by field. */
export function jsonError(error: OpsError): Readonly<Record<string, unknown>> {
  const { message, code, detail, hint, place, exitStatus } = error;
  return { error: { message, code, detail, hint, ...place }, exit: exitStatus };
}
