import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type FreshDatabase, freshDatabase } from "./database.ts";

const quarter = 15 * 60;
const [hour, day] = [3600, 86_400];

/** A tick each quarter in working hours, else each hour: what is due every minute by default is then caught up once. */
const after = (second: number) =>
  second + (second % day >= 9 * hour && second % day < 17 * hour ? quarter : hour);

/** Wider than the defaults, so that a week takes seconds; the defaults are lived through by the benchmark. */
const intervals: Readonly<Record<string, number>> = {
  incidents: quarter,
  connections: 2 * hour,
  services: 6 * hour,
  reservations: hour,
  cron: 6 * hour,
  integrity: 12 * hour,
  samples: day,
};
const nightly = ["full", "seals", "nightly"];

/** No scheduler ran in these hours of the third day. */
const outage = { from: 2 * day + 10 * hour, until: 2 * day + 16 * hour };

let database: FreshDatabase;
let [ticker, person, listener]: pg.Client[] = [];
const heard: { event: string; incident?: number }[] = [];
let midnight = 0;
const ticks: number[] = [];

async function connect(): Promise<pg.Client> {
  const client = new pg.Client(database.owner);
  client.on("error", () => {});
  await client.connect();
  return client;
}

async function rows<T extends pg.QueryResultRow>(query: string): Promise<T[]> {
  return (await (person as pg.Client).query<T>(query)).rows;
}

async function setClock(second: number): Promise<void> {
  await person?.query("update ops.clock set shift = to_timestamp($1) - pg_catalog.now()", [
    midnight + second + 1,
  ]);
}

/** Lives until `second` of the week; the scheduler sleeps in the outage. */
async function liveUntil(second: number): Promise<void> {
  for (let at = after(ticks.at(-1) ?? -hour); at < second; at = after(at)) {
    if (at > outage.from && at < outage.until) {
      await setClock(at);
      continue;
    }
    await setClock(at);
    await ticker?.query("call ops.tick()");
    await ticker?.query("call ops.tick('nightly')");
    ticks.push(at);
  }
  await setClock(second);
}

const at = (dayOfWeek: number, hours: number) => (dayOfWeek - 1) * day + hours * hour;

/** What the application does in its working hours. */
async function work(seed: number): Promise<void> {
  await person?.query("call sample.traffic(25, $1)", [seed]);
}

const breakBy = (mechanism: string, count: number) =>
  rows(`select sample.break_${mechanism}(${count})`);

const incidentOf = async (cause: string) =>
  (
    await rows<{ id: string; severity: string; state: string; role: string; clock: string | null }>(
      `select i.id, i.severity, i.state, i.role, i.escalations, i.reopened, o.clock, o.post_mortem
       from ops.incident as i left join ops.open_incident as o on o.id = i.id
       where i.area = 'reservations' and i.cause = '${cause}'`,
    )
  )[0];

beforeAll(async () => {
  database = await freshDatabase("installed");
  [ticker, person, listener] = await Promise.all([connect(), connect(), connect()]);
  listener?.on("notification", ({ payload = "" }) => heard.push(JSON.parse(payload)));
  await listener?.query("listen ops");
  await rows("call sample.generate(lots => 120)");
  // a machine that stalls must not make a job stretch itself: that has a test of its own
  await rows("select ops.set_setting('job_share', '50')");
  // half a percent of 120 lots is none
  await rows("select ops.set_setting('cap_percent', '50')");
  await rows("select ops.set_channel('team', 'env:HOOK', 'P2')");
  for (const [job, seconds] of Object.entries(intervals)) {
    await rows(`select ops.set_job('${job}', every => make_interval(secs => ${seconds}))`);
  }
  await rows("update ops.job set due_at = null");
  // midnight of the people, so that the nights at half past two are theirs
  const [{ start }] = (await rows<{ start: string }>(
    `select extract(epoch from (date_trunc('day', now() at time zone 'Europe/Istanbul') + interval '1 day')
       at time zone 'Europe/Istanbul')::bigint as start`,
  )) as [{ start: string }];
  midnight = Number(start);
});
afterAll(async () => {
  for (const client of [ticker, person, listener]) await client?.end().catch(() => {});
  await database.drop();
});

test("a week by the clock", { timeout: 600_000 }, async () => {
  // Day 1: lines are moved; nobody answers, and the incident goes up the matrix in time.
  await liveUntil(at(1, 10));
  expect(await rows("select from ops.incident")).toEqual([]);
  await work(1);
  await breakBy("moved_line", 3);
  // its hour ends within the tick at 11:00 or just behind it
  const roleAt = async (hours: number) => {
    await liveUntil(at(1, hours));
    return (await incidentOf("moved_line"))?.role;
  };
  expect(await roleAt(11)).toBe("On-Call Engineer");
  expect(await roleAt(11.5)).toBe("Tech Lead");
  expect(await roleAt(12)).toBe("Tech Lead");
  expect(await roleAt(12.75)).toBe("CTO");
  await liveUntil(at(1, 15));
  expect(await incidentOf("moved_line")).toMatchObject({
    severity: "P1",
    state: "open",
    role: "CTO",
    escalations: 2,
    clock: "nobody left to call",
  });
  const moved = (await incidentOf("moved_line"))?.id;
  await rows(`select ops.acknowledge_incident(${moved}, 'I have it')`);

  // Two nights plan and change nothing; their evidence lets a person promote the cause.
  await liveUntil(at(3, 9));
  const drifts = "select from ops.check_rule('lot_reserved_meters')";
  expect(await rows(drifts)).toHaveLength(6);
  expect(await rows("select from ops.run")).toEqual([]);
  const [promoted] = await rows<{ promote: string }>(
    "select ops.promote('lot_reserved_meters', 'moved_line', 'watched it')",
  );
  expect(promoted?.promote).toMatch(/ · 2 nights planned \(12 rows, [\d,.]+ m\), 0 surprises$/);
  await rows("select ops.arm('the warehouse')");

  // Day 3: the scheduler is dead for six hours, and only somebody outside can tell.
  await liveUntil(outage.until - quarter);
  const dead = await rows<{ item: string; state: string }>(
    "select item, state from ops.freshness('2 hours', '{reservations,connections}')",
  );
  expect(dead.map(({ state }) => state)).toEqual(["fail", "fail"]);
  await liveUntil(at(4, 9));

  // Night 4: what is promoted is mended, by the job, once.
  expect(await rows(drifts)).toEqual([]);
  expect(await rows("select state, actor, done from ops.run")).toEqual([
    { state: "done", actor: "ops:nightly", done: 6 },
  ]);
  await rows(`select ops.resolve_incident(${moved}, 'mended by night', 'Can')`);

  // Day 4: somebody writes counters by hand; answered in time, mended by hand, its post-mortem forgotten.
  await breakBy("direct_write", 2);
  await liveUntil(at(4, 10) + quarter);
  const written = (await incidentOf("direct_write"))?.id;
  await rows(`select ops.acknowledge_incident(${written}, 'mine')`);
  await work(4);
  await liveUntil(at(4, 14));
  expect(await incidentOf("direct_write")).toMatchObject({
    state: "acknowledged",
    escalations: 0,
    clock: null,
  });
  await rows(
    "select from ops.repair_reservations(dry_run => false, rule => 'lot_reserved_meters', reason => 'counted')",
  );
  await liveUntil(at(4, 15) + quarter);
  await rows(`select ops.resolve_incident(${written}, 'counted and set', 'Elif')`);

  // Day 5: the same cause again is the old incident, and the writer is named.
  await breakBy("moved_line", 2);
  await liveUntil(at(5, 9));
  expect(await incidentOf("moved_line")).toMatchObject({ id: moved, reopened: 1 });
  const [writer] = await rows<{ message: string }>(
    "select message from ops.open_finding where kind = 'writer' and cause = 'moved_line'",
  );
  expect(writer?.message).toMatch(/^moved_line came 2 times within 7 days: broken: /);
  expect(await rows(drifts)).toEqual([]); // the night has mended it already

  // Announced work: what breaks then is found, and is nobody's incident until the work is over.
  await rows("select ops.maintenance('4 hours', 'moving house')");
  await breakBy("runbook_fix", 2);
  await liveUntil(at(5, 12));
  expect(await rows("select from ops.open_finding where cause = 'runbook_fix'")).toHaveLength(2);
  expect(await incidentOf("runbook_fix")).toBeUndefined();
  await liveUntil(at(5, 15));
  expect(await incidentOf("runbook_fix")).toMatchObject({ severity: "P1", state: "open" });

  // Day 6: 48 hours after its end the post-mortem of day 4 is overdue until it was held.
  await work(6);
  await liveUntil(at(6, 15));
  expect(await incidentOf("direct_write")).toMatchObject({
    post_mortem: expect.stringMatching(/^post-mortem due by /),
  });
  await liveUntil(at(6, 16));
  expect(await incidentOf("direct_write")).toMatchObject({
    post_mortem: expect.stringMatching(/^post-mortem overdue since 00:\d\d/),
  });
  await rows(`select ops.hold_post_mortem(${written}, 'nobody writes counters by hand again')`);
  await liveUntil(at(8, 0) + 60);
  expect(await incidentOf("direct_write")).toMatchObject({ post_mortem: null });

  await nothingTwiceNothingMissed();
  await noFlood();
  await everyChangeWasTold();
  await states();
  await aPurge();
});

/** Each job ran once in each of its intervals that a tick saw, and each night once. */
async function nothingTwiceNothingMissed(): Promise<void> {
  const runs = await rows<{ job: string; state: string; second: number }>(
    `select job, state, extract(epoch from started_at)::float8 - ${midnight} as second from ops.job_run order by id`,
  );
  expect(runs.filter(({ state }) => state !== "done")).toEqual([]);
  const secondsOf = (job: string) => runs.filter((run) => run.job === job).map((run) => run.second);
  for (const [job, every] of Object.entries(intervals)) {
    const slot = (second: number) => Math.floor((midnight + second) / every);
    const slots = secondsOf(job).map(slot);
    expect([job, new Set(slots).size]).toEqual([job, slots.length]);
    // the very first tick only says when each job is due
    const seen = new Set(ticks.map((second) => slot(second + 1)));
    seen.delete(slot(1));
    expect([job, slots.length]).toEqual([job, seen.size]);
  }
  for (const job of nightly) {
    const nights = secondsOf(job).map((second) => second / day);
    expect([job, nights.map(Math.floor)]).toEqual([job, [0, 1, 2, 3, 4, 5, 6]]);
    for (const night of nights) expect((night % 1) * 24).toBeGreaterThan(2.5);
  }
  expect(secondsOf("purge")).toHaveLength(1);
}

/** However many rows and nights: one incident an area and cause. */
async function noFlood(): Promise<void> {
  const [incidents] = await rows<{ all: number; causes: number; findings: number }>(
    `select (select count(*)::int from ops.incident) as all,
       (select count(distinct (area, cause))::int from ops.incident) as causes,
       (select count(*)::int from ops.finding) as findings`,
  );
  expect(incidents?.all).toBe(incidents?.causes);
  expect(incidents?.all).toBeLessThan(15);
  expect(incidents?.findings).toBeGreaterThan(50);
}

/** One notification an event, one message a change of state, none twice. */
async function everyChangeWasTold(): Promise<void> {
  const [events] = await rows<{ all: number; changes: number; messages: number; keys: number }>(
    `select (select count(*)::int from ops.incident_event) as all,
       (select count(*)::int from ops.incident_event as e join ops.incident as i on i.id = e.incident
        where e.kind in ('opened', 'acknowledged', 'escalated', 'severity', 'resolved', 'reopened')
          and i.severity <= 'P2') as changes,
       (select count(*)::int from ops.outbox) as messages,
       (select count(distinct idempotency_key)::int from ops.outbox) as keys`,
  );
  const told = () => heard.filter(({ event }) => event.startsWith("incident.")).length;
  for (let turn = 0; turn < 500 && told() < (events?.all ?? 0); turn += 1) await sleep(20);
  expect(told()).toBe(events?.all);
  expect(events?.messages).toBe(events?.changes);
  expect(events?.keys).toBe(events?.changes);
}

/** How the week ends, in one piece. */
async function states(): Promise<void> {
  expect(
    await rows(
      `select cause, severity, state, reopened from ops.incident
       where area = 'reservations' and severity <= 'P1' order by cause`,
    ),
  ).toEqual([
    { cause: "direct_write", severity: "P1", state: "resolved", reopened: 0 },
    { cause: "moved_line", severity: "P1", state: "open", reopened: 1 },
    { cause: "runbook_fix", severity: "P1", state: "open", reopened: 0 },
  ]);
  expect(await rows("select distinct state from ops.job_health")).toEqual([{ state: "ok" }]);
  expect(
    await rows(
      `select cause, nights::int, surprises::int, applied::int from ops.repair_evidence
       where rule = 'lot_reserved_meters' order by cause`,
    ),
  ).toEqual([
    { cause: "moved_line", nights: 4, surprises: 0, applied: 10 },
    { cause: "runbook_fix", nights: 2, surprises: 0, applied: 0 },
  ]);
  expect(
    await rows("select actor, state, count(*)::int as runs from ops.run group by 1, 2 order by 3"),
  ).toEqual([
    { actor: expect.not.stringMatching(/^ops:/), state: "done", runs: 1 },
    { actor: "ops:nightly", state: "done", runs: 2 },
  ]);
}

/** The scheduler comes back after sixteen days: once each, and the Sunday's purge clears the week's runs. */
async function aPurge(): Promise<void> {
  await setClock(at(24, 12));
  await ticker?.query("call ops.tick('nightly')");
  const left = await rows("select distinct job from ops.job_run order by job");
  expect(left.map(({ job }) => job)).toEqual(["full", "nightly", "purge", "seals"]);
  expect(await rows("select from ops.job_run")).toHaveLength(4);
  expect((await rows("select from ops.incident")).length).toBeGreaterThan(2);
}
