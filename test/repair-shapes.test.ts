import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { describe, expect, onTestFinished, test } from "vitest";
import { freshDatabase } from "./database.ts";
import { openSession } from "./sessions.ts";

/** Shares no code with our checks. Every reservation here is active: all lines hold. */
const countWrong = `
  select count(*)::int as wrong from public.lots as l
  left join (select lot_id, sum(reserved_meters) as metres from public.reservation_lines group by lot_id) as n
    on n.lot_id = l.id
  where l.reserved_meters <> coalesce(n.metres, 0)`;

const metres = `(select coalesce(sum(n.reserved_meters), 0) from public.reservation_lines as n where n.lot_id = l.id)`;

type Repair = (client: pg.Client) => Promise<unknown>;
const statement =
  (sql: string): Repair =>
  (client) =>
    client.query(sql);

/** Repairs that look right. Each decides from what it saw before it held the lock. */
const losing: Readonly<Record<string, Repair>> = {
  "the runbook's update": statement(`
    update public.lots as l set reserved_meters = (
      select coalesce(sum(n.reserved_meters), 0) from public.reservation_lines as n
      join public.reservations as r on n.reservation_id = r.id
      where n.lot_id = l.id and r.status = 'active')`),
  "one statement on the wrong rows": statement(
    `update public.lots as l set reserved_meters = ${metres} where l.reserved_meters <> ${metres}`,
  ),
  "the same under an advisory lock": statement(`
    do $$ begin
      perform pg_advisory_xact_lock(1);
      update public.lots as l set reserved_meters = ${metres} where l.reserved_meters <> ${metres};
    end $$`),
  "compute, lock, then write": statement(`
    with due as materialized (select l.id, ${metres} as metres from public.lots as l),
    held as materialized (
      select l.id from public.lots as l join due as d on d.id = l.id order by l.id for update of l
    )
    update public.lots as l set reserved_meters = d.metres
    from due as d join held as h on h.id = d.id where l.id = d.id`),
  "lock and recompute in one statement": statement(`
    with held as materialized (select l.id from public.lots as l order by l.id for update)
    update public.lots as l set reserved_meters = ${metres} from held as h where h.id = l.id`),
  "read, then write row by row": async (client) => {
    const due = await client.query(
      `select l.id, ${metres} as metres from public.lots as l where l.reserved_meters <> ${metres}`,
    );
    for (const { id, metres: sum } of due.rows) {
      await client.query("update public.lots set reserved_meters = $2 where id = $1", [id, sum]);
    }
  },
};

/** Lock a batch in key order, recompute in a new statement, commit: again until nothing is left. */
const ours: Repair = async (client) => {
  for (let round = 0; round < 30; round += 1) {
    const { rows } = await client.query(
      "select plan, count(*) filter (where state = 'planned') as planned from ops.repair_reservations(rule => 'lot_reserved_meters', max_rows => null) group by plan",
    );
    if (rows[0] === undefined) return;
    await client.query(`call ops.apply_in_batches(${rows[0].plan}, 'under load')`);
  }
};

interface Setting {
  readonly broken: boolean;
  readonly guard?: boolean;
}

interface Harm {
  /** Lots whose counter is not the sum of their lines. */
  readonly wrong: number;
  /** Writes of the application that died in a deadlock with the repair. */
  readonly victims: number;
}

/** What one repair beside eight writers does. */
async function harmOf(repair: Repair, { broken, guard = false }: Setting): Promise<Harm> {
  const database = await freshDatabase("installed");
  onTestFinished(() => database.drop());
  const judge = await openSession(database.owner);
  await judge.query(`
    select sample.a_lot('L-' || n, 100000) from generate_series(1, 2000) as n;
    select sample.a_reservation() from generate_series(1, 8);
    select sample.a_line((select id from public.reservations limit 1), l.id, 5) from public.lots as l;
    analyze`);
  if (guard) {
    await judge.query(
      "select * from ops.set_policy('reservations', 'guard', 'test', dry_run => false)",
    );
  }
  if (broken) {
    await judge.query(
      "update public.lots set reserved_meters = 7 where id in (select id from public.lots order by id limit 1000)",
    );
  }
  const load = { over: false, writes: 0, victims: 0 };
  const writers = Array.from({ length: 8 }, async (_, place) => {
    const client = await openSession(database.owner);
    await prepareWriter(client, place);
    while (!load.over) {
      try {
        await client.query("begin");
        await client.query("execute reserve");
        await sleep(1);
        await client.query("commit");
        await client.query("execute give_back");
        load.writes += 1;
      } catch (error) {
        if ((error as pg.DatabaseError).code !== "40P01") throw error;
        load.victims += 1;
        await client.query("rollback");
      }
    }
  });
  await sleep(300);
  const repairer = await openSession(database.owner);
  await repair(repairer).catch((error: pg.DatabaseError) => {
    if (error.code !== "40P01") throw error;
  });
  await sleep(200);
  load.over = true;
  await Promise.all(writers);
  expect(load.writes).toBeGreaterThan(50);
  return { wrong: (await judge.query(countWrong)).rows[0]?.wrong, victims: load.victims };
}

/** Each writer has a reservation of its own and takes any lot, as clerks do. */
async function prepareWriter(client: pg.Client, place: number): Promise<void> {
  await client.query(`
    prepare reserve as
      with reservation as (select id from public.reservations order by id offset ${place} limit 1),
      lot as (select id, quality, color from public.lots
        where lot_number = 'L-' || (1 + floor(random() * 2000))::int)
      insert into public.reservation_lines (reservation_id, scope, lot_id, quality, color, reserved_meters)
      select r.id, 'INVENTORY', l.id, l.quality, l.color, 3 from reservation as r, lot as l;
    prepare give_back as
      delete from public.reservation_lines where id = (
        select n.id from public.reservation_lines as n
        where n.reservation_id = (select id from public.reservations order by id offset ${place} limit 1)
        limit 1)`);
}

describe("repairs beside eight writers on 2,000 lots", () => {
  for (const [shape, repair] of Object.entries(losing)) {
    test(`${shape} leaves lots wrong, or kills the application's writes`, async () => {
      let harm: Harm = { wrong: 0, victims: 0 };
      // A race is lost by chance, and here soon.
      for (let turn = 0; turn < 6 && harm.wrong + harm.victims === 0; turn += 1) {
        harm = await harmOf(repair, { broken: true });
      }
      expect(harm.wrong + harm.victims).toBeGreaterThan(0);
    }, 90_000);
  }

  for (const guard of [false, true]) {
    for (const broken of [false, true]) {
      const start = `${broken ? "broken" : "sound"} lots${guard ? ", under the guard" : ""}`;
      test(`ours does neither, from ${start}`, async () => {
        expect(await harmOf(ours, { broken, guard })).toEqual({ wrong: 0, victims: 0 });
      }, 90_000);
    }
  }
});
