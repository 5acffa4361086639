import type pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { withClient } from "./connection.ts";
import { type FreshDatabase, freshDatabase } from "./database.ts";
import {
  expectSoundRuns,
  journalAfter,
  lastChange,
  replay,
  type State,
  stateOf,
} from "./kill-points-journal.ts";
import { seed } from "./seed.ts";
import { targets } from "./server.ts";
import { seeded } from "./sessions.ts";
import {
  attempt,
  closeStage,
  type Fault,
  faults,
  isDeadly,
  locks,
  openStage,
  type Stage,
  type Strike,
  stepping,
} from "./strike.ts";

/** Something that is done, or taken back, in as many statements as it takes. */
export interface Work {
  readonly name: string;
  /** A statement is one transaction: it leaves nothing when it dies. */
  readonly whole: boolean;
  /** The next statement; undefined when nothing is left to do. */
  readonly next: (judge: pg.Client) => Promise<string | undefined>;
}

export interface Case {
  readonly there: Work;
  readonly back: Work;
  /** Strikes of one pass, there and back. */
  readonly strikes: readonly [number, number];
  /** A question that has rows where it did not do what it should; without one all must be sound. */
  readonly undone?: string;
}

export interface Scene {
  readonly name: string;
  readonly tables: readonly string[];
  readonly setUp: readonly string[];
  readonly breaking: readonly string[];
  readonly cases: readonly Case[];
  /** Fails on what must not be seen half-way, by code that shares nothing with our checks. */
  readonly halfDone: (judge: pg.Client, now: State, broken: State, end: State) => unknown;
  /** Before each way back, and after it. */
  readonly aroundBack?: readonly [string, string];
  /** What has another id each time it is made. */
  readonly newIds?: string;
}

/** The way back of all runs that have changed something, the last first. */
export function takeBack(call: (run: string) => string, whole: boolean): Work {
  return {
    name: "the way back",
    whole,
    next: async (judge) => {
      const { rows } = await judge.query<{ run: string | null }>(`
        select max(c.run) as run from ops.change as c join ops.run as r on r.id = c.run
        where r.kind = 'apply' and c.caused_by is null
          and not exists (select from ops.change as u where u.undoes = c.id)`);
      return rows[0]?.run ? call(rows[0].run) : undefined;
    },
  };
}

/**
 * Does the work, struck at each of the steps, again and again until nothing is left. Each time the data must
 * be what they were, changed by the journal and by nothing else. Returns how many blows fell.
 */
async function carryOut(
  stage: Stage,
  work: Work,
  strikes: readonly Strike[],
  look: (now: State) => unknown = () => {},
): Promise<number> {
  const waiting = [...strikes];
  const count = () => stage.judge.query("select setval('public.step_number', 1, false)");
  let blows = 0;
  await count();
  for (let turns = strikes.length + 10; turns > 0; turns -= 1) {
    const statement = await work.next(stage.judge);
    if (statement === undefined) return blows;
    // What leaves nothing begins at its first step again.
    if (work.whole) await count();
    const before = await stateOf(stage);
    const last = await lastChange(stage.judge);
    const due = takeDue(waiting, work.whole ? 0 : await stepsTaken(stage));
    const { fell, error } = await attempt(stage, statement, due);
    blows += fell.length;
    // What it did not come to, for rows were locked, it comes to later.
    waiting.unshift(...due.filter((s) => !fell.includes(s) && s.fault !== "statement_timeout"));
    const after = await stateOf(stage);
    const journal = await journalAfter(stage.judge, last);
    expect(after).toEqual(replay(before, journal));
    if (work.whole && error !== undefined) expect(journal).toEqual([]);
    if (due.length === 0) expect(error).toBeUndefined();
    await expectSoundRuns(stage.judge);
    await look(after);
  }
  throw new Error(`${work.name} does not come to an end`);
}

/** Up to the first that is deadly; each at a step that is still to come. */
function takeDue(waiting: Strike[], taken: number): Strike[] {
  const end = waiting.findIndex(({ fault }) => isDeadly(fault));
  let step = taken;
  return waiting.splice(0, end === -1 ? waiting.length : end + 1).map((strike) => {
    step = Math.max(step + 1, strike.step);
    return { ...strike, step };
  });
}

async function stepsTaken({ judge }: Stage): Promise<number> {
  const { rows } = await judge.query<{ n: string }>(
    "select last_value as n from public.step_number",
  );
  return Number(rows[0]?.n);
}

export interface Raised {
  readonly stage: Stage;
  readonly sound: State;
  readonly broken: State;
}

/** Prepares the scene: sound, and then broken. */
export async function raise(scene: Scene, config: pg.ClientConfig): Promise<Raised> {
  await withClient(config, async (client) => {
    for (const sql of scene.setUp) await client.query(sql);
    await client.query(stepping(scene.tables));
  });
  const stage = await openStage(config, scene.tables);
  const sound = await stateOf(stage);
  for (const sql of scene.breaking) await stage.judge.query(sql);
  return { stage, sound, broken: await stateOf(stage) };
}

export interface Chance {
  readonly luck: () => number;
  readonly nextFault: (work: Work) => Fault;
}

/** Each in its own part of all the steps. */
function spread(count: number, steps: number, work: Work, { luck, nextFault }: Chance): Strike[] {
  return Array.from({ length: count }, (_, n) => ({
    step: 1 + Math.floor(((n + luck()) / count) * steps),
    fault: nextFault(work),
    luck: luck(),
  }));
}

/** All rows, but for the ids that are new each time. */
function rowsOf(state: State, newIds: string | undefined): string[] {
  return [...state]
    .map(([name, row]) =>
      JSON.stringify(newIds && name.startsWith(newIds) ? { ...row, id: "" } : row),
    )
    .sort();
}

/**
 * There and back undisturbed; then as many times as asked for with strikes over all steps. It must come to
 * the same end as undisturbed, and the way back to what was broken.
 */
export async function strikeCase(
  { stage, sound, broken }: Raised,
  scene: Scene,
  { there, back, strikes, undone }: Case,
  passes: number,
  chance: Chance,
): Promise<number> {
  const goBack = async (blows: readonly Strike[], look?: (now: State) => unknown) => {
    await stage.judge.query(scene.aroundBack?.[0] ?? "");
    const fell = await carryOut(stage, back, blows, look);
    await stage.judge.query(scene.aroundBack?.[1] ?? "");
    expect(await stateOf(stage)).toEqual(broken);
    return fell;
  };
  const rows = (state: State) => rowsOf(state, scene.newIds);

  await carryOut(stage, there, []);
  const stepsThere = await stepsTaken(stage);
  const end = await stateOf(stage);
  if (undone === undefined) expect(rows(end)).toEqual(rows(sound));
  else expect((await stage.judge.query(undone)).rows).toEqual([]);
  await goBack([]);
  const stepsBack = await stepsTaken(stage);

  const look = (now: State) => scene.halfDone(stage.judge, now, broken, end);
  let fell = 0;
  for (let pass = 0; pass < passes; pass += 1) {
    fell += await carryOut(stage, there, spread(strikes[0], stepsThere, there, chance), look);
    expect(rows(await stateOf(stage))).toEqual(rows(end));
    fell += await goBack(spread(strikes[1], stepsBack, back, chance), look);
  }
  return fell;
}

/** More passes on the usual server than on the others; other steps and moments on each. */
export function describeStrikes(scene: Scene, passes: { usual: number; others: number }): void {
  const { target } = inject("server");
  const turns = target === "17" ? passes.usual : passes.others;
  let given = 0;
  const nextFault = (work: Work): Fault => {
    const fault = faults[given++ % faults.length] ?? "pg_terminate_backend";
    // One transaction passes locked rows by and is done: nothing is left to strike.
    return work.whole && fault === locks ? nextFault(work) : fault;
  };
  const chance = { luck: seeded(seed + 1000 * targets.indexOf(target)), nextFault };

  describe(`${scene.name}, struck amid the work, seed ${seed}`, () => {
    let database: FreshDatabase;
    let raised: Raised | undefined;
    let fallen = 0;
    let all = 0;

    beforeAll(async () => {
      database = await freshDatabase("installed");
      raised = await raise(scene, database.owner);
    });
    afterAll(async () => {
      if (raised !== undefined) await closeStage(raised.stage);
      await database?.drop();
    });

    for (const one of scene.cases) {
      const wanted = turns * (one.strikes[0] + one.strikes[1]);
      test(`${one.there.name}: ${wanted} kill points there and back`, async () => {
        all += wanted;
        if (raised === undefined) throw new Error("the scene is not prepared");
        fallen += await strikeCase(raised, scene, one, turns, chance);
      }, 600_000);
    }

    test("nearly all of them fell amid the work", () => {
      console.log(`${scene.name}: ${fallen} of ${all} kill points, seed ${seed}`);
      expect(fallen).toBeGreaterThanOrEqual(all * 0.75);
    });
  });
}
