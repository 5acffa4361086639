import { errorFields } from "../errors.ts";
import type { Diagnosis } from "../output/diagnoses.ts";

/** The two questions of node's own resolver, or what a test puts in their place. */
export interface MailResolver {
  resolveTxt(name: string): Promise<string[][]>;
  resolveMx(name: string): Promise<{ exchange: string; priority: number }[]>;
}

/** A record that the provider asks for. */
export interface DnsRecord {
  readonly what: string;
  readonly type: "TXT" | "MX";
  readonly name: string;
  readonly value: string;
}

/** How the sending domain is set up where the provider does not say. */
export interface MailSetup {
  /** Subdomain that bounces go to, and that SPF is asked of. */
  readonly returnPath: string;
  readonly spfInclude: string;
  readonly dkimSelector: string;
}

/** SPF, DKIM, MX and DMARC as the world sees them; with the provider's records, exactly those too. */
export async function checkMailDns(
  domain: string,
  setup: MailSetup,
  wanted: readonly DnsRecord[],
  resolver: MailResolver,
): Promise<readonly Diagnosis[]> {
  const bounces = `${setup.returnPath}.${domain}`;
  const rows = [
    await txtRow(`SPF ${bounces}`, bounces, resolver, (found) => judgeSpf(found, setup.spfInclude)),
    await txtRow(
      `DKIM ${domain}`,
      `${setup.dkimSelector}._domainkey.${domain}`,
      resolver,
      judgeDkim,
    ),
    await mxRow(`MX ${bounces}`, bounces, resolver),
    await txtRow(`DMARC ${domain}`, `_dmarc.${domain}`, resolver, judgeDmarc),
  ];
  for (const record of wanted) rows.push(await exactRow(record, resolver));
  return rows;
}

interface Judged {
  readonly state: string;
  readonly detail: string;
  readonly fix?: string;
}

const enter = "enter the record at the DNS provider exactly as the mail provider shows it";

function judgeSpf(found: readonly string[], include: string): Judged {
  const policies = found.filter((one) => /^v=spf1( |$)/i.test(one));
  const [policy] = policies;
  if (policy === undefined) return { state: "fail", detail: "no SPF policy", fix: enter };
  if (policies.length > 1) {
    const fix = "leave one: receivers take several for an error";
    return { state: "fail", detail: `${policies.length} SPF policies`, fix };
  }
  const included = policy
    .toLowerCase()
    .split(/\s+/)
    .some((term) => term.replace(/^[+]/, "") === `include:${include}`);
  return included
    ? { state: "ok", detail: policy }
    : { state: "fail", detail: `${policy} does not include ${include}`, fix: enter };
}

function judgeDkim(found: readonly string[]): Judged {
  const keys = found.filter((one) => /(^|;)\s*p\s*=/i.test(one));
  if (keys.length === 0) return { state: "fail", detail: "no DKIM key", fix: enter };
  if (keys.length > 1)
    return { state: "fail", detail: `${keys.length} DKIM keys under one name`, fix: "leave one" };
  const value = /(?:^|;)\s*p\s*=\s*([^;]*)/i.exec(keys[0] ?? "")?.[1]?.trim() ?? "";
  return value === ""
    ? { state: "fail", detail: "the DKIM key is revoked: p is empty", fix: enter }
    : { state: "ok", detail: `a key of ${value.length} characters` };
}

function judgeDmarc(found: readonly string[]): Judged {
  const policy = found.find((one) => /^v=dmarc1/i.test(one));
  return policy === undefined
    ? {
        state: "warn",
        detail: "no DMARC policy",
        fix: "large receivers ask for one: v=DMARC1; p=none is enough",
      }
    : { state: "ok", detail: policy };
}

async function txtRow(
  item: string,
  name: string,
  resolver: MailResolver,
  judge: (found: readonly string[]) => Judged,
): Promise<Diagnosis> {
  const found = await texts(name, resolver);
  if (typeof found === "string") return unknown(item, found);
  const { state, detail, fix } = judge(found);
  return { item, state, detail: printable(detail), fix: fix ?? null };
}

async function mxRow(item: string, name: string, resolver: MailResolver): Promise<Diagnosis> {
  const found = await exchanges(name, resolver);
  if (typeof found === "string") return unknown(item, found);
  const detail = found.map(({ exchange, priority }) => `${priority} ${exchange}`).join(", ");
  return found.length > 0
    ? { item, state: "ok", detail: printable(detail), fix: null }
    : { item, state: "fail", detail: "no mail exchanger: bounces go nowhere", fix: enter };
}

async function exactRow(record: DnsRecord, resolver: MailResolver): Promise<Diagnosis> {
  const item = `${record.what} ${record.name}`;
  const found =
    record.type === "TXT" ? await texts(record.name, resolver) : await hosts(record.name, resolver);
  if (typeof found === "string") return unknown(item, found);
  const same = (one: string) => plain(one) === plain(record.value);
  return found.some(same)
    ? { item, state: "ok", detail: "as the provider wants it", fix: null }
    : {
        item,
        state: "fail",
        detail: `${record.type} is not ${printable(record.value)}`,
        fix: enter,
      };
}

/** All texts of a name, each joined from its pieces; a word says why it cannot be known. */
async function texts(name: string, resolver: MailResolver): Promise<readonly string[] | string> {
  return lookUp(async () => (await resolver.resolveTxt(name)).map((pieces) => pieces.join("")));
}

async function exchanges(name: string, resolver: MailResolver) {
  return lookUp(async () =>
    // A single "." says that the domain takes no mail.
    (await resolver.resolveMx(name)).filter(({ exchange }) => exchange !== "" && exchange !== "."),
  );
}

async function hosts(name: string, resolver: MailResolver): Promise<readonly string[] | string> {
  const found = await exchanges(name, resolver);
  return typeof found === "string" ? found : found.map(({ exchange }) => exchange);
}

async function lookUp<Found>(
  ask: () => Promise<readonly Found[]>,
): Promise<readonly Found[] | string> {
  try {
    return await ask();
  } catch (error: unknown) {
    const { code } = errorFields(error);
    // No such name, or none of this type: a sure answer. Anything else is none.
    return code === "ENOTFOUND" || code === "ENODATA"
      ? []
      : `DNS does not answer (${String(code ?? "?")})`;
  }
}

function unknown(item: string, why: string): Diagnosis {
  return { item, state: "unknown", detail: why, fix: "ask again, or from another network" };
}

function plain(value: string): string {
  return value.toLowerCase().replace(/\s+/g, " ").trim().replace(/\.$/, "");
}

/** What stands in DNS is a stranger's text: no control characters reach the terminal. */
function printable(value: string): string {
  return value.replace(/[^\P{C}]/gu, " ").slice(0, 300);
}
