import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { type InvokeOptions, run } from "../src/commands/invoke.ts";
import { at, json, type TestIo, testIo } from "./cli-io.ts";
import { withClient } from "./connection.ts";
import { type FreshDatabase, freshDatabase } from "./database.ts";
import { type Answering, type FakeFunctions, fakeFunctions } from "./fake-functions.ts";

const secret = "s3cr3t+of/cron=0123456789";
const anon = "anon-key-0123456789";
const env = { CRON_SECRET: secret, SUPABASE_ANON_KEY: anon };

/** No secret in any form that an answer could have brought back. */
function expectNoSecret(text: string): void {
  for (const one of [secret, anon]) {
    for (const form of [one, encodeURIComponent(one), Buffer.from(one).toString("base64")]) {
      expect(text).not.toContain(form);
    }
  }
}

async function standIn(answer: Answering | Parameters<typeof fakeFunctions>[0], tls = false) {
  const server = await fakeFunctions(answer, tls);
  onTestFinished(() => server.close());
  return server;
}

const call = (server: FakeFunctions, io: TestIo, more: Partial<InvokeOptions> = {}) =>
  run(
    {
      function: "process-ocr-queue",
      reason: "queue stuck",
      yes: true,
      baseUrl: server.base,
      ...more,
    },
    io,
  );

function temporaryFile(name: string, content: string | Buffer): string {
  const folder = mkdtempSync(join(tmpdir(), "lotastro-ops-invoke-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

describe("invoke without a database", () => {
  test("sends the header that the function reads, and shows the answer", async () => {
    const server = await standIn({ status: 200, body: '{"processed":3}' });
    const io = testIo({ env });
    expect(await call(server, io, { body: temporaryFile("body.json", '{"batch": 5}') })).toBe(0);
    expect(server.received).toMatchObject([
      {
        method: "POST",
        path: "/functions/v1/process-ocr-queue",
        headers: {
          "x-cron-secret": secret,
          authorization: `Bearer ${anon}`,
          "content-type": "application/json",
        },
        body: '{"batch":5}',
      },
    ]);
    expect(io.out()).toBe('{"processed":3}\n');
    expect(io.err()).toContain("the call is not recorded");
    expect(io.err()).toContain("cannot be undone");
    expect(io.err()).toMatch(/answered 200 after \d+ ms; now look whether its effect is there/);
    expectNoSecret(io.out() + io.err());
  });

  test.each([
    [401, 1, "the secret is wrong or in the wrong header"],
    [404, 1, "not deployed"],
    [429, 1, "too many calls"],
    [500, 1, "its logs say why"],
    [418, 1, "not with success"],
  ])("status %i is exit status %i and says %s", async (status, exit, words) => {
    const server = await standIn({ status });
    const io = testIo({ env });
    expect(await call(server, io)).toBe(exit);
    expect(io.err()).toContain(words);
  });

  test("a redirect is not followed: it could carry the secret elsewhere", async () => {
    const elsewhere = await standIn({ status: 200 });
    const location = `${elsewhere.base}/process-ocr-queue`;
    const server = await standIn({ status: 307, headers: { location } });
    const io = testIo({ env });
    expect(await call(server, io)).toBe(1);
    expect(io.err()).toContain("a redirect");
    expect(elsewhere.received).toEqual([]);
  });

  test.each<[Answering, string]>([
    ["silence", "no whole answer within 0.3 s"],
    ["hang up", "cut off"],
    ["cut off", "status 200, then:"],
  ])("%s is no answer, exit status 3", async (answer, words) => {
    const server = await standIn(answer);
    const io = testIo({ env });
    const timeout = answer === "silence" ? "300ms" : "30s";
    expect(await call(server, io, { timeout })).toBe(3);
    expect(io.err()).toContain(words);
    expectNoSecret(io.out() + io.err());
  });

  test("nothing that listens, and a certificate that is not to be trusted, are told apart", async () => {
    const closed = await standIn({ status: 200 });
    await closed.close();
    const io = testIo({ env });
    expect(await call({ ...closed, close: async () => {} }, io)).toBe(3);
    expect(io.err()).toContain("nothing listens there");
    const untrusted = await standIn({ status: 200 }, true);
    const other = testIo({ env });
    expect(await call(untrusted, other)).toBe(3);
    expect(other.err()).toContain("certificate");
    expect(untrusted.received).toEqual([]);
  });

  test("of an endless body only the first 64 kB are read", async () => {
    const server = await standIn("huge");
    const io = testIo({ env });
    expect(await call(server, io)).toBe(0);
    expect(io.out().length).toBeLessThan(66_000);
    expect(io.err()).toContain("only the first 64 kB");
  });

  test("an answer that echoes the secrets is blotted, in every form", async () => {
    const server = await standIn("echo");
    const io = testIo({ env });
    expect(await call(server, io, { json: true })).toBe(0);
    const body = json(io);
    expect(body).toMatchObject({ verb: "invoke", status: 200, exit: 0, invocation: null });
    expect(body.answer).toContain("***");
    expectNoSecret(io.out() + io.err());
    const encoded = await standIn({
      status: 200,
      body: `${encodeURIComponent(secret)} ${Buffer.from(secret).toString("base64")} ${secret}`,
    });
    const second = testIo({ env });
    await call(encoded, second);
    expectNoSecret(second.out());
  });

  test("the secret may come on standard input, and then from nowhere else", async () => {
    const server = await standIn({ status: 200 });
    const io = testIo({ env: { CRON_SECRET: "not-this-one" } });
    (io.stdin as unknown as NodeJS.WritableStream).end("from-stdin-012345\n");
    expect(await call(server, io, { secretStdin: true })).toBe(0);
    expect(server.received[0]?.headers["x-cron-secret"]).toBe("from-stdin-012345");
    expect(io.out() + io.err()).not.toContain("from-stdin");
  });

  test("a person must type the function's name", async () => {
    const server = await standIn({ status: 200 });
    const options = { yes: undefined };
    const no = testIo({ env, typed: ["yes"] });
    await expect(call(server, no, options)).rejects.toMatchObject({ code: "DECLINED" });
    expect(server.received).toEqual([]);
    const yes = testIo({ env, typed: ["process-ocr-queue"] });
    expect(await call(server, yes, options)).toBe(0);
    const nobody = testIo({ env });
    await expect(call(server, nobody, options)).rejects.toMatchObject({ exitStatus: 64 });
    expect(server.received).toHaveLength(1);
  });

  test.each<[string, Partial<InvokeOptions>, Record<string, string>, RegExp]>([
    ["no reason", { reason: " " }, env, /needs a reason/],
    ["no secret", {}, {}, /wants a x-cron-secret, and CRON_SECRET is not set/],
    ["a secret no header can carry", {}, { CRON_SECRET: `a\nx-evil: ${secret}` }, /no header/],
    ["an unknown function", { function: "nothing" }, env, /no edge function is named/],
    ["one that nobody wrote", { function: "integration-reconciler" }, env, /nobody has written/],
    ["one that wants a signature", { function: "wms-webhook-receiver" }, env, /signed/],
    ["http to another machine", { baseUrl: "http://x.example/f" }, env, /no plain https/],
    ["credentials in the address", { baseUrl: "https://u:p@x.example" }, env, /no plain https/],
    ["a query in the address", { baseUrl: "https://x.example/?k=v" }, env, /no plain https/],
    ["no address at all", { baseUrl: "nowhere" }, env, /no address/],
    ["a body that is no file", { body: "/nowhere/body.json" }, env, /cannot be read: ENOENT/],
  ])("%s is wrong usage, and nothing is sent", async (_, more, environment, words) => {
    const server = await standIn({ status: 200 });
    const io = testIo({ env: environment });
    const error = await call(server, io, more).then(
      () => undefined,
      (thrown: Error) => thrown,
    );
    expect(error).toMatchObject({ exitStatus: 64, message: expect.stringMatching(words) });
    expectNoSecret(String(error) + JSON.stringify(error) + io.out() + io.err());
    expect(server.received).toEqual([]);
  });

  test("Ctrl-C stops waiting and says that it may have run", async () => {
    const server = await standIn("silence");
    const io = testIo({ env });
    const calling = call(server, io);
    while (server.received.length === 0) await new Promise((done) => setTimeout(done, 5));
    io.interrupt();
    await expect(calling).rejects.toMatchObject({
      exitStatus: 130,
      detail: expect.stringContaining("not known"),
    });
  });

  test("stock-take-ocr takes a photo, by what its bytes say", async () => {
    const server = await standIn({ status: 200, body: '{"confidence":0.9}' });
    const io = testIo({ env: { LOTASTRO_USER_TOKEN: secret } });
    const photo = Buffer.concat([Buffer.from("ffd8ffe0", "hex"), Buffer.from("label")]);
    const image = temporaryFile("label.png", photo);
    const ocr = { function: "stock-take-ocr" };
    expect(await call(server, io, { ...ocr, image, imageField: "imageData" })).toBe(0);
    expect(server.received[0]?.headers.authorization).toBe(`Bearer ${secret}`);
    expect(JSON.parse(server.received[0]?.body ?? "")).toEqual({
      imageData: `data:image/jpeg;base64,${photo.toString("base64")}`,
    });
    const text = temporaryFile("label.jpg", "no picture");
    await expect(call(server, io, { ...ocr, image: text })).rejects.toMatchObject({
      message: expect.stringContaining("no JPEG, PNG or WebP"),
    });
  });
});

describe("invoke --probe", () => {
  const probe = (server: FakeFunctions, io: TestIo, name = "process-ocr-queue") =>
    call(server, io, { function: name, probe: true, reason: undefined });
  const secretSent = (server: FakeFunctions) =>
    server.received.find(({ method }) => method === "POST")?.headers["x-cron-secret"];

  test("says first what it does; a wrong secret that is refused is right", async () => {
    const server = await standIn(({ method }) => ({ status: method === "OPTIONS" ? 204 : 401 }));
    const io = testIo({ env });
    expect(await probe(server, io)).toBe(0);
    expect(io.err()).toMatch(/OPTIONS .*\n.*POST .* with a wrong x-cron-secret: 401 is right/);
    expect(io.out()).toContain("a wrong secret is refused (401)");
    expect(server.received.map(({ method }) => method)).toEqual(["OPTIONS", "POST"]);
    expect(secretSent(server)).toMatch(/^wrong-[0-9a-f]{24}$/);
  });

  test("a wrong secret that is let in is P1, exit status 1", async () => {
    const server = await standIn({ status: 200 });
    const io = testIo({ env });
    expect(await probe(server, io)).toBe(1);
    expect(io.out()).toMatch(/^P1 process-ocr-queue: it ran with a wrong secret \(200\)/);
  });

  test("404 to OPTIONS means not deployed, and nothing else is tried", async () => {
    const server = await standIn({ status: 404 });
    const io = testIo({ env });
    expect(await probe(server, io)).toBe(1);
    expect(io.out()).toContain("not deployed");
    expect(server.received).toHaveLength(1);
  });

  test("a function that would do harm gets no secret at all, wrong or right", async () => {
    const server = await standIn({ status: 200 });
    const io = testIo({ env });
    expect(await probe(server, io, "send-overdue-digest")).toBe(0);
    expect(io.err()).toContain("what it does would do harm");
    expect(server.received.map(({ method }) => method)).toEqual(["OPTIONS"]);
    expect(JSON.stringify(server.received)).not.toContain(secret);
  });

  test("the gateway's own refusal, or any other answer, proves nothing: exit status 2", async () => {
    const gateway = await standIn(({ method }) =>
      method === "OPTIONS"
        ? { status: 200 }
        : { status: 401, body: '{"code":401,"message":"Missing authorization header"}' },
    );
    const io = testIo({});
    expect(await probe(gateway, io)).toBe(2);
    expect(io.out()).toContain("the gateway refused before the function was asked");
    const broken = await standIn(({ method }) => ({ status: method === "OPTIONS" ? 200 : 500 }));
    expect(await probe(broken, testIo({ env }))).toBe(2);
    const away = await standIn("hang up");
    expect(await probe(away, testIo({ env }))).toBe(2);
  });
});

describe("invoke with a database", () => {
  let database: FreshDatabase;
  beforeAll(async () => {
    database = await freshDatabase("installed");
  });
  afterAll(() => database.drop());

  const rows = (sql: string) =>
    withClient(database.owner, async (client) => (await client.query(sql)).rows);

  test("records who, why and what came back; the secret is nowhere", async () => {
    const activity: string[] = [];
    const server = await standIn((request) => {
      activity.push(request.path);
      return "echo";
    });
    // Activity is looked at from outside while the call is out.
    const spying = await fakeFunctions("silence");
    onTestFinished(() => spying.close());
    const waiting = testIo({ env });
    const slow = call(spying, waiting, { ...at(database.owner), timeout: "500ms" });
    while (spying.received.length === 0) await new Promise((done) => setTimeout(done, 5));
    const seen = await withClient(database.superuser, async (client) => {
      const { rows: all } = await client.query("select query from pg_stat_activity");
      return JSON.stringify(all);
    });
    expectNoSecret(seen);
    expect(await slow).toBe(3);

    const io = testIo({ env });
    expect(await call(server, io, { ...at(database.owner), json: true })).toBe(0);
    const { invocation } = json(io);
    const recorded = await rows("select * from ops.invocation order by id");
    expect(recorded).toMatchObject([
      { state: "failed", status_code: null, error: "no whole answer within 0.5 s" },
      {
        id: invocation,
        function: "process-ocr-queue",
        channel: "command line",
        kind: "call",
        headers: ["content-type", "authorization", "apikey", "x-cron-secret"],
        reason: "queue stuck",
        state: "answered",
        status_code: 200,
        answer: expect.stringContaining("***"),
      },
    ]);
    expectNoSecret(JSON.stringify(recorded) + io.out() + io.err() + waiting.out() + waiting.err());
    const shown = await rows(`select status_code from ops.invoke_result(${invocation})`);
    expect(shown).toEqual([{ status_code: 200 }]);
  });

  test("a photo is recorded by name and fingerprint, not by its bytes", async () => {
    const server = await standIn({ status: 200 });
    const image = temporaryFile("label.jpg", Buffer.from("ffd8ffe0aabbccdd", "hex"));
    const io = testIo({ env: { LOTASTRO_USER_TOKEN: secret } });
    await call(server, io, { ...at(database.owner), function: "stock-take-ocr", image });
    expect(await rows("select body from ops.invocation order by id desc limit 1")).toEqual([
      {
        body: {
          image: { file: "label.jpg", type: "image/jpeg", bytes: 8, sha256: expect.any(String) },
        },
      },
    ]);
  });

  test("a probe that is let in becomes a P1 finding, and one that is refused ends it", async () => {
    let status = 200;
    const server = await standIn(({ method }) => ({ status: method === "OPTIONS" ? 204 : status }));
    const probe = { ...at(database.owner), probe: true };
    expect(await call(server, testIo({ env }), probe)).toBe(1);
    const finding = "select severity, message from ops.check_rule('open_functions')";
    expect(await rows(finding)).toMatchObject([{ severity: "P1" }]);
    status = 401;
    expect(await call(server, testIo({ env }), probe)).toBe(0);
    expect(await rows(finding)).toEqual([]);
  });

  test("the address and the header may come from the database", async () => {
    const server = await standIn({ status: 200 });
    await rows(`select ops.set_setting('functions_url', '${server.base}')`);
    await rows(
      "insert into ops.edge_function_setting (name, header) values ('our-own', 'service key')",
    );
    const io = testIo({ env: { SUPABASE_SERVICE_ROLE_KEY: secret } });
    const options = { function: "our-own", baseUrl: undefined, ...at(database.owner) };
    expect(await call(server, io, options)).toBe(0);
    expect(server.received[0]?.headers.authorization).toBe(`Bearer ${secret}`);
  });

  test("a call that cannot be recorded any more says what came of it", async () => {
    const server = await standIn({ status: 200 });
    await rows("alter table ops.invocation add constraint t check (state <> 'answered') not valid");
    onTestFinished(async () => {
      await rows("alter table ops.invocation drop constraint t");
    });
    await expect(call(server, testIo({ env }), at(database.owner))).rejects.toMatchObject({
      message: "the function was called (status 200), but that could not be recorded",
    });
  });
});
