import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { run as check } from "../src/commands/check.ts";
import { run as metrics } from "../src/commands/metrics.ts";
import { run as report } from "../src/commands/report.ts";
import { run as schedule } from "../src/commands/schedule.ts";
import { run as verify } from "../src/commands/verify.ts";
import { main } from "../src/program.ts";
import { at, json, testIo } from "./cli-io.ts";
import { withClient } from "./connection.ts";
import { type FreshDatabase, freshDatabase } from "./database.ts";

let database: FreshDatabase;
const owner = <T>(work: (client: pg.Client) => Promise<T>) => withClient(database.owner, work);
const query = (text: string) => owner(async (client) => (await client.query(text)).rows);
const oneJob = (name: string) =>
  query(
    `update ops.job set due_at = case when name = '${name}' then ops.now() else ops.now() + interval '1 day' end`,
  );

beforeEach(async () => {
  database = await freshDatabase("installed");
});
afterEach(() => database.drop());

describe("incident", () => {
  const incident = async (...words: string[]) => {
    const io = testIo();
    const status = await main(["incident", ...words, "--url", at(database.owner).url], io);
    return { status, out: io.out(), err: io.err() };
  };

  test("walks from opening to the report", async () => {
    expect(await incident("open", "email", "P1", "No mail leaves")).toMatchObject({
      status: 0,
      out: "incident 1 is open\n",
    });
    const { out: list } = await incident("list");
    expect(list).toMatch(
      /^ID +SEVERITY +AREA +STATE +TITLE +CLOCK +WITH\n1 +P1 +email +open +No mail leaves/,
    );
    expect((await incident("acknowledge", "1", "I have it")).out).toMatch(/in time\n$/);
    expect((await incident("assign", "1", "Can")).out).toBe("done\n");
    expect((await incident("action", "1", "watch the key", "Can", "2099-01-01")).out).toBe(
      "action item 1\n",
    );
    expect(await incident("resolve", "1")).toMatchObject({
      status: 1,
      err: expect.stringContaining("incident 1 is not verified"),
    });
    expect((await incident("resolve", "1", "new key", "Can")).status).toBe(0);
    expect((await incident("report", "1")).out).toMatch(/^# Incident 1: No mail leaves\n/);
    expect((await incident("ics", "1")).out).toMatch(/^BEGIN:VCALENDAR\r\n/);
    expect((await incident("csv", "1")).out).toBe("kind,number,customer,metres,rule\r\n");
    const { out: timeline } = await incident("timeline", "1");
    const [{ opened }] = (await query(
      "select to_char(opened_at at time zone ops.setting('time_zone'), 'YYYY-MM-DD HH24:MI:SS') as opened from ops.incident",
    )) as [{ opened: string }];
    expect(timeline).toMatch(/^AT +KIND +ACTOR +TEXT\n/);
    expect(timeline).toMatch(new RegExp(`^${opened} +opened +\\S+ +No mail leaves$`, "m"));
  });

  test("is usage when the incident, the severity or a word is missing", async () => {
    expect((await incident("acknowledge", "7")).status).toBe(64);
    expect((await incident("open", "email", "P9", "x")).status).toBe(64);
    expect((await incident("acknowledge")).status).toBe(64);
    expect((await incident("fly")).status).toBe(64);
  });
});

describe("verify, report and metrics", () => {
  test("verify shows each line, and fails by the worst of them", async () => {
    await query(
      `create or replace function ops.verify_auth() returns setof ops.verification language sql stable as
       $$ select 'sign in', 'failed', 'nobody can', null::jsonb, 'ask' $$`,
    );
    const [failed, manual] = [testIo(), testIo()];
    expect(await verify({ area: "auth", ...at(database.owner) }, failed)).toBe(1);
    expect(failed.out()).toMatch(/failed +sign in +nobody can\n +-> ask/);
    await query("drop function ops.verify_auth()");
    expect(await verify({ area: "auth", ...at(database.owner) }, manual)).toBe(0);
    expect(manual.out()).toContain("manual");
    await expect(
      verify({ area: "weather", ...at(database.owner) }, testIo()),
    ).rejects.toMatchObject({ exitStatus: 64 });
  });

  test("report shows areas, incidents and jobs", async () => {
    await query("select ops.open_incident('ocr', 'P2', 'Photographs are not read')");
    const [text, object] = [testIo(), testIo()];
    expect(await report(at(database.owner), text)).toBe(0);
    expect(text.out()).toMatch(/^Areas$/m);
    expect(text.out()).toContain("Photographs are not read");
    expect(await report({ json: true, ...at(database.owner) }, object)).toBe(0);
    expect(json(object)).toMatchObject({ verb: "report", incidents: [{ area: "ocr" }] });
  });

  test("metrics are whole families in OpenMetrics", async () => {
    await query("select count(*) from ops.record_check('reservations')");
    const io = testIo();
    expect(await metrics(at(database.owner), io)).toBe(0);
    const lines = io.out().trimEnd().split("\n");
    expect(lines.at(-1)).toBe("# EOF");
    const sample =
      /^[a-z_]+(\{[a-z_]+="(?:[^"\\\n]|\\.)*"(,[a-z_]+="(?:[^"\\\n]|\\.)*")*\})? -?\d+(\.\d+)?$/;
    let family = "";
    const seen = new Set<string>();
    for (const line of lines.slice(0, -1)) {
      const type = /^# TYPE (\S+) (gauge|counter|info)$/.exec(line);
      if (type) {
        family = type[1] ?? "";
        expect(seen.has(family)).toBe(false);
        seen.add(family);
      } else if (!line.startsWith("# HELP ")) {
        expect(line).toMatch(sample);
        expect(line.startsWith(family)).toBe(true);
      }
    }
    expect(io.out()).toContain(
      'lotastro_ops_rule_rows{area="reservations", rule='.replace(", ", ","),
    );
    expect(seen.size).toBeGreaterThan(7);
  });
});

describe("the watchdog", () => {
  test("says when no job checked lately, and what the jobs found", async () => {
    const areas = ["reservations"];
    const age = { areas, maxAge: "30min", ...at(database.owner) };
    expect(await check(age, testIo())).toBe(2);
    await query("update ops.job set last_ok_at = ops.now() where name = 'reservations'");
    expect(await check(age, testIo())).toBe(0);
    await query(
      "select sample.a_lot('L-1'); update public.lots set reserved_meters = 5; select count(*) from ops.record_check('reservations')",
    );
    const io = testIo();
    expect(await check(age, io)).toBe(1);
    expect(io.out()).toContain("lot_reserved_meters");
    await query("update ops.clock set shift = '2 hours'");
    expect(await check({ ...age, failOn: "P0" }, testIo())).toBe(2);
  });

  test("hears from us only when all is well", async () => {
    const calls: string[] = [];
    const server = await listen((_request, answer) => {
      calls.push("beat");
      answer.end();
    });
    const url = addressOf(server);
    const areas = ["reservations"];
    try {
      expect(await check({ areas, heartbeatUrl: url, ...at(database.owner) }, testIo())).toBe(0);
      expect(calls).toHaveLength(1);
      await query("select sample.a_lot('L-1'); update public.lots set reserved_meters = 5");
      expect(await check({ areas, heartbeatUrl: url, ...at(database.owner) }, testIo())).toBe(1);
      expect(calls).toHaveLength(1);
      await expect(
        check({ areas, heartbeatUrl: "file:///etc/passwd", ...at(database.owner) }, testIo()),
      ).rejects.toMatchObject({ exitStatus: 64 });
    } finally {
      server.close();
    }
  });
});

describe("schedule run", () => {
  test("loses no message to a receiver that fails, hangs up, slows and recovers, and repeats none with another key", {
    timeout: 120_000,
  }, async () => {
    type Mood = "fails" | "hangs up" | "slow" | "works";
    let mood: Mood = "fails";
    const received: { key: string; text: string; mood: Mood }[] = [];
    const server = await listen((request, answer) => {
      let body = "";
      request.on("data", (part) => {
        body += part;
      });
      request.on("end", () => {
        const { text } = JSON.parse(body) as { text: string };
        received.push({ key: String(request.headers["idempotency-key"]), text, mood });
        // all but the first kind have the message and do not say so in time
        if (mood === "fails") answer.writeHead(500).end();
        else if (mood === "hangs up") request.socket.destroy();
        else if (mood === "slow") setTimeout(() => answer.writeHead(200).end(), 8000);
        else answer.writeHead(200).end();
      });
    });
    const env = { HOOK: addressOf(server) };
    const tick = async (now: Mood) => {
      mood = now;
      const before = received.length;
      expect(
        await schedule({ action: "run", ticks: 1, ...at(database.owner) }, testIo({ env })),
      ).toBe(0);
      await query("update ops.clock set shift = shift + interval '5 minutes'");
      await oneJob("cron");
      return received.length - before;
    };
    try {
      await query("select ops.arm('test'); select ops.set_channel('team', 'env:HOOK', 'P3')");
      await query("select ops.open_incident('email', 'P1', 'one')");
      await oneJob("cron");
      expect(await tick("fails")).toBe(1);
      await query(
        "select ops.open_incident('ocr', 'P2', 'two'); select ops.acknowledge_incident(1)",
      );
      // a channel that does not answer is asked once a tick: the jobs do not wait for it
      expect(await tick("hangs up")).toBe(1);
      expect(await tick("slow")).toBe(1);
      expect(await tick("works")).toBe(3);
      expect(await tick("works")).toBe(0);

      const texts = new Map<string, Set<string>>();
      for (const { key, text } of received) texts.set(key, (texts.get(key) ?? new Set()).add(text));
      expect([...texts.values()].map((own) => own.size)).toEqual([1, 1, 1]);
      // what a receiver has that drops the keys it knows
      const kept = new Map(
        received.filter((one) => one.mood !== "fails").map((one) => [one.key, one.text]),
      );
      expect([...kept.values()].map((text) => text.split(": ")[0]).sort()).toEqual([
        "[P1] email · incident 1 · acknowledged",
        "[P1] email · incident 1 · opened",
        "[P2] ocr · incident 2 · opened",
      ]);
      expect(await query("select distinct state from ops.outbox")).toEqual([{ state: "sent" }]);
      expect(
        await query(
          "select sum(attempts)::int as attempts, count(*)::int as messages from ops.outbox",
        ),
      ).toEqual([{ attempts: received.length, messages: 3 }]);
      expect(
        await query("select count(*)::int as runs from ops.job_run where job = 'cron'"),
      ).toEqual([{ runs: 5 }]);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });

  test("of a clone sends nothing, repairs nothing and rewrites nothing; the original does all three", async () => {
    const keys: string[] = [];
    const server = await listen((request, answer) => {
      keys.push(String(request.headers["idempotency-key"]));
      answer.end();
    });
    const clone = `${database.name}_clone`;
    const asSuper = { ...database.superuser, database: "postgres" };
    try {
      await query("select ops.arm('test'); select ops.set_channel('team', 'env:HOOK', 'P3')");
      await query("select ops.set_setting('cap_percent', '100')");
      await query("select ops.promote('lot_reserved_meters', 'direct_write', 'test')");
      await query("select sample.a_lot('L-1'), sample.a_lot('L-2')");
      await query("update public.lots set reserved_meters = 5 where lot_number = 'L-1'");
      await query("select ops.open_incident('email', 'P1', 'one')");
      await query("select ops.queue_maintenance('vacuum (analyze) public.lots', 'test')");
      await oneJob("nightly");
      await withClient(asSuper, (client) =>
        client.query(`create database ${clone} template ${database.name} owner postgres`),
      );
      const env = { HOOK: addressOf(server) };
      const happened = async (where: pg.ClientConfig) => {
        const io = testIo({ env });
        expect(await schedule({ action: "run", ticks: 1, ...at(where) }, io)).toBe(0);
        return withClient(where, async (client) => {
          const { rows } = await client.query(
            `select (select a.state from ops.armed() as a) as armed,
               (select string_agg(state, ',') from ops.outbox) as messages,
               (select count(*)::int from ops.run) as repairs,
               (select count(*)::int from ops.plan) as plans,
               (select reserved_meters from public.lots where lot_number = 'L-1') as metres,
               (select string_agg(state, ',') from ops.maintenance_statement) as maintenance`,
          );
          return { ...rows[0], calls: keys.length };
        });
      };
      expect(await happened({ ...database.owner, database: clone })).toEqual({
        armed: "warn",
        messages: "waiting",
        repairs: 0,
        plans: 1,
        metres: "5.00",
        maintenance: "queued",
        calls: 0,
      });
      expect(await happened(database.owner)).toEqual({
        armed: "ok",
        messages: "sent",
        repairs: 1,
        plans: 1,
        metres: "0.00",
        maintenance: "done",
        calls: 1,
      });
    } finally {
      server.close();
      await withClient(asSuper, (client) =>
        client.query(`drop database if exists ${clone} with (force)`),
      );
    }
  });

  test("ends its step when asked to stop, and goes on at the next start", async () => {
    await query(
      "create function ops.stand_in() returns text language plpgsql as $$ begin perform pg_sleep(1); return 'sealed'; end $$",
    );
    await oneJob("seals");
    await query("update ops.job set argument = '{stand_in,stand_in}' where name = 'seals'");
    const io = testIo();
    const running = schedule({ action: "run", ...at(database.owner) }, io);
    for (let turn = 0; turn < 500; turn += 1) {
      const [row] = await query("select count(*)::int as runs from ops.job_run");
      if (row?.runs > 0) break;
      await sleep(10);
    }
    io.interrupt();
    expect(await running).toBe(0);
    expect(await query("select state, steps from ops.job_run")).toEqual([
      { state: "stopped", steps: 1 },
    ]);
    expect(await schedule({ action: "run", ticks: 1, ...at(database.owner) }, testIo())).toBe(0);
    expect(await query("select state, steps from ops.job_run")).toEqual([
      { state: "done", steps: 2 },
    ]);
  });

  test("runs the VACUUM and the REINDEX that were asked for, once it is armed", async () => {
    await query("select ops.queue_maintenance('vacuum (analyze) public.lots', 'test')");
    await query(
      "select ops.queue_maintenance('reindex index concurrently public.lots_pkey', 'test')",
    );
    expect(await schedule({ action: "run", ticks: 1, ...at(database.owner) }, testIo())).toBe(0);
    expect(await query("select state from ops.maintenance_statement order by id")).toEqual([
      { state: "queued" },
      { state: "queued" },
    ]);
    await query("select ops.arm('test')");
    expect(await schedule({ action: "run", ticks: 1, ...at(database.owner) }, testIo())).toBe(0);
    expect(await query("select state from ops.maintenance_statement order by id")).toEqual([
      { state: "done" },
      { state: "done" },
    ]);
  });
});

describe("NOTIFY", () => {
  test("tells a listener of every change, in JSON below 8,000 bytes", async () => {
    await owner(async (listener) => {
      const heard: Record<string, unknown>[] = [];
      listener.on("notification", ({ payload = "" }) => {
        expect(Buffer.byteLength(payload)).toBeLessThan(8000);
        const told = JSON.parse(payload) as Record<string, unknown>;
        // the area's numbers are kept too, where it has any
        if (told.event !== "incident.baseline") heard.push(told);
      });
      await listener.query("listen ops");
      await query("select ops.open_incident('email', 'P1', repeat('ş', 200))");
      await query("select ops.comment_incident(1, repeat('ğ', 2000))");
      await query("select ops.acknowledge_incident(1)");
      for (let turn = 0; turn < 100 && heard.length < 3; turn += 1) await sleep(20);
      expect(heard.map(({ event, incident, v }) => [v, event, incident])).toEqual([
        [1, "incident.opened", 1],
        [1, "incident.comment", 1],
        [1, "incident.acknowledged", 1],
      ]);
    });
  });
});

async function listen(answer: Parameters<typeof createServer>[1] & object): Promise<Server> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

function addressOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}
