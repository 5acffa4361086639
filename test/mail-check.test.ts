import { createServer as createHttp, type RequestListener, type ServerResponse } from "node:http";
import { createServer as createHttps } from "node:https";
import type { AddressInfo } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import { type MailCheckOptions, type Network, run } from "../src/commands/mail-check.ts";
import { main } from "../src/program.ts";
import type { MailResolver } from "../src/services/mail-dns.ts";
import { json, testIo } from "./cli-io.ts";
import { certificate, key as certificateKey } from "./tls-certificates.ts";

const key = "re_Secret123456789";
const domain = "mail.lotastro.example";

/** A provider on this machine; every request it got is kept. */
async function provider(answer: RequestListener, tls?: { key: string; cert: string }) {
  const seen: { readonly url: string; readonly authorization: string }[] = [];
  const listener: RequestListener = (request, response) => {
    seen.push({ url: request.url ?? "", authorization: request.headers.authorization ?? "" });
    answer(request, response);
  };
  const server = tls ? createHttps(tls, listener) : createHttp(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { address: `http${tls ? "s" : ""}://127.0.0.1:${port}`, seen };
}

function reply(response: ServerResponse, status: number, body: unknown, headers = {}) {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(typeof body === "string" ? body : JSON.stringify(body));
}

const records = [
  {
    record: "SPF",
    name: "send.mail",
    type: "MX",
    status: "verified",
    value: "feedback-smtp.eu-west-1.amazonses.com",
    priority: 10,
  },
  {
    record: "SPF",
    name: `send.${domain}`,
    type: "TXT",
    status: "verified",
    value: "v=spf1 include:amazonses.com ~all",
  },
  {
    record: "DKIM",
    name: `resend._domainkey.${domain}`,
    type: "TXT",
    status: "verified",
    value: "p=MIGf",
  },
];

/** All is well there. */
const good: RequestListener = ({ url = "" }, response) => {
  if (url === "/domains") {
    const limits = {
      "ratelimit-limit": "2",
      "ratelimit-remaining": "1",
      "ratelimit-reset": "1",
      "x-resend-daily-quota": "7",
    };
    return reply(
      response,
      200,
      { data: [{ id: "d 1", name: domain, status: "verified" }] },
      limits,
    );
  }
  if (url === "/domains/d%201") return reply(response, 200, { records: records.slice(1) });
  if (url === "/emails?limit=100") {
    const mails = [
      { last_event: "delivered", to: ["a@x.example"] },
      { last_event: "bounced", to: ["b@x.example"], created_at: "2026-01-02" },
    ];
    return reply(response, 200, { data: mails });
  }
  return reply(response, 404, { name: "not_found" });
};

const txt: Record<string, string[][]> = {
  [`send.${domain}`]: [["v=spf1 include:amazon", "ses.com ~all"], ["unrelated"]],
  [`resend._domainkey.${domain}`]: [["p=MIGf"]],
  [`_dmarc.${domain}`]: [["v=DMARC1; p=none"]],
};

function resolver(
  texts: Record<string, string[][] | string>,
  mx: Record<string, string[] | string>,
): MailResolver {
  const found = <Found>(value: Found | string | undefined): Found => {
    if (value === undefined) throw Object.assign(new Error("no"), { code: "ENODATA" });
    if (typeof value === "string") throw Object.assign(new Error("no"), { code: value });
    return value;
  };
  return {
    resolveTxt: async (name) => found(texts[name]),
    resolveMx: async (name) => found(mx[name]).map((exchange) => ({ exchange, priority: 10 })),
  };
}

const exchange = { [`send.${domain}`]: ["feedback-smtp.eu-west-1.amazonses.com"] };
const network = (
  texts: Parameters<typeof resolver>[0] = txt,
  mx: Parameters<typeof resolver>[1] = exchange,
): Network => ({
  resolver: resolver(texts, mx),
  limitMillis: 400,
});

interface Row {
  readonly item: string;
  readonly state: string;
  readonly detail: string;
  readonly fix: string | null;
}

async function rowsOf(
  options: MailCheckOptions,
  net = network(),
  env: Record<string, string> = { RESEND_API_KEY: key },
) {
  const io = testIo({ env });
  const status = await run({ ...options, json: true }, io, net);
  expect(io.out() + io.err()).not.toContain(key);
  return { status, rows: json(io).rows as Row[] };
}

const brief = ({ rows }: { rows: readonly Row[] }) => rows.map(({ item, state }) => [item, state]);

describe("mail-check", () => {
  test("finds all well: key, limits, domain, DNS, the provider's own records", async () => {
    const { address, seen } = await provider(good);
    const found = await rowsOf({ provider: `${address}/`, domain: [`${domain.toUpperCase()}.`] });
    expect(found.status).toBe(0);
    expect(brief(found)).toEqual([
      ["provider key", "ok"],
      ["limits", "ok"],
      [`domain ${domain}`, "ok"],
      [`SPF send.${domain}`, "ok"],
      [`DKIM ${domain}`, "ok"],
      [`MX send.${domain}`, "ok"],
      [`DMARC ${domain}`, "ok"],
      [`SPF send.${domain}`, "ok"],
      [`DKIM resend._domainkey.${domain}`, "ok"],
    ]);
    expect(found.rows[1]?.detail).toBe("2 requests a window, 1 left, new in 1 s; 7 mails today");
    expect(new Set(seen.map(({ authorization }) => authorization))).toEqual(
      new Set([`Bearer ${key}`]),
    );
  });

  test("asks for bounces only when told to, and names them", async () => {
    const { address, seen } = await provider(good);
    const found = await rowsOf({ provider: address, bounces: true });
    expect(seen.map(({ url }) => url)).toEqual(["/domains", "/emails?limit=100"]);
    expect(found.rows.at(-1)).toMatchObject({
      item: "bounces",
      state: "warn",
      detail: "1 of the last 2 mails\nbounced: b@x.example 2026-01-02",
    });
    expect(found.status).toBe(0);
  });

  test("without a key everything at the provider is unknown, and DNS is still asked", async () => {
    const found = await rowsOf(
      { domain: [domain], provider: "https://127.0.0.1:9" },
      network(),
      {},
    );
    expect(found.status).toBe(2);
    expect(brief(found)[0]).toEqual(["provider key", "unknown"]);
    expect(found.rows).toHaveLength(5);
  });

  test("takes the key from standard input, and no key from there is an error", async () => {
    const { address, seen } = await provider(good);
    const io = testIo();
    (io.stdin as unknown as NodeJS.WritableStream).end(` ${key} \n`);
    expect(await run({ provider: address, keyStdin: true }, io, network())).toBe(0);
    expect(seen[0]?.authorization).toBe(`Bearer ${key}`);
    const empty = testIo();
    (empty.stdin as unknown as NodeJS.WritableStream).end("");
    await expect(run({ keyStdin: true }, empty, network())).rejects.toThrow(
      "standard input holds no key",
    );
  });

  const refusals: readonly [string, number, unknown, string, number][] = [
    ["a wrong key", 401, { name: "invalid_api_key", message: `the key ${key}` }, "fail", 1],
    ["a key that may only send", 401, { name: "restricted_api_key" }, "ok", 2],
    ["403", 403, {}, "fail", 1],
    ["a name that holds the key", 418, { name: key }, "unknown", 2],
    ["500", 500, {}, "unknown", 2],
    ["200 that is no JSON", 200, "<html>", "unknown", 2],
    ["200 of another shape", 200, { data: "x" }, "unknown", 2],
    ["null", 200, "null", "unknown", 2],
  ];
  test.each(refusals)("%s", async (_what, status, body, state, wanted) => {
    const { address } = await provider((_request, response) => reply(response, status, body));
    const found = await rowsOf({ provider: address, domain: [domain], bounces: true });
    expect(found.rows[0]).toMatchObject({ item: "provider key", state });
    expect(brief(found)).toContainEqual([`domain ${domain}`, "unknown"]);
    expect(brief(found)).toContainEqual(["bounces", "unknown"]);
    expect(found.status).toBe(wanted);
  });

  test("429 is a limit that is reached, and says how long to wait", async () => {
    const { address } = await provider((_request, response) =>
      reply(response, 429, { name: "rate_limit_exceeded" }, { "retry-after": "3" }),
    );
    const found = await rowsOf({ provider: address });
    expect(found.rows).toMatchObject([
      { item: "provider key", state: "unknown" },
      { item: "limits", state: "fail", detail: "wait 3 s" },
    ]);
    expect(found.status).toBe(1);
  });

  test("a redirect is not followed: the key goes nowhere else", async () => {
    const thief = await provider(good);
    const { address } = await provider((_request, response) =>
      reply(response, 302, "", { location: `${thief.address}/domains` }),
    );
    const found = await rowsOf({ provider: address });
    expect(found.rows[0]).toMatchObject({
      state: "unknown",
      detail: "the provider answered 302 a redirect, not followed",
    });
    expect(thief.seen).toEqual([]);
  });

  const faults: readonly [string, RequestListener, string][] = [
    ["a slow provider", () => {}, "no whole answer within 0.4 s"],
    [
      "one that is slow in the middle",
      (_request, response) => response.writeHead(200).write("{"),
      "no whole answer within 0.4 s",
    ],
    ["one that hangs up", (request) => request.socket.destroy(), "the connection was cut off"],
    [
      "one that hangs up in the middle",
      (_request, response) => {
        response.writeHead(200, { "content-length": "9" }).write("{");
        setTimeout(() => response.destroy(), 20);
      },
      "cut off|terminated|closed",
    ],
    [
      "an endless answer",
      (_request, response) => reply(response, 200, `"${"x".repeat(2 ** 21)}"`),
      "the answer is longer than 1 MB",
    ],
  ];
  test.each(faults)("%s is unknown, and says why", async (_what, answer, why) => {
    const { address } = await provider(answer);
    const found = await rowsOf({ provider: address });
    expect(found.rows).toHaveLength(1);
    expect(found.rows[0]?.state).toBe("unknown");
    expect(found.rows[0]?.detail).toMatch(new RegExp(why));
    expect(found.status).toBe(2);
  });

  test("nobody there, and a certificate that is not to be trusted", async () => {
    const closed = createHttp();
    await new Promise<void>((resolve) => closed.listen(0, "127.0.0.1", resolve));
    const { port } = closed.address() as AddressInfo;
    await new Promise((resolve) => closed.close(resolve));
    const nobody = await rowsOf({ provider: `http://127.0.0.1:${port}` });
    expect(nobody.rows[0]?.detail).toContain("nothing listens there");
    const server = { key: certificateKey, cert: certificate };
    const { address, seen } = await provider(good, server);
    expect((await rowsOf({ provider: address })).rows[0]?.detail).toContain(
      "its certificate is not to be trusted; nothing was sent",
    );
    expect(seen).toEqual([]);
  });

  test("a domain that is not verified, or not there, fails with what is open", async () => {
    const { address } = await provider(({ url }, response) =>
      url === "/domains"
        ? reply(response, 200, { data: [{ id: "1", name: domain, status: "pending" }] })
        : reply(response, 200, {
            records: [
              {
                record: "DKIM",
                type: "TXT",
                name: "resend._domainkey",
                status: "failed",
                value: "p=OTHER",
              },
            ],
          }),
    );
    const found = await rowsOf({ provider: address, domain: [domain, "other.example"] });
    expect(found.rows[1]).toMatchObject({
      state: "fail",
      detail: "pending; DKIM TXT resend._domainkey: failed",
    });
    expect(found.rows.find(({ item }) => item === "domain other.example")).toMatchObject({
      state: "fail",
      detail: "the provider has no such domain",
    });
    expect(
      found.rows.find(({ item }) => item === `DKIM resend._domainkey.${domain}`),
    ).toMatchObject({ state: "fail", detail: "TXT is not p=OTHER" });
    expect(found.status).toBe(1);
  });

  const send = `send.${domain}`;
  const dkim = `resend._domainkey.${domain}`;
  const settings: readonly [
    string,
    Record<string, string[][] | string>,
    Record<string, string[] | string>,
    string,
    string,
    string,
  ][] = [
    ["no SPF", { [send]: [["other"]] }, {}, `SPF ${send}`, "fail", "no SPF policy"],
    [
      "two SPF",
      { [send]: [["v=spf1 include:amazonses.com"], ["v=spf1 -all"]] },
      {},
      `SPF ${send}`,
      "fail",
      "2 SPF policies",
    ],
    [
      "another SPF",
      { [send]: [["v=spf1 include:xamazonses.com -all"]] },
      {},
      `SPF ${send}`,
      "fail",
      "does not include amazonses.com",
    ],
    [
      "an SPF-like text",
      { [send]: [["v=spf10 include:amazonses.com"]] },
      {},
      `SPF ${send}`,
      "fail",
      "no SPF policy",
    ],
    ["a broken resolver", { [send]: "ETIMEOUT" }, {}, `SPF ${send}`, "unknown", "ETIMEOUT"],
    ["a servfail", { [dkim]: "ESERVFAIL" }, {}, `DKIM ${domain}`, "unknown", "ESERVFAIL"],
    ["a missing name", { [dkim]: "ENOTFOUND" }, {}, `DKIM ${domain}`, "fail", "no DKIM key"],
    [
      "a revoked key",
      { [dkim]: [["v=DKIM1; k=rsa; p="]] },
      {},
      `DKIM ${domain}`,
      "fail",
      "revoked",
    ],
    ["two keys", { [dkim]: [["p=A"], ["p=B"]] }, {}, `DKIM ${domain}`, "fail", "2 DKIM keys"],
    ["no MX", {}, {}, `MX ${send}`, "fail", "no mail exchanger"],
    ["a null MX", {}, { [send]: ["."] }, `MX ${send}`, "fail", "no mail exchanger"],
    ["MX unknown", {}, { [send]: "EREFUSED" }, `MX ${send}`, "unknown", "EREFUSED"],
    ["no DMARC", {}, {}, `DMARC ${domain}`, "warn", "no DMARC policy"],
    [
      "control characters",
      { [`_dmarc.${domain}`]: [["v=DMARC1;\u001b[31m"]] },
      {},
      `DMARC ${domain}`,
      "ok",
      "v=DMARC1; [31m",
    ],
  ];
  test.each(settings)("DNS with %s", async (_what, texts, mx, item, state, detail) => {
    const found = await rowsOf({ domain: [domain] }, network(texts, mx), {});
    const row = found.rows.find((one) => one.item === item);
    expect(row).toMatchObject({ state });
    expect(row?.detail).toContain(detail);
  });

  test("names of another setup are asked for", async () => {
    const texts = {
      "bounce.x.example": [["v=spf1 +include:spf.other.example ~all"]],
      "s1._domainkey.x.example": [["k=rsa; p=AA"]],
    };
    const options = {
      domain: ["x.example"],
      returnPath: "bounce",
      spfInclude: "spf.other.example",
      dkimSelector: "s1",
    };
    const found = await rowsOf(
      options,
      network(texts, { "bounce.x.example": ["mx.other.example"] }),
      {},
    );
    expect(brief(found).slice(1, 4)).toEqual([
      ["SPF bounce.x.example", "ok"],
      ["DKIM x.example", "ok"],
      ["MX bounce.x.example", "ok"],
    ]);
  });

  const wrong: readonly MailCheckOptions[] = [
    { domain: ["x"] },
    { domain: ["-x.example"] },
    { domain: ["x.example; rm"] },
    { domain: ["a..example"] },
    { provider: "http://provider.example" },
    { provider: "https://u:p@provider.example" },
    { provider: "file:///etc/passwd" },
    { provider: "nonsense" },
    { returnPath: "a b" },
    { dkimSelector: "" },
    { spfInclude: "all" },
  ];
  test.each(wrong)("refuses %o before anything is asked", async (options) => {
    const { address, seen } = await provider(good);
    const io = testIo({ env: { RESEND_API_KEY: key } });
    const asking = run({ provider: address, ...options }, io, network());
    await expect(asking).rejects.toMatchObject({ code: "USAGE" });
    expect(seen).toEqual([]);
  });

  test("a key with a line break is refused and not shown", async () => {
    const io = testIo({ env: { RESEND_API_KEY: `${key}\nx-evil: 1` } });
    expect(await main(["mail-check"], io)).toBe(64);
    expect(io.out() + io.err()).not.toContain("re_Secret");
    expect(io.err()).toContain("RESEND_API_KEY holds characters that no key has");
  });

  test("prints a table without --json, and stops at Ctrl-C", async () => {
    const { address } = await provider(() => {});
    const io = testIo({ env: { RESEND_API_KEY: key } });
    const waiting = run({ provider: address }, io, { ...network(), limitMillis: 5000 });
    setTimeout(() => io.interrupt(), 50);
    await expect(waiting).rejects.toMatchObject({ code: "SIGINT" });
    const shown = testIo();
    await run({ domain: [domain] }, shown, network());
    expect(shown.out()).toMatch(/^STATE {2,}ITEM/);
  });
});
