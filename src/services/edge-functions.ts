import { readFileSync } from "node:fs";
import type { Session } from "../connect/session.ts";
import { OpsError, usageError } from "../errors.ts";

/** How an edge function tells who calls. */
export type Header =
  | "x-cron-secret"
  | "user token"
  | "service key"
  | "x-api-key"
  | "signature"
  | "none";

/** ops.edge_function: one function of the application. */
export interface EdgeFunction {
  readonly name: string;
  readonly purpose: string;
  readonly header: Header;
  readonly secrets: readonly string[];
  readonly verify_jwt: boolean | null;
  readonly schedule: string | null;
  readonly harmless: boolean;
  readonly exists_in_app: boolean;
  /** Columns that are inferred from what it does, and were read nowhere. */
  readonly inferred: readonly string[];
}

const file = new URL("../../sql/functions/functions/_edge_function_seed.sql", import.meta.url);

/** The release's catalogue, read from the package and not from a database. */
export function readEdgeFunctions(): readonly EdgeFunction[] {
  const block = /\$seed\$(.*?)\$seed\$/s.exec(readFileSync(file, "utf8"))?.[1];
  if (block === undefined) {
    throw new OpsError(`${file.pathname} holds no catalogue`, {
      code: "PACKAGE",
      hint: "Install the package again: its files are not complete.",
    });
  }
  return JSON.parse(block) as readonly EdgeFunction[];
}

/** The catalogue as a database has it, with what its people say of their functions. */
export function queryEdgeFunctions(session: Session): Promise<readonly EdgeFunction[]> {
  return session.query<EdgeFunction>(
    `select name, purpose, header, secrets, verify_jwt, schedule, harmless, exists_in_app, inferred
     from ops.edge_functions()`,
  );
}

/** One function by name. */
export function findEdgeFunction(functions: readonly EdgeFunction[], name: string): EdgeFunction {
  const found = functions.find((one) => one.name === name);
  if (found === undefined) {
    const names = functions.map((one) => one.name).join(", ");
    throw usageError(`no edge function is named "${name}"`, `One of ${names}.`);
  }
  if (!found.exists_in_app) {
    throw usageError(`nobody has written function ${name}`, "Documents name it, the app has none.");
  }
  return found;
}
