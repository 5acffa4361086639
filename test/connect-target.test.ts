import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parseConnectionString } from "../src/connect/conninfo.ts";
import { resolveTarget, targetName } from "../src/connect/target.ts";
import { OpsError } from "../src/errors.ts";
import { temporaryHome, testIo } from "./cli-io.ts";

const read = (text: string) => Object.fromEntries(parseConnectionString(text));

function thrownBy(work: () => unknown): unknown {
  try {
    return work();
  } catch (error: unknown) {
    return error;
  }
}

describe("a connection string", () => {
  test.each([
    ["postgres://", {}],
    ["postgresql://db.example", { host: "db.example" }],
    ["postgres://u@h:6000/d", { user: "u", host: "h", port: "6000", dbname: "d" }],
    ["postgres://u:p%40%2F%3A@h/d", { user: "u", password: "p@/:", host: "h", dbname: "d" }],
    ["postgres://u:@h/d", { user: "u", host: "h", dbname: "d" }],
    ["postgres://[::1]:5433/d", { host: "::1", port: "5433", dbname: "d" }],
    ["postgres:///d?host=/run/pg&port=1", { dbname: "d", host: "/run/pg", port: "1" }],
    ["postgres://%2Frun%2Fpg/d", { host: "/run/pg", dbname: "d" }],
    ["postgres://h/d?ssl=true", { host: "h", dbname: "d", sslmode: "require" }],
    ["postgres://h/d?options=-c%20a%3Db", { host: "h", dbname: "d", options: "-c a=b" }],
    ["postgres://a:1,b:2/d", { host: "a,b", port: "1,2", dbname: "d" }],
    ["host=h password='two words' dbname=d", { host: "h", password: "two words", dbname: "d" }],
    ["host=h password=a\\'b", { host: "h", password: "a'b" }],
    ["dbname=d application_name=x pgbouncer=true", { dbname: "d" }],
  ])("%s", (text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  test.each([
    ["postgres://u:top-secret@h:1:2/d?x", "has no value"],
    ["postgres://u:top-secret@h/d?colour=red", 'unknown setting "colour"'],
    ["postgres://u:top-secret%zz@h/d", "two hexadecimal digits"],
    ["host=h password='top-secret", "cannot be read"],
    ["host=h password='top-secret''s'", "cannot be read"],
    ["postgres://u:top-secret@h/d?sslmode", "has no value"],
  ])("that is wrong is refused without being repeated: %s", (text, message) => {
    const error = thrownBy(() => resolveTarget({ url: text }, testIo()));
    expect(error).toBeInstanceOf(OpsError);
    expect(error).toMatchObject({ exitStatus: 64, message: expect.stringContaining(message) });
    if (/unknown setting/.test(message)) {
      expect(error).toMatchObject({
        hint: expect.stringContaining("host, hostaddr, port, dbname"),
      });
    }
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain("top-secret");
  });
});

describe("where to connect", () => {
  test("the command line wins over DATABASE_URL, that over the service, that over variables", () => {
    const home = temporaryHome();
    writeFileSync(
      join(home, ".pg_service.conf"),
      "# mine\n[wh]\nhost=s\nport=3\nuser=su\n[other]\nhost=x\n",
    );
    const env = {
      DATABASE_URL: "postgres://url-user@url-host",
      PGSERVICE: "wh",
      PGHOST: "env-host",
      PGDATABASE: "env-db",
    };
    const io = testIo({ env, home });
    const target = resolveTarget({ username: "typed" }, io);
    expect(target).toMatchObject({
      host: "url-host",
      port: 3,
      user: "typed",
      database: "env-db",
      source: "DATABASE_URL",
    });
    expect(resolveTarget({ url: "postgres:///?service=other" }, io)).toMatchObject({ host: "x" });
  });

  test("without anything it is the local server, the account's name twice", () => {
    const target = resolveTarget({}, testIo());
    expect(target).toMatchObject({
      user: "tester",
      database: "tester",
      port: 5432,
      source: "default",
    });
    expect(target.host).toMatch(/^(\/|localhost$)/);
  });

  test("--dbname takes a name or a connection string", () => {
    const io = testIo({ env: { DATABASE_URL: "postgres://h/other" } });
    expect(targetName(resolveTarget({ dbname: "mine" }, io))).toBe("h/mine");
    expect(targetName(resolveTarget({ dbname: "host=k dbname=d port=7" }, io))).toBe("k:7/d");
  });

  test.each([
    [{ PGHOST: "a,b" }, "several hosts"],
    [{ PGPORT: "70000" }, '"70000" is not a port'],
    [{ PGSERVICE: "gone" }, 'there is no service "gone"'],
    [{ PGREQUIREAUTH: "scram-sha-256" }, "require_auth"],
    [{ PGGSSENCMODE: "require" }, "gssencmode=require"],
  ])("%o is refused", (env, message) => {
    expect(() => resolveTarget({}, testIo({ env }))).toThrow(message);
  });

  test.each([
    ["[wh]\nhosst=x", 'unknown setting "hosst"'],
    ["[wh]\nservice=other", "cannot name another service"],
    ["[wh]\nldap://x", "LDAP"],
    ["[wh]\nhost", "keyword=value"],
  ])("a service file with %j names file and line", (text, message) => {
    const home = temporaryHome();
    writeFileSync(join(home, ".pg_service.conf"), text);
    const resolve = () => resolveTarget({}, testIo({ env: { PGSERVICE: "wh" }, home }));
    expect(resolve).toThrow(message);
    expect(resolve).toThrow(".pg_service.conf:2");
  });
});

describe("the password file", () => {
  const lines = [
    "# host:port:database:user:password",
    "other:5432:*:u:no",
    "h:5432:d:u:a\\:b\\\\c:d",
    "*:*:*:*:last",
  ].join("\n");

  function withFile(mode: number, url: string) {
    const home = temporaryHome();
    const file = join(home, ".pgpass");
    writeFileSync(file, lines);
    chmodSync(file, mode);
    const io = testIo({ home });
    return { io, target: resolveTarget({ url }, io) };
  }

  test("gives the password of the first line that fits, escapes taken away", () => {
    const { target } = withFile(0o600, "postgres://u@h/d");
    expect(target.password()).toBe("a:b\\c:d");
    expect(target.passwordSource).toMatch(/^line 3 of .*\.pgpass$/);
    expect(withFile(0o600, "postgres://v@h/d").target.password()).toBe("last");
  });

  test("is ignored while others may read it", () => {
    const { io, target } = withFile(0o644, "postgres://u@h/d");
    expect(target.password()).toBeUndefined();
    expect(io.err()).toContain("chmod 600");
  });

  test("never wins over a password that was given, and a target never shows one", () => {
    const { target } = withFile(0o600, "postgres://u:given@h/d");
    expect(target.password()).toBe("given");
    expect(JSON.stringify(target)).not.toContain("given");
  });
});
