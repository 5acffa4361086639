import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { run as check } from "../src/commands/check.ts";
import { run as explain } from "../src/commands/explain.ts";
import { brokenStock, single } from "./broken-stock.ts";
import { at, json, testIo } from "./cli-io.ts";
import { withClient } from "./connection.ts";
import { type FreshDatabase, freshDatabase } from "./database.ts";

let sound: FreshDatabase;
let broken: FreshDatabase;
beforeAll(async () => {
  sound = await freshDatabase("installed");
  broken = await brokenStock();
});
afterAll(async () => {
  await sound.drop();
  await broken.drop();
});

const areas = ["reservations"];

describe("check", () => {
  test("of sound data prints no table, the summary on stderr, and is 0", async () => {
    const io = testIo();
    expect(await check({ areas, ...at(sound.owner) }, io)).toBe(0);
    expect(io.out()).toBe("");
    expect(io.err()).toMatch(/reservations: clean · (\d+) of \1 rules ran · /);
  });

  test("of an area says what it can never tell, and counts it nowhere", async () => {
    const run = async (options: Parameters<typeof check>[0]) => {
      const io = testIo();
      expect(await check({ ...at(sound.owner), ...options }, io)).toBe(0);
      return io;
    };
    const io = await run({ areas: ["rate_limits"] });
    expect(io.out()).toMatch(/^P3 {3}api_key_at_limit +refused calls: unknown, .* unknown$/m);
    expect(io.err()).toMatch(/rate_limits: clean · (\d+) of \1 rules ran · /);
    const body = json(await run({ areas: ["rate_limits"], json: true }));
    expect(body).toMatchObject({ violations: [], blind_spots: [{ status: "unknown" }] });
    expect((await run({ areas: ["rate_limits"], rule: ["api_key_limit"] })).out()).toBe("");
    expect((await run({ areas: ["reservations"] })).out()).toBe("");
  });

  test("of broken data says what is wrong, why, and the next call, within 100 columns", async () => {
    const io = testIo();
    expect(await check({ areas, ...at(broken.owner) }, io)).toBe(1);
    const lines = io.out().trimEnd().split("\n");
    expect(lines[0]).toMatch(/^SEV {2}RULE +WHAT IS WRONG, AND THE NEXT CALL +CAUSE$/);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100);
    expect(
      lines.filter((line) => /^P1 {3}lot_reserved_meters .* moved_line$/.test(line)),
    ).toHaveLength(6);
    expect(
      lines.filter((line) => /^P1 {3}lot_reserved_meters .* direct_write$/.test(line)),
    ).toHaveLength(3);
    expect(io.out()).toContain(
      "-> select * from ops.repair_reservations(rule => 'lot_reserved_meters'",
    );
    expect(io.err()).toMatch(
      /reservations: \d+ violations \(P1 \d+, P2 \d+.*; .* m\) · (\d+) of \1 rules ran/,
    );
  });

  test("--json is one object with the same rows, and nothing else on stdout", async () => {
    const io = testIo();
    expect(await check({ areas, json: true, ...at(broken.owner) }, io)).toBe(1);
    const body = json(io);
    expect(body).toMatchObject({
      version: 1,
      verb: "check",
      exit: 1,
      server: { database: broken.name },
    });
    const rows = await single(
      broken,
      "select count(*)::int from ops.check_reservations(null) as v",
    );
    expect(body.violations).toHaveLength(Number(rows));
    expect(body.violations).toContainEqual(
      expect.objectContaining({
        rule: "lot_reserved_meters",
        cause: "moved_line",
        size: expect.stringMatching(/^\d+\.\d\d$/),
        observed: expect.stringMatching(/^-?\d+\.\d\d$/),
      }),
    );
    expect(body.rules).toHaveLength(
      Number(await single(broken, "select count(*) from ops.rule where area = 'reservations'")),
    );
  });

  test("--fail-on moves the line between finding and clean", async () => {
    expect(await check({ areas, failOn: "P0", ...at(broken.owner) }, testIo())).toBe(0);
    const rule = ["stale_reservation_lines"];
    expect(await check({ rule, ...at(broken.owner) }, testIo())).toBe(0);
    expect(await check({ rule, failOn: "P2", ...at(broken.owner) }, testIo())).toBe(1);
  });

  test("--max-rows counts the rest in one row", async () => {
    const io = testIo();
    const rule = ["lot_reserved_meters"];
    expect(await check({ rule, maxRows: 2, ...at(broken.owner) }, io)).toBe(1);
    expect(io.out()).toMatch(/7 more rows \([\d,.]+ m\) +more/);
    expect(io.err()).toContain("reservations: 9 violations");
  });

  test("an area or a rule that does not exist is wrong usage", async () => {
    const nowhere = check({ areas: ["nowhere"], ...at(sound.owner) }, testIo());
    await expect(nowhere).rejects.toMatchObject({ code: "OP001", exitStatus: 64 });
    const unknown = check({ areas, rule: ["lot_reserved_metres"], ...at(sound.owner) }, testIo());
    await expect(unknown).rejects.toMatchObject({
      code: "OP002",
      exitStatus: 64,
      detail: expect.stringMatching(/^rules like it: lot_reserved_meters, /),
    });
    const elsewhere = check({ areas, rule: ["lot_meters"], ...at(sound.owner) }, testIo());
    await expect(elsewhere).rejects.toMatchObject({
      code: "USAGE",
      exitStatus: 64,
      message: "rule lot_meters is not of reservations",
      hint: "lotastro-ops check --rule lot_meters",
    });
  });
});

describe("a rule that cannot run", () => {
  /** Holds the table of the lots, so that a rule reading it waits, while `work` is done. */
  async function whileLotsAreLocked(work: () => Promise<void>): Promise<void> {
    await withClient(sound.owner, async (client) => {
      await client.query("begin; lock table public.lots in access exclusive mode");
      await work();
      await client.query("rollback");
    });
  }

  const sessions = () => `from pg_stat_activity where datname = '${sound.name}'
    and application_name like 'lotastro-ops/% check' and state = 'active'`;

  /** Process id of the check, once it waits for the lock. */
  async function waitingPid(): Promise<unknown> {
    const waiting = `select min(pid) ${sessions()} and wait_event_type = 'Lock'`;
    for (;;) {
      const pid = await single(sound, waiting);
      if (pid !== null) return pid;
      await sleep(10);
    }
  }

  test("in its time is a row of its own, the others go on, and the status is 2", async () => {
    await whileLotsAreLocked(async () => {
      const io = testIo();
      const options = { areas, statementTimeout: "300ms", json: true, ...at(sound.owner) };
      expect(await check(options, io)).toBe(2);
      const body = json(io);
      expect(body.violations).toContainEqual(
        expect.objectContaining({
          rule: "lot_reserved_meters",
          status: "unknown",
          message: "could not run in time",
          fix: expect.stringContaining("--statement-timeout"),
          detail: expect.objectContaining({ sqlstate: "57014" }),
        }),
      );
      expect(JSON.stringify(body.violations)).not.toContain("incoming_reserved_meters");
      expect(io.err()).toMatch(
        /no violation in what could run · \d+ of \d+ rules ran · \d+ unknown/,
      );
    });
  });

  test("because the server ended the session makes all that follow unknown, status 3", async () => {
    await whileLotsAreLocked(async () => {
      const io = testIo();
      const checking = check({ areas, json: true, ...at(sound.owner) }, io);
      await single(sound, `select pg_terminate_backend(${await waitingPid()})`);
      expect(await checking).toBe(3);
      const rows = json(io).violations as { rule: string; status: string }[];
      expect(rows.length).toBeGreaterThan(1);
      expect(rows.every(({ status }) => status === "unknown")).toBe(true);
      expect(io.err()).toContain("the connection was lost");
    });
  });

  test("because of Ctrl-C leaves nothing running", async () => {
    await whileLotsAreLocked(async () => {
      const io = testIo();
      const checking = check({ areas, ...at(sound.owner) }, io);
      await waitingPid();
      io.interrupt();
      await expect(checking).rejects.toMatchObject({ exitStatus: 130 });
      expect(await single(sound, `select count(*)::int ${sessions()}`)).toBe(0);
    });
  });

  test("because somebody disabled it says so in the summary", async () => {
    await withClient(sound.owner, (client) =>
      client.query(
        "insert into ops.rule_setting (rule, enabled, changed_by) values ('orphan_reservation_lines', false, 'test')",
      ),
    );
    const io = testIo();
    expect(await check({ areas, ...at(sound.owner) }, io)).toBe(0);
    expect(io.err()).toMatch(/\d+ of \d+ rules ran · 1 disabled/);
  });
});

describe("explain", () => {
  test("shows one lot on one screen", async () => {
    const lot = await single(
      broken,
      `select l.lot_number from ops.check_rule('lot_reserved_meters', null) as v
       join public.lots as l on l.id::text = v.key ->> 'id' where v.cause = 'moved_line' limit 1`,
    );
    const io = testIo();
    expect(await explain({ lot: String(lot), ...at(broken.owner) }, io)).toBe(0);
    expect(io.out()).toMatch(new RegExp(`^lot\n  ${lot} `));
    expect(io.out()).toContain("moved_line");
    const lines = io.out().split("\n");
    expect(lines.length).toBeLessThan(60);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100);
    const asJson = testIo();
    expect(await explain({ lot: String(lot), json: true, ...at(broken.owner) }, asJson)).toBe(0);
    expect(json(asJson)).toMatchObject({ version: 1, lot, lines: expect.any(Array) });
  });

  test("of a lot that does not exist is wrong usage, with numbers like it", async () => {
    const nowhere = explain({ lot: "L-0000", ...at(broken.owner) }, testIo());
    await expect(nowhere).rejects.toMatchObject({ code: "OP013", exitStatus: 64 });
  });
});
