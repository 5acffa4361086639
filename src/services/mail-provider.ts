import { errorFields } from "../errors.ts";
import type { Diagnosis } from "../output/diagnoses.ts";
import { type Answered, type Asking, askJson } from "./ask-json.ts";
import type { DnsRecord } from "./mail-dns.ts";

/** What to ask the mail provider about; it is only ever read. */
export interface ProviderQuestion extends Asking {
  readonly address: string;
  readonly domains: readonly string[];
  readonly bounces: boolean;
}

/** What was found, and the DNS records that the provider wants for each domain. */
export interface ProviderAnswer {
  readonly rows: readonly Diagnosis[];
  readonly records: ReadonlyMap<string, readonly DnsRecord[]>;
}

/** Is the key good, how much is left, are the domains verified, what bounced. */
export async function checkProvider(question: ProviderQuestion): Promise<ProviderAnswer> {
  const records = new Map<string, readonly DnsRecord[]>();
  if (question.secret === undefined) {
    const fix = "set RESEND_API_KEY, or give the key on standard input with --key-stdin";
    const detail = "no key was given: key, limits, domains and bounces are unknown";
    return { rows: [{ item: "provider key", state: "unknown", detail, fix }], records };
  }
  const listed = await askJson(`${question.address}/domains`, question);
  const key = keyRow(listed);
  const rows: Diagnosis[] = [key.row, ...limitRows(listed)];
  for (const name of question.domains) {
    rows.push(...(await domainRows(name, listed, key.readable, question, records)));
  }
  if (question.bounces) rows.push(...(await bounceRows(key.readable, question)));
  return { rows, records };
}

function keyRow(answer: Answered) {
  const row = (state: string, detail: string, fix: string | null = null, readable = false) => ({
    row: { item: "provider key", state, detail, fix },
    readable,
  });
  const { status, problem } = answer;
  if (problem !== null) return row("unknown", `the provider could not be asked: ${problem}`, later);
  const name = text(errorFields(answer.body).name);
  const data = errorFields(answer.body).data;
  if (status === 200 && Array.isArray(data)) {
    return row("ok", `valid, with full access: ${data.length} domains`, null, true);
  }
  // Only the name tells a good key that may not read from a bad one: both are 401.
  if (name === "restricted_api_key") {
    return row("ok", "valid, and may only send: domains and bounces are unknown");
  }
  if (status === 401 || status === 403 || /_api_key$/i.test(name)) {
    return row(
      "fail",
      `refused: ${status} ${name}`.trimEnd(),
      "make a new key, and set RESEND_API_KEY of the functions",
    );
  }
  if (status === 429) return row("unknown", `too many requests: ${name || 429}`, later);
  const what = status !== null && status >= 300 && status < 400 ? "a redirect, not followed" : name;
  return row("unknown", `the provider answered ${status} ${what}`.trimEnd(), later);
}

const later = "ask again in a while; the provider's status page says more";

function limitRows({ status, headers }: Answered): readonly Diagnosis[] {
  const of = (name: string) => headers.get(name);
  const rate = of("ratelimit-limit");
  const parts = [
    rate &&
      `${rate} requests a window, ${of("ratelimit-remaining") ?? "?"} left, new in ${of("ratelimit-reset") ?? "?"} s`,
    of("x-resend-daily-quota") && `${of("x-resend-daily-quota")} mails today`,
    of("x-resend-monthly-quota") && `${of("x-resend-monthly-quota")} mails this month`,
    of("retry-after") && `wait ${of("retry-after")} s`,
  ].filter(Boolean);
  if (status === null || (parts.length === 0 && status !== 429)) return [];
  const full = status === 429;
  const fix = full ? "fewer at once, or a larger plan" : null;
  return [
    { item: "limits", state: full ? "fail" : "ok", detail: parts.join("; ") || "reached", fix },
  ];
}

async function domainRows(
  name: string,
  listed: Answered,
  readable: boolean,
  question: ProviderQuestion,
  records: Map<string, readonly DnsRecord[]>,
): Promise<readonly Diagnosis[]> {
  const item = `domain ${name}`;
  if (!readable) {
    return [{ item, state: "unknown", detail: "the key may not read domains", fix: dashboard }];
  }
  const known = list(errorFields(listed.body).data).find(
    (one) => text(one.name).toLowerCase() === name,
  );
  if (known === undefined) {
    return [{ item, state: "fail", detail: "the provider has no such domain", fix: dashboard }];
  }
  const state = text(known.status);
  const one = await askJson(
    `${question.address}/domains/${encodeURIComponent(text(known.id))}`,
    question,
  );
  const wanted = list(errorFields(one.body).records);
  records.set(
    name,
    wanted.flatMap((record) => wantedRecord(record, name)),
  );
  const open = wanted.filter((record) => text(record.status) !== "verified");
  const missing = open.map(
    (record) =>
      `${text(record.record)} ${text(record.type)} ${text(record.name)}: ${text(record.status)}`,
  );
  const detail = [state, ...missing].join("; ");
  return state === "verified"
    ? [{ item, state: "ok", detail, fix: null }]
    : [
        {
          item,
          state: "fail",
          detail,
          fix: "enter its records at the DNS provider as shown, then Verify",
        },
      ];
}

const dashboard = "provider's dashboard -> Domains";

/** Names come as `send` or in full. */
function wantedRecord(record: Fields, domain: string): readonly DnsRecord[] {
  const type = text(record.type);
  const name = text(record.name).toLowerCase();
  if ((type !== "TXT" && type !== "MX") || name === "") return [];
  const full = name === domain || name.endsWith(`.${domain}`) ? name : `${name}.${domain}`;
  return [{ what: text(record.record), type, name: full, value: text(record.value) }];
}

async function bounceRows(
  readable: boolean,
  question: ProviderQuestion,
): Promise<readonly Diagnosis[]> {
  const item = "bounces";
  if (!readable) {
    return [
      {
        item,
        state: "unknown",
        detail: "the key may not read mails",
        fix: "provider's dashboard -> Emails",
      },
    ];
  }
  const answer = await askJson(`${question.address}/emails?limit=100`, question);
  const { data } = errorFields(answer.body);
  if (answer.status !== 200 || !Array.isArray(data)) {
    const detail = answer.problem ?? `the provider answered ${answer.status}`;
    return [
      {
        item,
        state: "unknown",
        detail,
        fix: "provider's dashboard -> Emails",
      },
    ];
  }
  const bad = list(data).filter((mail) => badEvents.has(text(mail.last_event)));
  const shown = bad
    .slice(0, 10)
    .map(
      (mail) =>
        `${text(mail.last_event)}: ${[mail.to].flat().map(text).join(", ")} ${text(mail.created_at)}`,
    );
  const detail = `${bad.length} of the last ${data.length} mails\n${shown.join("\n")}`.trimEnd();
  const fix = "an address on the suppression list gets nothing more until it is removed there";
  return [
    { item, state: bad.length > 0 ? "warn" : "ok", detail, fix: bad.length > 0 ? fix : null },
  ];
}

const badEvents: ReadonlySet<string> = new Set(["bounced", "complained", "failed", "suppressed"]);

type Fields = Readonly<Record<string, unknown>>;

function list(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.map(errorFields) : [];
}

/** Of a stranger's answer: no control characters reach the terminal, and no more than a line. */
function text(value: unknown): string {
  return typeof value === "string" ? value.replace(/[^\P{C}]/gu, " ").slice(0, 300) : "";
}
