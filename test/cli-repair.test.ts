import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { run as apply } from "../src/commands/apply.ts";
import { run as check } from "../src/commands/check.ts";
import { run as plan } from "../src/commands/plan.ts";
import { run as undo } from "../src/commands/undo.ts";
import { brokenStock, counters, single } from "./broken-stock.ts";
import { at, json, testIo } from "./cli-io.ts";
import { withClient } from "./connection.ts";
import type { FreshDatabase } from "./database.ts";

let database: FreshDatabase;
beforeEach(async () => {
  database = await brokenStock();
});
afterEach(() => database.drop());

const area = "reservations";
const yes = { reason: "a test", yes: true, maxRows: 50 } as const;

async function planned(): Promise<string> {
  const io = testIo();
  expect(await plan({ area, json: true, ...at(database.owner) }, io)).toBe(0);
  const body = json(io);
  expect(body).toMatchObject({
    changes: 9,
    next: `lotastro-ops apply ${body.plan} --reason "why"`,
  });
  return String(body.plan);
}

describe("plan, apply, undo", () => {
  test("change nothing, then what was planned, then give back exactly what was", async () => {
    const before = await single(database, counters);
    const planIo = testIo();
    expect(await plan({ area, ...at(database.owner) }, planIo)).toBe(0);
    expect(planIo.out()).toMatch(/^NO {2}STATE +RULE +WHAT +CHANGE$/m);
    expect(planIo.out()).toMatch(/reserved_meters -?\d+\.\d\d -> /);
    expect(planIo.err()).toContain('next: lotastro-ops apply 1 --reason "why"');
    expect(await single(database, counters)).toBe(before);

    const applyIo = testIo();
    expect(await apply({ plan: "1", ...yes, ...at(database.owner) }, applyIo)).toBe(0);
    expect(applyIo.out()).toMatch(/^ 1 {2}applied +lot_reserved_meters/m);
    expect(applyIo.err()).toContain('to take it back: lotastro-ops undo 1 --reason "why"');
    const rule = ["lot_reserved_meters", "incoming_reserved_meters"];
    expect(await check({ rule, ...at(database.owner) }, testIo())).toBe(0);

    expect(await undo({ run: "1", ...yes, ...at(database.owner) }, testIo())).toBe(0);
    expect(await single(database, counters)).toBe(before);
  });

  test("plan narrows to a rule and keys", async () => {
    const key = await single(
      database,
      "select key ->> 'id' from ops.check_rule('lot_reserved_meters') where cause = 'direct_write' limit 1",
    );
    const io = testIo();
    const narrow = { area, rule: "lot_reserved_meters", keys: [String(key)], json: true };
    expect(await plan({ ...narrow, ...at(database.owner) }, io)).toBe(0);
    expect(json(io)).toMatchObject({ changes: 1, rows: [{ key: { id: key } }] });
  });

  test("a plan that finds nothing to do says so and offers no next call", async () => {
    await apply({ plan: await planned(), ...yes, ...at(database.owner) }, testIo());
    const io = testIo();
    expect(await plan({ area, rule: "lot_reserved_meters", ...at(database.owner) }, io)).toBe(0);
    expect(io.out()).toBe("");
    expect(io.err()).toContain("nothing to repair");
    expect(io.err()).not.toContain("lotastro-ops apply");
  });

  test("a plan is applied once, a run undone once", async () => {
    const number = await planned();
    await apply({ plan: number, ...yes, ...at(database.owner) }, testIo());
    const again = apply({ plan: number, ...yes, ...at(database.owner) }, testIo());
    await expect(again).rejects.toMatchObject({ code: "OP008", exitStatus: 1 });
    await undo({ run: "1", ...yes, ...at(database.owner) }, testIo());
    const twice = undo({ run: "1", ...yes, ...at(database.owner) }, testIo());
    await expect(twice).rejects.toMatchObject({ code: "OP012", exitStatus: 1 });
  });

  test("a number that was never given out is wrong usage", async () => {
    const noPlan = apply({ plan: "4711", ...yes, ...at(database.owner) }, testIo());
    await expect(noPlan).rejects.toMatchObject({ code: "OP006", exitStatus: 64 });
    const noRun = undo({ run: "4711", ...yes, ...at(database.owner) }, testIo());
    await expect(noRun).rejects.toMatchObject({ code: "OP007", exitStatus: 64 });
  });

  test("a row that somebody changed since is left alone, shown, and the status is 1", async () => {
    const number = await planned();
    await withClient(database.owner, (client) =>
      client.query(
        `update public.lots set reserved_meters = reserved_meters + 1
         where id::text = (select key ->> 'id' from ops.plan_rows($1) where cause = 'direct_write' limit 1)`,
        [number],
      ),
    );
    const io = testIo();
    expect(await apply({ plan: number, json: true, ...yes, ...at(database.owner) }, io)).toBe(1);
    expect(json(io)).toMatchObject({ done: 8, left_alone: 1, exit: 1 });
    expect(json(io).outcomes).toContainEqual(expect.objectContaining({ state: "stale" }));
  });

  test("Ctrl-C keeps whole batches and says how far it came and how to go back", async () => {
    const number = await planned();
    await withClient(database.owner, async (client) => {
      // Each row that somebody holds is waited for, which leaves time to press Ctrl-C.
      await client.query("begin; select from public.lots for update");
      const io = testIo();
      const applying = apply({ plan: number, ...yes, ...at(database.owner) }, io);
      await sleep(600);
      io.interrupt();
      await expect(applying).rejects.toMatchObject({
        exitStatus: 130,
        message: "interrupted: run 1 changed 0 of 9 rows",
        hint: expect.stringContaining("lotastro-ops undo 1"),
      });
      await client.query("rollback");
    });
  });
});

describe("consent", () => {
  test("is the number of changes, typed", async () => {
    const number = await planned();
    const io = testIo({ typed: ["9"] });
    expect(await apply({ plan: number, reason: "why not", ...at(database.owner) }, io)).toBe(0);
    const question = /^Apply 9 changes \([\d,]+\.\d\d m\) to .+\/test_\w+\? type 9: /m;
    expect(io.err()).toMatch(question);
    const undoIo = testIo({ typed: ["9"] });
    expect(await undo({ run: "1", reason: "no", ...at(database.owner) }, undoIo)).toBe(0);
    expect(undoIo.err()).toContain("Undo 9 changes (");
  });

  test.each(["y", "yes", "8", ""])("is not %j: nothing changes, status 1", async (typed) => {
    const before = await single(database, counters);
    const io = testIo({ typed: [typed] });
    const answer = apply({ plan: await planned(), reason: "x", ...at(database.owner) }, io);
    await expect(answer).rejects.toMatchObject({ code: "DECLINED", exitStatus: 1 });
    expect(await single(database, counters)).toBe(before);
  });

  test("by --yes needs a limit, and holds to it", async () => {
    const number = await planned();
    const options = { plan: number, reason: "x", yes: true, ...at(database.owner) };
    await expect(apply(options, testIo())).rejects.toMatchObject({ exitStatus: 64 });
    const all = apply({ ...options, maxRows: "all" }, testIo());
    await expect(all).rejects.toMatchObject({ exitStatus: 64 });
    await expect(apply({ ...options, maxRows: 8 }, testIo())).rejects.toMatchObject({
      code: "OP014",
      exitStatus: 1,
      message: "9 changes are more than --max-rows 8",
    });
    expect(await single(database, "select count(*)::int from ops.run")).toBe(0);
  });

  test("cannot be asked for without a terminal, nor given without a reason", async () => {
    const options = { plan: await planned(), ...at(database.owner) };
    const noTerminal = apply({ ...options, reason: "x" }, testIo());
    await expect(noTerminal).rejects.toMatchObject({
      exitStatus: 64,
      hint: expect.stringContaining("--yes"),
    });
    const noReason = apply({ ...options, yes: true, maxRows: 50, reason: "  " }, testIo());
    await expect(noReason).rejects.toMatchObject({
      exitStatus: 64,
      message: "apply needs a reason",
    });
  });
});
