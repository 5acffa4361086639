import { Resolver } from "node:dns/promises";
import { createInterface } from "node:readline";
import type { Command } from "commander";
import { usageError } from "../errors.ts";
import { askSecret } from "../output/ask.ts";
import { type Diagnosis, showDiagnoses } from "../output/diagnoses.ts";
import { exit, worst } from "../output/exit.ts";
import type { Io } from "../output/io.ts";
import { printJson } from "../output/json.ts";
import { plainAddress } from "../services/address.ts";
import { checkMailDns, type MailResolver } from "../services/mail-dns.ts";
import { checkProvider } from "../services/mail-provider.ts";
import { collect, type Perform } from "./verb.ts";

/** What `mail-check` takes. */
export interface MailCheckOptions {
  readonly domain?: readonly string[] | undefined;
  readonly provider?: string | undefined;
  readonly keyStdin?: boolean | undefined;
  readonly bounces?: boolean | undefined;
  readonly returnPath?: string | undefined;
  readonly spfInclude?: string | undefined;
  readonly dkimSelector?: string | undefined;
  readonly json?: boolean | undefined;
}

/** Who answers names, and how long anybody may take; tests put their own in its place. */
export interface Network {
  readonly resolver: MailResolver;
  readonly limitMillis: number;
}

/** Adds the verb to the program. */
export function registerMailCheck(program: Command, perform: Perform): void {
  program
    .command("mail-check")
    .description(
      "ask the mail provider and DNS: key, limits, domain, SPF, DKIM, MX, bounces; only reads",
    )
    .option("--domain <name>", "sending domain; may be repeated", collect)
    .option("--bounces", "mails that bounced, of the last 100 at the provider")
    .option("--key-stdin", "read the key from standard input; else RESEND_API_KEY")
    .option("--provider <address>", "default: https://api.resend.com")
    .option("--return-path <label>", "subdomain for bounces and SPF (default: send)")
    .option("--spf-include <domain>", "what SPF must include (default: amazonses.com)")
    .option("--dkim-selector <label>", "default: resend")
    .option("--json", "one object on standard output")
    .action((options: MailCheckOptions) => perform(options, (io) => run(options, io)));
}

/** Asks, shows what was found, and ranks it: nothing is sent, nothing is changed. */
export async function run(
  options: MailCheckOptions,
  io: Io,
  network = realNetwork(),
): Promise<number> {
  const domains = (options.domain ?? []).map(readDomain);
  const secret = await readKey(options, io);
  const address = plainAddress(options.provider ?? "https://api.resend.com", "--provider");
  const setup = {
    returnPath: readLabel(options.returnPath ?? "send", "--return-path"),
    spfInclude: readDomain(options.spfInclude ?? "amazonses.com"),
    dkimSelector: readLabel(options.dkimSelector ?? "resend", "--dkim-selector"),
  };
  const { resolver, limitMillis } = network;
  const asking = { secret, limitMillis, signal: io.signal };
  const provider = await checkProvider({
    ...asking,
    address,
    domains,
    bounces: options.bounces === true,
  });
  const rows: Diagnosis[] = [...provider.rows];
  for (const domain of domains) {
    rows.push(...(await checkMailDns(domain, setup, provider.records.get(domain) ?? [], resolver)));
  }
  const status = statusOf(rows);
  if (options.json) printJson(io, { verb: "mail-check", provider: address, rows, exit: status });
  else showDiagnoses(rows, io);
  return status;
}

function statusOf(rows: readonly Diagnosis[]): number {
  const some = (state: string) => rows.some((row) => row.state === state);
  return worst(
    some("fail") ? exit.findings : exit.clean,
    some("unknown") ? exit.unknown : exit.clean,
  );
}

/** Never from the command line, which other users of the machine can read; never shown. */
async function readKey({ keyStdin }: MailCheckOptions, io: Io): Promise<string | undefined> {
  const source = keyStdin ? "standard input" : "RESEND_API_KEY";
  const given = (keyStdin ? await firstLine(io) : (io.env.RESEND_API_KEY ?? "")).trim();
  if (given === "" && keyStdin) throw usageError("standard input holds no key");
  if (!/^[\x21-\x7e]{0,500}$/.test(given)) {
    throw usageError(`${source} holds characters that no key has`);
  }
  return given === "" ? undefined : given;
}

async function firstLine(io: Io): Promise<string> {
  if (io.stdin.isTTY === true) return askSecret("Key of the mail provider: ", io);
  for await (const line of createInterface({ input: io.stdin })) return line;
  return "";
}

function readDomain(text: string): string {
  const name = text.toLowerCase().replace(/\.$/, "");
  if (
    name.length > 253 ||
    !/^([a-z0-9_]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/.test(name)
  ) {
    throw usageError("that is no domain", "Give it as in mail.example.com.");
  }
  return name;
}

function readLabel(text: string, option: string): string {
  if (!/^[a-z0-9_]([a-z0-9_.-]{0,61}[a-z0-9])?$/i.test(text))
    throw usageError(`${option} is no part of a domain`);
  return text.toLowerCase();
}

function realNetwork(): Network {
  return { resolver: new Resolver({ timeout: 3000, tries: 2 }), limitMillis: 10_000 };
}
