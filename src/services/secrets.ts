import { createInterface } from "node:readline";
import { usageError } from "../errors.ts";
import { askSecret } from "../output/ask.ts";
import type { Io } from "../output/io.ts";
import type { EdgeFunction, Header } from "./edge-functions.ts";

/** Headers that open a function, and the texts that must appear nowhere else. */
export interface Keys {
  readonly headers: Readonly<Record<string, string>>;
  readonly secrets: readonly string[];
}

/** Where the secret of each kind comes from: never from the command line, which others can read. */
const variables: Readonly<Record<Exclude<Header, "none" | "signature">, string>> = {
  "x-cron-secret": "CRON_SECRET",
  "user token": "LOTASTRO_USER_TOKEN",
  "service key": "SUPABASE_SERVICE_ROLE_KEY",
  "x-api-key": "LOTASTRO_API_KEY",
};

/** Finds what the function wants, in the environment or as the first line of standard input. */
export async function findKeys(
  { name, header }: EdgeFunction,
  fromStdin: boolean,
  io: Io,
): Promise<Keys> {
  if (header === "signature") {
    throw usageError(
      `function ${name} takes only what the CRM has signed`,
      "Send the message again from the CRM.",
    );
  }
  const anon = clean(io.env.SUPABASE_ANON_KEY, "SUPABASE_ANON_KEY");
  if (header === "none") return keysOf({}, anon);
  const variable = variables[header];
  const given = fromStdin ? await firstLine(variable, io) : io.env[variable];
  const secret = clean(given, fromStdin ? "standard input" : variable);
  if (secret === undefined) {
    throw usageError(
      `function ${name} wants a ${header}, and ${variable} is not set`,
      `Set ${variable} in the environment, or give it on standard input with --secret-stdin.`,
    );
  }
  const own = header === "x-cron-secret" || header === "x-api-key";
  return keysOf(own ? { [header]: secret } : { authorization: `Bearer ${secret}` }, anon, secret);
}

/** A wrong secret of the right shape, to see whether it is refused. */
export function wrongKeys(wrong: string, io: Io): Keys {
  const anon = clean(io.env.SUPABASE_ANON_KEY, "SUPABASE_ANON_KEY");
  return keysOf({ "x-cron-secret": wrong }, anon);
}

/** The text without any of the secrets, however an answer may have written them. */
export function blot(text: string, secrets: readonly string[]): string {
  const forms = secrets.flatMap((secret) => [
    secret,
    encodeURIComponent(secret),
    JSON.stringify(secret).slice(1, -1),
    Buffer.from(secret).toString("base64").replace(/=+$/, ""),
  ]);
  // Longest first, so that none is cut by another that is part of it.
  return forms
    .toSorted((a, b) => b.length - a.length)
    .reduce((clear, form) => clear.replaceAll(form, "***"), text);
}

/** The gateway wants some token; where the function wants none of its own, the public one does. */
function keysOf(
  own: Readonly<Record<string, string>>,
  anon: string | undefined,
  secret?: string,
): Keys {
  const gateway = anon === undefined ? {} : { authorization: `Bearer ${anon}`, apikey: anon };
  const secrets = [secret, anon].filter((one) => one !== undefined);
  return { headers: { ...gateway, ...own }, secrets };
}

/** Refused here, without showing it: node's own error would show it whole. */
function clean(value: string | undefined, source: string): string | undefined {
  const secret = value?.trim();
  if (secret === undefined || secret === "") return undefined;
  if (!/^[\x21-\x7e]{1,8192}$/.test(secret)) {
    throw usageError(`${source} holds characters that no header can carry`);
  }
  return secret;
}

async function firstLine(variable: string, io: Io): Promise<string> {
  if (io.stdin.isTTY === true) return askSecret(`${variable}: `, io);
  for await (const line of createInterface({ input: io.stdin })) return line;
  return "";
}
