import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { describe, expect, onTestFinished, test } from "vitest";
import { freshDatabase } from "./database.ts";
import { openSession, pidOf, refusalOf } from "./sessions.ts";

/** One lot and one delivery of 100 m, a second lot, and a reservation with 20 m of the first. */
const setUp = `
  create table public.t as select sample.a_lot('L-1') as lot, sample.a_lot('L-2') as other,
    sample.a_delivery('D-1') as delivery, sample.a_reservation() as a, sample.a_reservation() as b;
  select sample.a_line(t.a, t.lot, 20) from public.t`;

const reserve = (lot: string, metres: number, reservation = "b"): string =>
  `select sample.a_line(t.${reservation}, t.${lot}, ${metres}) from public.t`;
const line =
  "(select n.id from public.reservation_lines as n, public.t where n.reservation_id = t.a)";

const runbookFix = `
  update public.lots as l set reserved_meters = (
    select coalesce(sum(n.reserved_meters), 0) from public.reservation_lines as n
    join public.reservations as r on n.reservation_id = r.id
    where n.lot_id = l.id and r.status = 'active')`;

/** First, uncommitted; then the second, which may wait; then the first commits. */
const cases: Readonly<Record<string, readonly [first: string, second: string]>> = {
  "reserve 60 m, reserve 60 m": [reserve("lot", 60), reserve("lot", 60)],
  "raise a line to 70 m, reserve 60 m": [
    `update public.reservation_lines set reserved_meters = 70 where id = ${line}`,
    reserve("lot", 60),
  ],
  "move a line of 20 m to another lot, reserve 90 m of that": [
    `update public.reservation_lines set lot_id = (select other from public.t) where id = ${line}`,
    reserve("other", 90),
  ],
  "shorten the lot to 50 m, reserve 60 m": [
    "update public.lots set meters = 50 where id = (select lot from public.t)",
    reserve("lot", 60),
  ],
  "receive the delivery, reserve 60 m of it": [
    "update public.incoming_stock set received_meters = 100 where id = (select delivery from public.t)",
    "select sample.an_incoming_line(t.b, t.delivery, 60) from public.t",
  ],
  "cancel a reservation, add 30 m to it": [
    "update public.reservations set status = 'canceled', canceled_at = now() where id = (select a from public.t)",
    reserve("lot", 30, "a"),
  ],
  "release a reservation, add 30 m to it": [
    "update public.reservations set status = 'released', canceled_at = now() where id = (select a from public.t)",
    reserve("lot", 30, "a"),
  ],
  "delete a line, raise it to 60 m": [
    `delete from public.reservation_lines where id = ${line}`,
    `update public.reservation_lines set reserved_meters = 60 where id = ${line}`,
  ],
  "reserve 30 m, the runbook's fix": [reserve("lot", 30), runbookFix],
  "reserve 30 m, our repair": [
    reserve("lot", 30),
    "select * from ops.repair_reservations(dry_run => false, reason => 'interleaving')",
  ],
};

/** What is wrong afterwards, by sums of our own: counters, metres frozen, metres sold twice. */
const damage = `
  with line as (
    select n.*, r.status = 'active' as holds,
      exists (select from ops.uncounted_reservation as u where u.reservation_id = n.reservation_id) as uncounted
    from public.reservation_lines as n join public.reservations as r on r.id = n.reservation_id),
  parent as (
    select l.id, l.meters as there, l.reserved_meters as stored from public.lots as l
    union all
    select i.id, i.expected_meters - i.received_meters, i.reserved_meters from public.incoming_stock as i),
  sums as (
    select p.*, coalesce(sum(n.reserved_meters) filter (where not n.uncounted), 0) as counted,
      coalesce(sum(n.reserved_meters) filter (where n.holds), 0) as held,
      coalesce(sum(n.reserved_meters) filter (where not n.holds and not n.uncounted), 0) as frozen
    from parent as p left join line as n on p.id in (n.lot_id, n.incoming_stock_id)
    group by p.id, p.there, p.stored)
  select concat_ws(', ',
    case when sum(abs(stored - counted)) > 0 then sum(abs(stored - counted))::int || ' m drift' end,
    case when sum(greatest(held - there, 0)) > 0 then sum(greatest(held - there, 0))::int || ' m sold twice' end,
    case when sum(frozen) > 0 then sum(frozen)::int || ' m frozen' end) as damage
  from sums`;

async function outcomeOf(
  [first, second]: readonly [string, string],
  policy: string,
): Promise<string> {
  const database = await freshDatabase("installed");
  onTestFinished(() => database.drop());
  const judge = await openSession(database.owner);
  await judge.query(setUp);
  const causes =
    policy === "quarantine" ? ", causes => '{released,line_on_closed_reservation}'" : "";
  await judge.query(
    `select from ops.set_policy('reservations', '${policy}', 'test'${causes}, dry_run => false)`,
  );
  const [one, two] = [await openSession(database.owner), await openSession(database.owner)];
  await one.query("begin");
  await one.query(first);
  const pid = await pidOf(two);
  const refused = refusalOf(two.query(second));
  await Promise.race([refused, blocked(judge, pid)]);
  await one.query("commit");
  const refusal = await refused;
  const { rows } = await judge.query<{ damage: string }>(damage);
  if (refusal !== undefined && !refusal.startsWith("P0001 Insufficient stock")) return refusal;
  return (
    [refusal === undefined ? "" : "second refused", rows[0]?.damage ?? ""]
      .filter((word) => word !== "")
      .join(", ") || "nothing lost"
  );
}

async function blocked(judge: pg.Client, pid: number): Promise<void> {
  const waits =
    "select from pg_stat_activity where pid = $1 and cardinality(pg_blocking_pids(pid)) > 0";
  for (const deadline = Date.now() + 5000; Date.now() < deadline; await sleep(5)) {
    if ((await judge.query(waits, [pid])).rowCount) return;
  }
}

const page = readFileSync(new URL("../docs/interleavings.md", import.meta.url), "utf8");
const policies = ["lines", "quarantine", "guard"];
const table = page
  .split("\n")
  .filter((row) => /^\| .+ \|$/.test(row) && !row.startsWith("| first"))
  .map((row) =>
    row
      .split("|")
      .map((cell) => cell.trim())
      .slice(1, -1),
  );

describe("docs/interleavings.md", () => {
  test("has every interleaving, and no other", () => {
    expect(table.map(([name]) => name)).toEqual(Object.keys(cases));
  });

  for (const [name, steps] of Object.entries(cases)) {
    test(`tells what happens: ${name}`, async () => {
      const found = [];
      for (const policy of policies) found.push(await outcomeOf(steps, policy));
      const written = table.find(([title]) => title === name)?.slice(1);
      expect(found.join(" | ")).toBe(written?.join(" | "));
    });
  }
});
