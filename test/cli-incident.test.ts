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
    expect((await incident("list")).out).toMatch(/^1 +P1 +email +open +No mail leaves/m);
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
    expect((await incident("timeline", "1")).out).toContain("No mail leaves");
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
  test("runs the jobs, sends every message at least once, and never with another key", async () => {
    let turn = 0;
    const received: { key: string; text: string; status: number }[] = [];
    const server = await listen((request, answer) => {
      let body = "";
      request.on("data", (part) => {
        body += part;
      });
      request.on("end", () => {
        turn += 1;
        // fails, drops the line after having taken it, recovers
        const status = turn <= 2 ? 500 : turn === 3 ? 0 : 200;
        const { text } = JSON.parse(body) as { text: string };
        received.push({ key: String(request.headers["idempotency-key"]), text, status });
        if (status === 0) request.socket.destroy();
        else answer.writeHead(status).end();
      });
    });
    try {
      await query("select ops.arm('test'); select ops.set_channel('team', 'env:HOOK', 'P3')");
      await query(
        "select ops.open_incident('email', 'P1', 'one'); select ops.open_incident('ocr', 'P2', 'two'); select ops.acknowledge_incident(1)",
      );
      await oneJob("cron");
      const env = { HOOK: addressOf(server) };
      for (let round = 0; round < 5; round += 1) {
        expect(
          await schedule({ action: "run", ticks: 1, ...at(database.owner) }, testIo({ env })),
        ).toBe(0);
        await query("update ops.clock set shift = shift + interval '5 minutes'");
        await oneJob("cron");
      }
      const texts = new Map<string, Set<string>>();
      for (const { key, text } of received) texts.set(key, (texts.get(key) ?? new Set()).add(text));
      expect(texts.size).toBe(3);
      for (const own of texts.values()) expect(own.size).toBe(1);
      const delivered = received.filter(({ status }) => status === 200);
      expect(new Set(delivered.map(({ key }) => key)).size).toBe(3);
      expect(delivered).toHaveLength(3);
      expect(received).toHaveLength(6);
      expect(await query("select distinct state from ops.outbox")).toEqual([{ state: "sent" }]);
      expect(
        await query("select count(*)::int as runs from ops.job_run where job = 'cron'"),
      ).toEqual([{ runs: 5 }]);
    } finally {
      server.close();
    }
  });

  test("of a clone sends nothing and repairs nothing", async () => {
    let calls = 0;
    const server = await listen((_request, answer) => {
      calls += 1;
      answer.end();
    });
    try {
      await query("select ops.arm('test'); select ops.set_channel('team', 'env:HOOK', 'P3')");
      await query("select ops.open_incident('email', 'P1', 'one')");
      await query("update ops.arming set system_identifier = 'another'");
      const io = testIo({ env: { HOOK: addressOf(server) } });
      expect(await schedule({ action: "run", ticks: 1, ...at(database.owner) }, io)).toBe(0);
      expect(calls).toBe(0);
      expect(await query("select state from ops.outbox")).toEqual([{ state: "waiting" }]);
    } finally {
      server.close();
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
