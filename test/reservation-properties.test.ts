import fc from "fast-check";
import pg from "pg";
import { describe, expect, test } from "vitest";
import { withClient } from "./connection.ts";
import { freshDatabase } from "./database.ts";
import * as steps from "./reservation-steps.ts";
import { seed } from "./seed.ts";

const lots = ["L-1", "L-2", "L-3", "L-4"];
const lot = fc.constantFrom(...lots);
const n = fc.nat({ max: 12 });
const metres = fc.integer({ min: 1, max: 60 });

const anyStep = [
  fc.tuple(lot, metres).map(([l, m]) => steps.reserve(l, m)),
  fc.tuple(n, lot, metres).map(([i, l, m]) => steps.addToAny(i, l, m)),
  fc.tuple(n, metres).map(([i, m]) => steps.editLine(i, m)),
  n.map(steps.deleteLine),
  fc
    .tuple(n, fc.constantFrom("released" as const, "canceled" as const, "active" as const))
    .map(([i, status]) => steps.close(i, status)),
  n.map(steps.convert),
  fc.tuple(n, fc.boolean()).map(([i, done]) => steps.fulfil(i, done)),
  fc.tuple(lot, fc.integer({ min: -40, max: 90 })).map(([l, m]) => steps.writeCounter(l, m)),
  fc.tuple(n, lot).map(([i, l]) => steps.moveLine(i, l)),
  fc.constant(steps.repair()),
  fc.constant(steps.quarantine()),
  n.map(steps.undoAny),
  fc.constant(steps.thereAndBack()),
  fc.boolean().map(steps.setPolicy),
];

describe("any sequence of the application's actions, corruptions, repairs and undos", () => {
  test(`leaves stored minus target exactly what was injected and not yet mended, seed ${seed}`, async () => {
    let done = 0;
    const sequence = fc.commands(anyStep, { maxCommands: 60, size: "max" });
    await fc.assert(
      fc.asyncProperty(sequence, async (commands) => {
        await inFreshDatabase((real) => {
          const drift = new Map(lots.map((number) => [number, 0]));
          return fc.asyncModelRun(() => ({ model: { guard: false, drift }, real }), commands);
        });
        done += 1;
      }),
      {
        numRuns: 25,
        seed,
        endOnFailure: false,
        interruptAfterTimeLimit: 150_000,
        markInterruptAsFailure: false,
      },
    );
    expect(done).toBeGreaterThan(5);
  }, 240_000);
});

async function inFreshDatabase(work: (real: steps.Real) => Promise<void>): Promise<void> {
  const database = await freshDatabase("installed");
  const sessions = Array.from({ length: 3 }, () => new pg.Client(database.owner));
  try {
    await withClient(database.owner, (client) =>
      client.query(`select sample.a_lot(l, 400) from unnest($1::text[]) as l`, [lots]),
    );
    for (const session of sessions) await session.connect();
    let turn = 0;
    await work({ next: () => sessions[turn++ % sessions.length] as pg.Client });
  } finally {
    for (const session of sessions) await session.end();
    await database.drop();
  }
}
