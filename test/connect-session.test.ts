import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { run as apply } from "../src/commands/apply.ts";
import { run as check } from "../src/commands/check.ts";
import { run as doctor } from "../src/commands/doctor.ts";
import { run as migrate } from "../src/commands/migrate.ts";
import { run as status } from "../src/commands/status.ts";
import { run as undo } from "../src/commands/undo.ts";
import { connectionFailure } from "../src/connect/failure.ts";
import { withSession } from "../src/connect/session.ts";
import { resolveTarget } from "../src/connect/target.ts";
import { packageVersion } from "../src/version.ts";
import { at, json, testIo } from "./cli-io.ts";
import { withClient } from "./connection.ts";
import { type FreshDatabase, freshDatabase } from "./database.ts";
import { type FakePooler, fakePooler } from "./fake-pooler.ts";

let database: FreshDatabase;
beforeAll(async () => {
  database = await freshDatabase("installed");
});
afterAll(() => database.drop());

const reads = { verb: "test", installed: false, access: "reads" } as const;

describe("a session", () => {
  test("says once where it is, without the password", async () => {
    const io = testIo();
    await withSession(at(database.owner), reads, io, async () => {});
    const line = new RegExp(
      `^.+, database ${database.name}, role postgres \\(primary, PostgreSQL \\d+\\.\\d+, .+, from --url\\)\\n$`,
    );
    expect(io.err()).toMatch(line);
    expect(io.err()).not.toContain(String(database.owner.password));
  });

  test("names itself to the server", async () => {
    await withSession(at(database.owner), reads, testIo(), async (session) => {
      const rows = await session.query("select current_setting('application_name') as name");
      expect(rows).toEqual([{ name: `lotastro-ops/${packageVersion} test` }]);
    });
  });

  test("keeps numbers that JavaScript would round as text", async () => {
    await withSession(at(database.owner), reads, testIo(), async (session) => {
      const rows = await session.query(
        `select 9007199254740993 as big, 40.00 as metres, 7::int as few,
            '{"a": 40.00, "b": 9007199254740993, "c": 7, "d": "1.50"}'::jsonb as inside`,
      );
      expect(rows).toEqual([
        {
          big: "9007199254740993",
          metres: "40.00",
          few: 7,
          inside: { a: "40.00", b: "9007199254740993", c: 7, d: "1.50" },
        },
      ]);
    });
  });

  test("stops its statement in the server on Ctrl-C", async () => {
    const io = testIo();
    const started = performance.now();
    setTimeout(() => io.interrupt(), 200);
    const work = withSession(at(database.owner), reads, io, (session) =>
      session.query("select pg_sleep(60)"),
    );
    await expect(work).rejects.toMatchObject({ exitStatus: 130 });
    expect(performance.now() - started).toBeLessThan(10_000);
    await withClient(database.superuser, async (client) => {
      const running = await client.query(
        "select from pg_stat_activity where query like 'select pg_sleep(60)%' and state = 'active' and pid <> pg_backend_pid()",
      );
      expect(running.rows).toHaveLength(0);
    });
  });

  test("refuses a database without the package, and says how to install it", async () => {
    const empty = await freshDatabase("empty");
    try {
      await expect(check(at(empty.owner), testIo())).rejects.toMatchObject({
        code: "NOT_INSTALLED",
        hint: expect.stringContaining("lotastro-ops migrate up"),
        exitStatus: 3,
      });
    } finally {
      await empty.drop();
    }
  });
});

describe("a database of another release", () => {
  test.each([
    ["99.0.0", "npm install lotastro-ops@99.0.0"],
    ["0.0.1", "lotastro-ops migrate up"],
  ])("%s: names what to upgrade; doctor and status still work", async (version, hint) => {
    const other = await freshDatabase("installed");
    try {
      await withClient(other.owner, (client) =>
        client.query("update ops.object_version set package_version = $1", [version]),
      );
      await expect(check(at(other.owner), testIo())).rejects.toMatchObject({
        code: "VERSION",
        message: expect.stringContaining(version),
        hint: expect.stringContaining(hint),
      });
      for (const verb of [doctor, status]) {
        const io = testIo();
        expect(await verb({ ...at(other.owner), json: true }, io)).toBe(1);
        expect(json(io).rows).toContainEqual(
          expect.objectContaining({
            item: "release",
            state: "fail",
            fix: expect.stringContaining(hint),
          }),
        );
      }
    } finally {
      await other.drop();
    }
  });
});

describe("a pooler", () => {
  async function through(
    mode: "transaction" | "session",
    work: (url: string) => Promise<void>,
  ): Promise<void> {
    const pooler: FakePooler = await fakePooler(database.owner, mode);
    try {
      await work(`postgres://postgres@127.0.0.1:${pooler.port}/${database.name}`);
    } finally {
      await pooler.close();
    }
  }

  test("in transaction mode is refused by migrate, apply and undo, with the way around it", async () => {
    await through("transaction", async (url) => {
      const answer = { reason: "test", yes: true, maxRows: 1, url };
      const refusal = { code: "POOLER", exitStatus: 3, hint: expect.stringContaining("port 5432") };
      await expect(migrate({ action: "up", url }, testIo())).rejects.toMatchObject(refusal);
      await expect(apply({ plan: "1", ...answer }, testIo())).rejects.toMatchObject(refusal);
      await expect(undo({ run: "1", ...answer }, testIo())).rejects.toMatchObject(refusal);
    });
  });

  test("in transaction mode lets checks through", async () => {
    await through("transaction", async (url) => {
      const io = testIo();
      expect(await check({ areas: ["reservations"], url }, io)).toBe(0);
      expect(io.err()).toContain("reservations: clean");
    });
  });

  test("in session mode is as good as none", async () => {
    await through("session", async (url) => {
      const io = testIo();
      expect(await migrate({ action: "up", url }, io)).toBe(0);
      expect(io.out()).toContain("nothing to do");
    });
  });

  test("on port 6543 is worth a word before anything is known", async () => {
    const io = testIo();
    const url = "postgres://u@127.0.0.1:6543/d?sslmode=disable";
    expect(await doctor({ url, json: true }, io)).toBe(3);
    expect(json(io).rows).toContainEqual(expect.objectContaining({ item: "port", state: "warn" }));
  });
});

describe("a host that only speaks IPv6", () => {
  const target = resolveTarget({ url: "postgres://u@db.example/d" }, testIo());
  const unreachable = Object.assign(new Error("connect ENETUNREACH"), {
    code: "ENETUNREACH",
    address: "2a05:d014::1",
  });

  test("is told apart from a network that is down", () => {
    expect(connectionFailure(unreachable, target, 10)).toMatchObject({
      code: "ENETUNREACH",
      message: expect.stringContaining("only an IPv6 address"),
      hint: expect.stringContaining("session pooler"),
    });
    const address = "10.0.0.1";
    const down = Object.assign(new Error("connect ENETUNREACH"), { code: "ENETUNREACH", address });
    expect(connectionFailure(down, target, 10).message).toContain("no route to 10.0.0.1");
  });

  test("does not hide what went wrong on the other address", () => {
    const refused = Object.assign(new Error("refused"), { code: "ECONNREFUSED" });
    const both = new AggregateError([unreachable, refused]);
    expect(connectionFailure(both, target, 10).code).toBe("ECONNREFUSED");
  });
});
