import { afterEach, describe, expect, test } from "vitest";
import { openClient } from "../src/connect/open.ts";
import { resolveTarget } from "../src/connect/target.ts";
import { OpsError } from "../src/errors.ts";
import { temporaryHome, testIo } from "./cli-io.ts";
import { type Behaviour, type FakeServer, fakeServer } from "./fake-server.ts";

let server: FakeServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function failure(url: string, io = testIo()): Promise<OpsError> {
  const target = resolveTarget({ url }, io);
  const error: unknown = await openClient(target, "test", io).then(
    async ({ client }) => {
      await client.end();
      return new Error("it connected");
    },
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof OpsError)) throw error;
  expect(error.exitStatus).toBe(3);
  expect(`${error.message} ${error.hint} ${error.detail}`).not.toContain("top-secret");
  return error;
}

async function against(behaviour: Behaviour, parameters = "sslmode=disable"): Promise<OpsError> {
  server = await fakeServer(behaviour);
  return failure(`postgres://u:top-secret@127.0.0.1:${server.port}/d?${parameters}`);
}

describe("a server that cannot be reached", () => {
  test("no such host", async () => {
    const error = await failure("postgres://u:top-secret@no-such-host.invalid/d");
    expect(error.code).toMatch(/^(ENOTFOUND|EAI_AGAIN)$/);
    expect(error.message).toMatch(/^cannot connect to no-such-host\.invalid\/d as u: /);
  });

  test("nothing listens", async () => {
    server = await fakeServer({ login: "let in" });
    const { port } = server;
    await server.close();
    server = undefined;
    const error = await failure(`postgres://u:top-secret@127.0.0.1:${port}/d`);
    expect(error).toMatchObject({ code: "ECONNREFUSED", hint: expect.stringContaining("port") });
    expect(error.message).toContain(`nothing listens on 127.0.0.1 port ${port}`);
  });

  test("no socket in the directory", async () => {
    const error = await failure(`postgres:///d?host=${temporaryHome()}&user=u`);
    expect(error).toMatchObject({ code: "ENOENT", hint: expect.stringContaining("DATABASE_URL") });
  });

  test("no answer in time", async () => {
    const error = await against({ login: "silence" }, "sslmode=disable&connect_timeout=2");
    expect(error.code).toBe("ETIMEDOUT");
    expect(error.message).toContain("did not answer within 2 s");
  });

  test("hangs up", async () => {
    const error = await against({ login: "hang up" });
    expect(error.code).toBe("ECONNRESET");
    expect(error.message).toContain("closed the connection before the login was complete");
  });

  test("Ctrl-C does not wait for it", async () => {
    server = await fakeServer({ login: "silence" });
    const io = testIo();
    setTimeout(() => io.interrupt(), 50);
    const target = resolveTarget(
      { url: `postgres://u@127.0.0.1:${server.port}/d?sslmode=disable` },
      io,
    );
    await expect(openClient(target, "test", io)).rejects.toMatchObject({ exitStatus: 130 });
  });
});

describe("a server that refuses", () => {
  const address = 'host "10.0.0.1", user "u", database "d"';
  test.each([
    [
      "28P01",
      'password authentication failed for user "u"',
      "the password for u is wrong (it came from --url)",
      "alter role",
    ],
    ["28000", 'role "u" does not exist', "the server knows no role u", "--username"],
    ["28000", 'role "u" is not permitted to log in', "role u may not log in", "alter role"],
    [
      "28000",
      `no pg_hba.conf entry for ${address}, no encryption`,
      "only with TLS",
      "sslmode=require",
    ],
    [
      "28000",
      `no pg_hba.conf entry for ${address}, SSL encryption`,
      "pg_hba.conf admits no connection",
      "pg_hba.conf",
    ],
    ["3D000", 'database "d" does not exist', "there is no database d", "PGDATABASE"],
    ["42501", 'permission denied for database "d"', "role u may not connect to d", "grant connect"],
    ["53300", "sorry, too many clients already", "no connection left", "runbook connections"],
    [
      "53300",
      "remaining connection slots are reserved for roles with the SUPERUSER attribute",
      "no connection left",
      "reserved",
    ],
    [
      "57P03",
      "the database system is starting up",
      "the database system is starting up",
      "try again",
    ],
    ["57P03", "the database system is in recovery mode", "in recovery mode", "try again"],
    ["57P03", "the database system is shutting down", "shutting down", "try again"],
    [
      "57P01",
      "terminating connection due to administrator command",
      "is shutting down",
      "come back",
    ],
    ["08P01", "unsupported startup parameter: options", "one of the settings", "PGOPTIONS"],
    ["XX000", "Tenant or user not found", "the pooler knows no project", "postgres.<project>"],
  ])("%s %s", async (code, message, what, hint) => {
    const error = await against({ login: { code, message } });
    expect(error).toMatchObject({ code, detail: message, hint: expect.stringContaining(hint) });
    expect(error.message).toContain(`/d as u: `);
    expect(error.message).toContain(what);
  });
});
