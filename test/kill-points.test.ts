import { kill } from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { type Server, startEmbedded } from "../src/embedded.ts";
import { migrateUp } from "../src/migrate/up.ts";
import { loadSample } from "../src/sample/load.ts";
import { withClient } from "./connection.ts";
import { type FreshDatabase, freshDatabase } from "./database.ts";
import { seed } from "./seed.ts";
import { pidOf, seeded } from "./sessions.ts";
import { connect, faults, type Scene, settle, strike } from "./strike.ts";

const lots = 12;

/** What is broken anew before each kill: counters, and lines of a released reservation. */
const breakAll = `
  update public.lots set reserved_meters = reserved_meters + 7;
  select sample.a_line((select id from public.reservations where status = 'released'), l.id, 2)
  from public.lots as l where not exists (
    select from public.reservation_lines as n join public.reservations as r on r.id = n.reservation_id
    where n.lot_id = l.id and r.status = 'released')`;

const setUp = `
  select sample.a_lot('L-' || n, 100000) from generate_series(1, ${lots}) as n;
  select sample.a_line(r.id, l.id, 5)
  from (select sample.a_reservation() as id) as r cross join public.lots as l;
  select sample.a_reservation();
  update public.reservations set status = 'released', canceled_at = now()
  where id = (select id from public.reservations where id not in (select reservation_id from public.reservation_lines));
  select ops.set_setting('batch_rows', '2');
  select ops.decide('stale_reservation_lines', 'line_on_closed_reservation', 'quarantine', 'test')`;

/**
 * Shares no code with our checks. A lot is untouched, or as its lines say and in the journal; a line
 * is there, or gone and in the journal. Counts the rows for which neither is true.
 */
const halfDone = `
  with journal as (
    select c.subject, c.key ->> 'id' as id, c.action, c.caused_by is null as ours,
      (c.after ->> 'reserved_meters')::numeric as metres, c.id as turn
    from ops.change as c where c.run = $1),
  lot as (
    select l.id::text, l.reserved_meters, b.reserved_meters as before,
      coalesce((select sum(n.reserved_meters) from public.reservation_lines as n where n.lot_id = l.id), 0) as lines,
      (select j.metres from journal as j where j.id = l.id::text order by j.turn desc limit 1) as journalled
    from public.lots as l join before as b on b.id = l.id)
  select (select count(*)::int from lot where reserved_meters <> coalesce(journalled, before)) as unjournalled,
    (select count(*)::int from lot
      where reserved_meters - lines not in (0, before - lines - 2 * (lines = 5)::int, before - lines)) as wrong,
    (select count(*)::int from gone as g
      where not exists (select from public.reservation_lines as n where n.id = g.id)
        <> exists (select from journal as j where j.id = g.id::text and j.action = 'delete')) as lost`;

const stillWrong = `
  select count(*)::int as wrong from public.lots as l
  where l.reserved_meters <> coalesce((select sum(n.reserved_meters) from public.reservation_lines as n where n.lot_id = l.id), 0)
    or exists (select from public.reservation_lines as n join public.reservations as r on r.id = n.reservation_id
      where n.lot_id = l.id and r.status = 'released')`;

/** What the reservations' run must be, wherever it was struck. */
const scene: Scene = {
  breaking: [
    breakAll,
    "drop table if exists before, gone",
    `create table before as select id, reserved_meters from public.lots`,
    `create table gone as select n.id from public.reservation_lines as n
      join public.reservations as r on r.id = n.reservation_id where r.status = 'released'`,
  ],
  plan: "select max(plan) as plan from ops.repair_reservations()",
  judge: async (judge, run) => {
    const left = await judge.query(halfDone, [run]);
    expect(left.rows[0]).toEqual({ unjournalled: 0, wrong: 0, lost: 0 });
  },
  // Lines that leave change counters: what a plan makes wrong further down is found by the next one.
  finish: [
    "select from ops.repair_reservations(dry_run => false, reason => 'finish')",
    "select from ops.repair_reservations(dry_run => false, reason => 'finish')",
  ],
  mended: async (judge) => {
    expect((await judge.query(stillWrong)).rows).toEqual([{ wrong: 0 }]);
  },
};

describe(`killed at random points, seed ${seed}`, () => {
  let database: FreshDatabase;

  beforeAll(async () => {
    database = await freshDatabase("installed");
    await withClient(database.owner, (client) => client.query(setUp));
  });
  afterAll(() => database.drop());

  const points = { count: 0, amid: 0 };
  // All 200 and more on the usual server, a part of them on the others.
  const usual = inject("server").target === "17";
  const each = usual ? 45 : 10;
  for (const [name, fault] of Object.entries(faults)) {
    test(`${each} times by ${name}: untouched, or mended and journalled; the next run finishes`, async () => {
      const luck = seeded(seed + name.length);
      for (let turn = 0; turn < each; turn += 1) {
        const { done } = await strike(database.owner, luck() * 80, fault, scene);
        points.count += 1;
        if (done > 0 && done < 2 * lots) points.amid += 1;
      }
    }, 240_000);
  }

  test(`${each} times by a statement timeout`, async () => {
    const luck = seeded(seed);
    for (let turn = 0; turn < each; turn += 1) {
      const options = `-c statement_timeout=${Math.ceil(3 + luck() * 150)}`;
      await strike({ ...database.owner, options }, 0, async () => {}, scene).catch(
        (error: unknown) => {
          // Too short even to plan: nothing was begun.
          if ((error as pg.DatabaseError).code !== "57014") throw error;
        },
      );
      points.count += 1;
    }
  }, 240_000);

  test("most of them amid the work", () => {
    console.log(`${points.count} kill points, ${points.amid} amid the work, seed ${seed}`);
    expect(points.count).toBeGreaterThanOrEqual(usual ? 200 : 40);
    expect(points.amid).toBeGreaterThan(usual ? 40 : 5);
  });
});

describe("a server that crashes", () => {
  let server: Server;
  let config: pg.ClientConfig;

  beforeAll(async () => {
    server = await startEmbedded({ settings: { max_connections: "40" } });
    const superuser = { host: server.host, port: server.port, user: server.superuser };
    await loadSample({ ...superuser, database: "postgres" }, "crash");
    config = { ...superuser, user: "postgres", database: "crash" };
    await withClient(config, async (client) => {
      await migrateUp(client);
      await client.query(setUp);
    });
  });
  afterAll(() => server.stop());

  async function recovered(): Promise<pg.Client> {
    for (const deadline = Date.now() + 20_000; ; await sleep(30)) {
      try {
        return await connect(config);
      } catch (error) {
        if (Date.now() > deadline) throw error;
      }
    }
  }

  test("12 times by SIGKILL of a backend: recovery leaves whole batches", async () => {
    const luck = seeded(seed);
    for (let turn = 0; turn < 12; turn += 1) {
      const judge = await connect(config);
      for (const sql of scene.breaking) await judge.query(sql);
      const victim = await connect(config);
      const pid = await pidOf(victim);
      const { rows } = await victim.query(scene.plan);
      const work = victim
        .query(`call ops.apply_in_batches(${rows[0]?.plan}, 'crash')`)
        .catch(() => {});
      await sleep(luck() * 80);
      kill(pid, "SIGKILL");
      await work;
      // The postmaster ends every session before it recovers; a new one must not come too early.
      while (
        await judge.query("select").then(
          () => true,
          () => false,
        )
      )
        await sleep(5);
      await Promise.all([victim.end().catch(() => {}), judge.end().catch(() => {})]);
      await settle(await recovered(), config, rows[0]?.plan, scene);
    }
  }, 240_000);
});
