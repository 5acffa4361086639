import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { openClient } from "../src/connect/open.ts";
import { resolveTarget } from "../src/connect/target.ts";
import { temporaryHome, testIo } from "./cli-io.ts";
import { type Behaviour, type FakeServer, fakeServer } from "./fake-server.ts";
import { authority, certificate } from "./tls-certificates.ts";

let server: FakeServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const withTls: Behaviour = { tls: "S", login: "let in" };
const withoutTls: Behaviour = { tls: "N", login: "let in" };

/** True for encrypted, false for not, else the code of the failure. */
async function outcome(
  behaviour: Behaviour,
  parameters: string,
  home = temporaryHome(),
  host = "localhost",
): Promise<boolean | string> {
  server = await fakeServer(behaviour);
  const io = testIo({ home });
  const address = host === "localhost" ? "&hostaddr=127.0.0.1" : "";
  const url = `postgres://u@${host}:${server.port}/d?${parameters}${address}`;
  try {
    const { client, encrypted } = await openClient(resolveTarget({ url }, io), "test", io);
    client.connection.stream.destroy();
    return encrypted;
  } catch (error: unknown) {
    return String(Object(error).code);
  }
}

function homeWith(file: string, text: string): string {
  const home = temporaryHome();
  mkdirSync(join(home, ".postgresql"));
  writeFileSync(join(home, ".postgresql", file), text);
  return home;
}

function saved(text: string): string {
  const file = join(temporaryHome(), "ca.crt");
  writeFileSync(file, text);
  return file;
}

describe("sslmode means what libpq says", () => {
  test.each([
    ["disable", withTls, false],
    ["allow", withTls, false],
    ["prefer", withTls, true],
    ["prefer", withoutTls, false],
    ["require", withTls, true],
    ["require", withoutTls, "TLS_REFUSED"],
    ["verify-ca", withTls, "USAGE"],
    ["verify-full", withTls, "USAGE"],
    ["sometimes", withTls, "USAGE"],
  ] as const)("%s", async (mode, behaviour, expected) => {
    expect(await outcome(behaviour, `sslmode=${mode}`)).toBe(expected);
  });

  test("without a mode it is prefer", async () => {
    expect(await outcome(withTls, "")).toBe(true);
  });

  test("require does not verify, but does where a root certificate lies at hand", async () => {
    expect(await outcome(withTls, "sslmode=require", homeWith("root.crt", authority))).toBe(true);
    const stranger = homeWith("root.crt", certificate);
    expect(await outcome(withTls, "sslmode=require", stranger)).toBe(
      "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
    );
  });

  test("verify-ca checks who signed, verify-full the name too", async () => {
    const root = `sslrootcert=${saved(authority)}`;
    const none = temporaryHome();
    expect(await outcome(withTls, `sslmode=verify-ca&${root}`, none, "127.0.0.1")).toBe(true);
    expect(await outcome(withTls, `sslmode=verify-full&${root}`)).toBe(true);
    const wrongName = await outcome(withTls, `sslmode=verify-full&${root}`, none, "127.0.0.1");
    expect(wrongName).toBe("ERR_TLS_CERT_ALTNAME_INVALID");
  });

  test("sslrootcert=system trusts the public authorities and verifies fully", async () => {
    expect(await outcome(withTls, "sslrootcert=system")).toBe("UNABLE_TO_VERIFY_LEAF_SIGNATURE");
    expect(await outcome(withTls, "sslrootcert=system&sslmode=require")).toBe("USAGE");
  });

  test("prefer goes on without encryption where the server admits nobody with it", async () => {
    const refusal = { code: "28000", message: "no pg_hba.conf entry for u, SSL encryption" };
    const login = (encrypted: boolean) => (encrypted ? refusal : "let in");
    expect(await outcome({ tls: "S", login }, "sslmode=prefer")).toBe(false);
    expect(server?.logins).toEqual([true, false]);
  });

  test("allow takes encryption where the server demands it", async () => {
    const refusal = { code: "28000", message: "no pg_hba.conf entry for u, no encryption" };
    const login = (encrypted: boolean) => (encrypted ? "let in" : refusal);
    expect(await outcome({ tls: "S", login }, "sslmode=allow")).toBe(true);
    expect(server?.logins).toEqual([false, true]);
  });

  test("a wrong password is never tried again without encryption", async () => {
    const login = { code: "28P01", message: "password authentication failed" };
    expect(await outcome({ tls: "S", login }, "sslmode=prefer")).toBe("28P01");
    expect(server?.logins).toEqual([true]);
  });

  test("channel_binding=require lets in no server that does not bind", async () => {
    const parameters = "sslmode=require&channel_binding=require";
    expect(await outcome(withTls, parameters)).toBe("CHANNEL_BINDING");
  });

  test.each([
    ["garbage", "TLS_REFUSED"],
    ["hang up", "ECONNRESET"],
  ] as const)("an answer to the request for TLS that is %s", async (tls, code) => {
    expect(await outcome({ tls, login: "let in" }, "sslmode=require")).toBe(code);
  });
});
