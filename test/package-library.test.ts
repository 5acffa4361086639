import { describe, expect, test } from "vitest";
import { apply, check, migrate, migrateStatus, OpsError, plan, undo } from "../src/index.ts";
import { type Connected, connectTo } from "./connected.ts";

/** A sound lot of 40 m in lines whose counter says 140. */
async function brokenLot(client: Connected): Promise<void> {
  await client.query(`
    do $$
    declare
      v_lot uuid := sample.a_lot('T-LOT');
    begin
      perform sample.a_line(sample.a_reservation(), v_lot, 40);
      update public.lots set reserved_meters = 140 where id = v_lot;
    end $$`);
}

const rule = "lot_reserved_meters";

describe("the library", () => {
  test("installs, checks, plans, applies and undoes on the caller's client", async () => {
    const client = await connectTo("sample");
    await migrate(client);
    expect((await migrateStatus(client)).current).toBe(true);
    expect(await check(client, { area: "reservations" })).toMatchObject({
      violations: [],
      failed: [],
      clean: true,
    });
    await brokenLot(client);

    const found = await check(client, { area: "reservations", rules: [rule] });
    expect(found.rules.map((each) => each.rule)).toEqual([rule]);
    expect(found).toMatchObject({
      clean: false,
      // As text: 140.00 and 140 are not the same to a person who compares.
      violations: [{ rule, severity: "P1", size: "100.00", status: "violation" }],
    });

    const planned = await plan(client, { area: "reservations" });
    expect(planned.changes).toMatchObject([{ action: "update", state: "planned" }]);
    const made = await apply(client, { plan: String(planned.plan), reason: "test" });
    expect(made).toMatchObject({ complete: true, outcomes: [{ state: "applied" }] });
    expect((await check(client, { area: "reservations" })).clean).toBe(true);

    const undone = await undo(client, { run: String(made.run), reason: "test" });
    expect(undone).toMatchObject({ complete: true, outcomes: [{ state: "restored" }] });
    expect((await check(client, { area: "reservations" })).violations).toMatchObject([
      { size: "100.00" },
    ]);
  });

  test("reports the server's errors as OpsError, with code and hint", async () => {
    const client = await connectTo("installed");
    for (const [attempt, code] of [
      [() => check(client, { area: "nowhere" }), "OP001"],
      [() => plan(client, { area: "reservations", rule: "nope" }), "OP002"],
      [() => apply(client, { plan: "4711", reason: "it's a test; \\" }), "OP006"],
      [() => undo(client, { run: "4711", reason: "test" }), "OP007"],
    ] as const) {
      const error: unknown = await attempt().catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(OpsError);
      expect(error).toMatchObject({ code, hint: expect.any(String) });
    }
  });

  test("keeps a rule that is too slow apart from the others, and the connection usable", async () => {
    const client = await connectTo("installed");
    const other = await connectTo(client.settings);
    await other.query("begin; lock table public.incoming_stock in access exclusive mode");
    const found = await check(client, { statementTimeout: "300ms" });
    expect(found.clean).toBe(false);
    expect(found.failed.map((each) => each.rule)).toContain("incoming_reserved_meters");
    expect(found.failed[0]?.error.code).toBe("57014");
    expect(found.rules.length).toBeGreaterThan(found.failed.length);
    await other.query("rollback");
    expect((await check(client, { area: "reservations" })).clean).toBe(true);
  });
});
