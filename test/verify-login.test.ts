import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { run, type VerifyOptions } from "../src/commands/verify.ts";
import { main } from "../src/program.ts";
import { at, json, type TestIo, testIo } from "./cli-io.ts";
import { withClient } from "./connection.ts";
import { type FreshDatabase, freshDatabase } from "./database.ts";
import { type Answering, fakeFunctions, type Received } from "./fake-functions.ts";

// With what JSON writes otherwise, and a word that every answer holds.
const password = 'access_token "pä\\ss';
const anon = "anon-key-0123456789";
const session = "00000000-0000-4000-8000-0000000000aa";
const email = "login.test@lotastro.example";
const stranger = "00000000-0000-4000-8000-0000000000ff";

let database: FreshDatabase;
let account: string;
beforeAll(async () => {
  database = await freshDatabase("installed");
  const [row] = await rows("select sample.a_user() as id");
  account = String(row?.id);
});
afterAll(() => database.drop());

const rows = (sql: string) =>
  withClient(database.owner, async (client) => (await client.query(sql)).rows);

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
const tokenOf = (claims: unknown) => `${part({ alg: "none" })}.${part(claims)}.signature-secret`;
const token = tokenOf({ session_id: session });

/** A sign-in service that does everything right, but for what a test gives it otherwise. */
async function service(
  otherwise: Partial<Record<"token" | "user" | "logout", Answering>> = {},
  tls = false,
) {
  const answers: Record<string, () => Answering> = {
    token: () =>
      answer({ access_token: token, refresh_token: "refresh-secret", user: { id: account } }),
    user: () => answer({ id: account }),
    logout: () => ({ status: 204, body: "" }),
  };
  const server = await fakeFunctions(({ path }: Received): Answering => {
    const what = /\/(token|user|logout)(\?|$)/.exec(path)?.[1] ?? "";
    return otherwise[what as "token"] ?? answers[what]?.() ?? { status: 404 };
  }, tls);
  onTestFinished(() => server.close());
  return server;
}

const answer = (body: unknown, status = 200): Answering => ({ status, body: JSON.stringify(body) });

const env = {
  SUPABASE_ANON_KEY: anon,
  LOTASTRO_LOGIN_EMAIL: email,
  LOTASTRO_LOGIN_PASSWORD: password,
};

async function verify(
  server: { readonly base: string },
  more: Partial<VerifyOptions> = {},
  io: TestIo = testIo({ env }),
) {
  const options = { area: "auth", login: true, json: true, authUrl: server.base };
  const status = await run({ ...options, ...at(database.owner), ...more }, io);
  const found = more.json === false ? [] : (json(io).rows as Record<string, string>[]);
  const said = io.out() + io.err();
  for (const secret of [password, "pä", anon, token, "refresh-secret", "signature-secret"]) {
    expect(said).not.toContain(secret);
  }
  return { status, said, found, lines: found.map(({ step, state }) => [step, state]) };
}

const lines = {
  login: "Test login with known good credentials",
  session: "Verify session creation",
  routes: "Check that the user can access protected routes",
};

describe("verify auth --login", () => {
  test("signs in, finds the session, sees as that user, and signs out again", async () => {
    await rows(`insert into auth.sessions (id, user_id) values ('${session}', '${account}')`);
    const server = await service();
    const { status, lines: seen, said } = await verify(server);
    expect(seen).toEqual([
      ["Nobody is locked out", "passed"],
      [lines.login, "passed"],
      [lines.session, "passed"],
      [lines.routes, "passed"],
      [lines.routes, "passed"],
    ]);
    expect(status).toBe(0);
    expect(said).toContain(`signing in as ${email} at ${server.base}, and out again`);
    expect(server.received.map(({ method, path }) => `${method} ${path}`)).toEqual([
      "POST /functions/v1/token?grant_type=password",
      "GET /functions/v1/user",
      "POST /functions/v1/logout?scope=local",
    ]);
    expect(JSON.parse(server.received[0]?.body ?? "")).toEqual({ email, password });
    expect(server.received[0]?.headers).toMatchObject({
      apikey: anon,
      authorization: `Bearer ${anon}`,
    });
    expect(server.received[2]?.headers).toMatchObject({
      apikey: anon,
      authorization: `Bearer ${token}`,
    });
  });

  test("a login that the database knows nothing of is another project's", async () => {
    const other = { access_token: tokenOf({ session_id: stranger }), user: { id: account } };
    const { status, lines: seen } = await verify(await service({ token: answer(other) }));
    expect(seen).toContainEqual([lines.session, "failed"]);
    expect(status).toBe(1);
  });

  test.each<[string, Partial<Record<"user" | "logout", Answering>>, string, string]>([
    ["refuses its own token", { user: { status: 401 } }, "failed", "just given (401)"],
    [
      "knows the token for another's",
      { user: answer({ id: stranger }) },
      "failed",
      "somebody else's",
    ],
    ["fails then", { user: { status: 500 } }, "unknown", "answered 500"],
    ["cannot end the session", { logout: { status: 500 } }, "passed", "could not be signed out"],
  ])(
    "a service that %s is said, and the session is ended all the same",
    async (_what, otherwise, state, words) => {
      const server = await service(otherwise);
      const { lines: seen, said } = await verify(server);
      expect(seen.at(-1)).toEqual([lines.routes, state]);
      expect(said).toContain(words);
      expect(server.received.at(-1)?.path).toContain("/logout");
    },
  );

  const refusals: readonly [string, Answering, string, string][] = [
    [
      "a wrong password",
      answer({ error_code: "invalid_credentials", msg: password }, 400),
      "failed",
      "e-mail or password is wrong, or the account may not (invalid_credentials)",
    ],
    ["a message in place of a word", answer({ error: `no ${password}` }, 400), "failed", "may not"],
    ["no key of the project", { status: 401 }, "failed", "SUPABASE_ANON_KEY"],
    ["a barred account", { status: 403 }, "failed", "barred"],
    ["another address", { status: 404 }, "unknown", "it ends in /auth/v1"],
    ["password logins off", { status: 422 }, "failed", "password logins are off"],
    ["too many logins", { status: 429 }, "unknown", "nothing was judged"],
    ["a service that fails", { status: 500 }, "failed", "the sign-in service fails: 500"],
    [
      "a redirect",
      { status: 307, headers: { location: "http://127.0.0.1:9/" } },
      "unknown",
      "a redirect (307), not followed",
    ],
    ["no login in the answer", answer({ hello: 1 }), "unknown", "the answer is no login"],
    ["no JSON", { status: 200, body: "<html>" }, "unknown", "the answer is no login"],
    [
      "a token that no header can carry",
      answer({ access_token: `${token}\nx: 1`, user: { id: stranger } }),
      "unknown",
      "the answer is no login",
    ],
    [
      "an account that is none",
      answer({ access_token: token, user: { id: "1'; --" } }),
      "unknown",
      "the answer is no login",
    ],
    ["silence", "silence", "unknown", "no whole answer within 0.3 s"],
    ["a hang-up", "hang up", "unknown", "the connection was cut off"],
    ["an answer that is cut off", "cut off", "unknown", "status 200, then:"],
    ["an endless answer", "huge", "unknown", "longer than 256 kB"],
  ];
  test.each(refusals)("%s", async (_what, given, state, words) => {
    const server = await service({ token: given });
    const timeout = given === "silence" ? "300ms" : "30s";
    const { status, lines: seen, found } = await verify(server, { timeout });
    expect(seen).toContainEqual([lines.login, state]);
    expect(found.find(({ step }) => step === lines.login)?.message).toContain(words);
    expect(status).toBe(state === "failed" ? 1 : 2);
    // What was not seen is not claimed.
    expect(seen).toContainEqual([lines.routes, "manual"]);
    expect(server.received.map(({ path }) => path)).toEqual([
      "/functions/v1/token?grant_type=password",
    ]);
  });

  test("a certificate that is not to be trusted gets no password, and nobody there is said", async () => {
    const untrusted = await service({}, true);
    const { found, status } = await verify(untrusted);
    expect(found.find(({ step }) => step === lines.login)?.message).toContain("certificate");
    expect(untrusted.received).toEqual([]);
    expect(status).toBe(2);
    const closed = await service();
    await closed.close();
    closed.close = async () => {};
    expect((await verify(closed)).said).toContain("nothing listens there");
  });

  test("Ctrl-C while the login is out says that a session may be there", async () => {
    const server = await service({ token: "silence" });
    const io = testIo({ env });
    const waiting = run(
      { area: "auth", login: true, authUrl: server.base, ...at(database.owner) },
      io,
    );
    while (server.received.length === 0) await new Promise((done) => setTimeout(done, 5));
    io.interrupt();
    await expect(waiting).rejects.toMatchObject({
      exitStatus: 130,
      detail: expect.stringContaining("not known"),
    });
  });

  test("the password comes from a private file or standard input too, and then from nowhere else", async () => {
    const folder = mkdtempSync(join(tmpdir(), "lotastro-ops-login-"));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const passwordFile = join(folder, "password");
    writeFileSync(passwordFile, `from file\r\nsecond line\n`, { mode: 0o600 });
    const server = await service();
    await verify(server, { passwordFile });
    expect(JSON.parse(server.received[0]?.body ?? "")).toMatchObject({ password: "from file" });
    const io = testIo({ env });
    (io.stdin as unknown as NodeJS.WritableStream).end("from stdin\n");
    const second = await service();
    await verify(second, { passwordStdin: true }, io);
    expect(JSON.parse(second.received[0]?.body ?? "")).toMatchObject({ password: "from stdin" });
    chmodSync(passwordFile, 0o644);
    await expect(verify(server, { passwordFile })).rejects.toMatchObject({
      exitStatus: 64,
      message: expect.stringContaining("can be read by others"),
    });
    await expect(verify(server, { passwordFile: join(folder, "none") })).rejects.toThrow("ENOENT");
  });

  test.each<[string, Partial<VerifyOptions>, Record<string, string>, string]>([
    ["no password", {}, { LOTASTRO_LOGIN_EMAIL: email }, "needs the test account's password"],
    ["no account", { email: "nobody" }, env, "needs a test account"],
    ["a line break in the account", { email: "a@x.example\nb" }, env, "needs a test account"],
    ["two places for the password", { passwordFile: "x", passwordStdin: true }, env, "contradict"],
    ["a key no header can carry", {}, { ...env, SUPABASE_ANON_KEY: "a\nb" }, "no header can carry"],
    ["no address", { authUrl: undefined }, env, "is not known"],
    ["http to another machine", { authUrl: "http://x.example" }, env, "no plain https"],
    ["another area", { area: "email" }, env, "belongs to area auth"],
  ])("%s is wrong usage, and nobody is asked", async (_what, more, environment, words) => {
    const server = await service();
    const asking = verify(server, more, testIo({ env: environment }));
    await expect(asking).rejects.toMatchObject({
      exitStatus: 64,
      message: expect.stringContaining(words),
    });
    expect(server.received).toEqual([]);
  });

  test("there is no way to give it as an argument, and a table shows the lines", async () => {
    const io = testIo({ env });
    expect(await main(["verify", "auth", "--login", "--password", password], io)).toBe(64);
    const server = await service();
    const table = await verify(server, { json: false });
    expect(table.said).toMatch(/passed +Verify session creation/);
  });
});
