import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { withClient } from "./connection.ts";
import { type FreshDatabase, freshDatabase } from "./database.ts";
import { seed } from "./seed.ts";
import { seeded } from "./sessions.ts";
import { faults, type Scene, strike } from "./strike.ts";

const setUp = `
  select sample.a_lot_of_rolls('L-' || n, 2) from generate_series(1, 8) as n;
  select sample.an_order_lot(sample.an_order('O-' || l.lot_number), l.id, sample.roll_of(l.id, 1)) from public.lots as l;
  update public.rolls set status = 'allocated' where position = 1;
  insert into public.count_sessions (session_number, started_by) select 'S-' || n, sample.a_user() from generate_series(1, 4) as n;
  select sample.an_entry('CREATE', 'lot', l.id, identifier => l.lot_number, at => now() - interval '3 h') from public.lots as l;
  create table public.shelf (id text primary key);
  create table public.box (id text primary key, shelf text not null, constraint box_shelf_fkey foreign key (shelf) references public.shelf);
  create table public.parcel (id text primary key, box text not null references public.box);
  insert into public.shelf values ('sound'); insert into public.box values ('sound', 'sound'); insert into public.parcel values ('sound', 'sound');
  create function public.rows_now() returns table (relation text, id text, image jsonb) language sql as $$
    select 'public.lots', t.id::text, to_jsonb(t) - 'updated_at' from public.lots as t
    union all select 'public.rolls', t.id::text, to_jsonb(t) - 'updated_at' from public.rolls as t
    union all select 'public.order_lots', t.id::text, to_jsonb(t) - 'updated_at' from public.order_lots as t
    union all select 'public.count_sessions', t.id::text, to_jsonb(t) - 'updated_at' from public.count_sessions as t
    union all select 'public.audit_logs', t.id::text, to_jsonb(t) from public.audit_logs as t
    union all select 'public.shelf', t.id, to_jsonb(t) from public.shelf as t
    union all select 'public.box', t.id, to_jsonb(t) from public.box as t
    union all select 'public.parcel', t.id, to_jsonb(t) from public.parcel as t $$;
  create table public.sound as select * from public.rows_now();
  insert into ops.rule_setting (rule, enabled, changed_by)
  select r.name, false, 'only what is broken here is planned' from ops.rule as r where r.area = 'integrity' and r.name not in
    ('lot_meters', 'roll_status', 'order_lot_lists', 'copied_labels', 'count_session_counters', 'audit_reversal_flag', 'orphan_rows');
  select ops.set_setting('batch_rows', '2')`;

/**
 * Shares no code with our checks: what was sound before anything was broken is the one right answer.
 * A row is as it was when the run began and not in its journal; or it is sound again, and the journal has
 * its change with exactly the columns that differ, before and after.
 */
const halfDone = `
  with seen as (
    select coalesce(b.relation, n.relation) as relation, coalesce(b.id, n.id) as id,
      b.image as before, n.image as now, s.image as sound
    from public.broken as b
    full join public.rows_now() as n on n.relation = b.relation and n.id = b.id
    left join public.sound as s on s.relation = coalesce(b.relation, n.relation) and s.id = coalesce(b.id, n.id)
  ), journal as (
    select c.subject, c.key ->> 'id' as id, count(*) as changes,
      (array_agg(c.before order by c.id))[1] - 'updated_at' as before,
      (array_agg(c.after order by c.id desc))[1] - 'updated_at' as after
    from ops.change as c where c.run = $1 group by 1, 2
  ), difference as (
    select w.relation, w.id, jsonb_object_agg(k, w.before ->> k) as was, jsonb_object_agg(k, w.now ->> k) as became
    from seen as w cross join lateral jsonb_object_keys(w.before) as k
    where w.before -> k is distinct from w.now -> k group by 1, 2
  )
  select w.relation, w.id, w.before, w.now, j.before as journal_before, j.after as journal_after
  from seen as w
  left join journal as j on j.subject = w.relation and j.id = w.id
  left join difference as d on d.relation = w.relation and d.id = w.id
  where not case
    when j.id is null then w.now is not distinct from w.before
    when w.now is null then w.sound is null and j.after is null
      and public.plain(j.before) = (select public.plain(jsonb_object_agg(e.key, w.before ->> e.key)) from jsonb_each(w.before) as e)
    else w.now is not distinct from w.sound and public.plain(j.before) = public.plain(d.was) and public.plain(j.after) = public.plain(d.became)
  end`;

/** Times as text stand in two notations. */
const plain = `
  create function public.plain(image jsonb) returns jsonb language sql immutable as $$
    select jsonb_object_agg(e.key, regexp_replace(replace(e.value, 'T', ' '), '[+]00(:00)?$', '+00')) from jsonb_each_text(image) as e $$`;

const scene: Scene = {
  breaking: [
    "set timezone = 'UTC'",
    `update public.lots set meters = meters + 5, roll_count = 9 where lot_number <= 'L-5'`,
    "update public.count_sessions set rolls_approved = 3, manual_entry_count = 1 where session_number < 'S-4'",
    `update public.order_lots set selected_roll_meters = '77' where lot_id in (select id from public.lots where lot_number <= 'L-3')`,
    `update public.order_lots set quality = 'V9' where lot_id in (select id from public.lots where lot_number between 'L-4' and 'L-6')`,
    `update public.rolls set status = 'available' where position = 1 and lot_id in (select id from public.lots where lot_number > 'L-5')`,
    `update public.audit_logs set is_reversed = true, reversed_at = now(), reversed_by = user_id where entity_identifier < 'L-5'`,
    `alter table public.box drop constraint box_shelf_fkey`,
    `insert into public.box select 'b-' || n, 'gone' from generate_series(1, 3) as n`,
    `insert into public.parcel select 'p-' || n, 'b-' || n from generate_series(1, 2) as n`,
    `alter table public.box add constraint box_shelf_fkey foreign key (shelf) references public.shelf not valid`,
    "drop table if exists public.broken",
    "create table public.broken as select * from public.rows_now()",
  ],
  // One plan of all of it: what mends itself, and two choices that a person has made.
  plan: `
    with made as materialized (select max(plan) as plan from ops.repair_integrity()),
      labels as materialized (select ops._plan_rule(plan, 'copied_labels', 'mirror', null, null) as rows from made),
      orphans as materialized (select ops._plan_rule(plan, 'orphan_rows', 'quarantine', null, null) as rows from made, labels)
    select made.plan, ops._sum_plan(made.plan) from made, labels, orphans where labels.rows = 3 and orphans.rows = 5`,
  judge: async (judge, run) => {
    expect((await judge.query(halfDone, [run])).rows).toEqual([]);
  },
  finish: [
    "select from ops.repair_integrity(dry_run => false, reason => 'finish')",
    "select from ops.repair_integrity(dry_run => false, rule => 'copied_labels', choice => 'mirror', reason => 'finish')",
    "select from ops.repair_integrity(dry_run => false, rule => 'orphan_rows', choice => 'quarantine', reason => 'finish')",
  ],
  mended: async (judge) => {
    const { rows } = await judge.query(
      "(table public.sound except select * from public.rows_now()) union all (select * from public.rows_now() except table public.sound)",
    );
    expect(rows).toEqual([]);
  },
};

describe(`a plan of many kinds, killed at random points, seed ${seed}`, () => {
  let database: FreshDatabase;
  /** Milliseconds of a run that nobody strikes: on this machine, at this hour. */
  let whole = 0;

  const asOwner = <T>(work: (client: pg.Client) => Promise<T>) => withClient(database.owner, work);

  beforeAll(async () => {
    database = await freshDatabase("installed");
    await asOwner(async (client) => {
      await client.query(setUp);
      await client.query(plain);
    });
  });
  afterAll(() => database.drop());

  const points = { count: 0, amid: 0 };
  const usual = inject("server").target === "17";
  const each = usual ? 5 : 1;

  test("unstruck it mends all of it: lots, rolls, lists, labels, counters, marks of the log, orphans", async () => {
    const outcome = await strike(
      database.owner,
      0,
      async () => {
        const begun = performance.now();
        await asOwner(async (client) => {
          while (
            (await client.query("select from ops.run where state in ('done', 'refused', 'failed')"))
              .rowCount === 0
          )
            await sleep(5);
        });
        whole = performance.now() - begun;
      },
      scene,
    );
    expect(outcome).toMatchObject({ error: undefined, done: outcome.planned });
    expect(outcome.planned).toBe(5 + 3 + 3 + 3 + 3 + 4 + 5);
  }, 120_000);

  for (const [name, fault] of Object.entries(faults)) {
    test(`${each} times by ${name}: untouched, or mended and journalled; the next run finishes`, async () => {
      const luck = seeded(seed + name.length);
      for (let turn = 0; turn < each; turn += 1) {
        const { done, planned } = await strike(database.owner, luck() * whole, fault, scene);
        points.count += 1;
        if (done > 0 && done < planned) points.amid += 1;
      }
    }, 240_000);
  }

  test("some of them amid the work", () => {
    console.log(`${points.count} kill points, ${points.amid} amid the work, seed ${seed}`);
    expect(points.count).toBe(4 * each);
    if (usual) expect(points.amid).toBeGreaterThan(0);
  });
});
