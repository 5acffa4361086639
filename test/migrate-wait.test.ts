import { describe, expect, test } from "vitest";
import { lockKey } from "../src/migrate/lock.ts";
import { migrateUp } from "../src/migrate/up.ts";
import { type Connected, connectTo } from "./connected.ts";

/** A second session in the same database, with a name that errors can mention. */
async function another(client: Connected): Promise<Connected> {
  const other = await connectTo(client.settings);
  await other.query("set application_name = 'nightly job'");
  return other;
}

const pidOf = async (client: Connected) =>
  (await client.query<{ pid: number }>("select pg_backend_pid() as pid")).rows[0]?.pid;

const lockOf = async (client: Connected) =>
  (
    await client.query(
      "select from pg_locks where locktype = 'advisory' and pid = pg_backend_pid()",
    )
  ).rowCount;

describe("migrate up waits a bounded time", () => {
  test("for another installation, and names its session when it gives up", async () => {
    const client = await connectTo("empty");
    const other = await another(client);
    await other.query("begin");
    await other.query(`select pg_advisory_xact_lock(${lockKey})`);
    const said: string[] = [];
    const attempt = migrateUp(client, { waitSeconds: 0.3, onProgress: (line) => said.push(line) });
    await expect(attempt).rejects.toMatchObject({
      // Over TCP it goes on with where the session comes from.
      message: expect.stringContaining(
        `waited 0.3 s for another installation: pid ${await pidOf(other)} (role postgres, nightly job`,
      ),
      code: "OP004",
      exitStatus: 3,
    });
    expect(said).toHaveLength(1);
    expect(await lockOf(client)).toBe(0);
    await other.query("rollback");
    expect((await migrateUp(client)).objects).toBeGreaterThan(0);
  });

  test("for a running repair whose session lives, not for one that died", async () => {
    const client = await connectTo("installed");
    const other = await another(client);
    await other.query(`
      insert into ops.run (kind, area, actor, reason, state, started_at, heartbeat_at, pid, backend_start)
      select 'apply', 'reservations', 'ayse', 'test', 'running', now(), now(), a.pid, a.backend_start
      from pg_stat_activity as a where a.pid = pg_backend_pid()`);
    await client.query("drop function ops.last_run()");
    await expect(migrateUp(client, { waitSeconds: 0 })).rejects.toMatchObject({
      message: expect.stringMatching(
        /a running repair: pid \d+ \(.*nightly job.*\) run 1 by ayse$/,
      ),
      code: "OP004",
    });
    await other.end();
    expect((await migrateUp(client)).objects).toBeGreaterThan(0);
  });

  test("not for a running repair when there is nothing to change", async () => {
    const client = await connectTo("installed");
    const other = await another(client);
    await other.query("begin; lock table ops.run in row exclusive mode");
    expect((await migrateUp(client, { waitSeconds: 0 })).objects).toBe(0);
  });

  test("for a repair that has not committed yet, and installs when it has", async () => {
    const client = await connectTo("installed");
    const other = await another(client);
    await client.query("drop function ops.last_run()");
    await other.query("begin; lock table ops.run in row exclusive mode");
    let waited = "";
    const result = await migrateUp(client, {
      onProgress: (line) => {
        if (!line.startsWith("waiting")) return;
        waited = line;
        void other.query("commit");
      },
    });
    expect(waited).toMatch(/^waiting for pid \d+ \(.*nightly job.*\), which uses ops\.run$/);
    expect(result.objects).toBeGreaterThan(0);
  });
});

describe("migrate up beside a reader of our views", () => {
  test("gives way after two seconds, so that others can read, and comes back", async () => {
    const client = await connectTo("installed");
    const [reader, other] = [await another(client), await another(client)];
    await client.query("drop function ops.last_run()");
    await reader.query("begin; select count(*) from ops.recent_run");
    let waited = "";
    const installation = migrateUp(client, {
      onProgress: (line) => {
        if (!line.startsWith("waiting")) return;
        waited = line;
        void reader.query("commit");
      },
    });
    // Queued behind the installer at worst, and never for longer than it waits itself.
    await other.query("set statement_timeout = '4s'");
    await other.query("select count(*) from ops.recent_run");
    expect((await installation).objects).toBeGreaterThan(0);
    expect(waited).toMatch(/nightly job.*, which uses ops\.recent_run$/);
  });
});

describe("migrate up takes no lock on the application's tables", () => {
  for (const mode of ["access share", "row exclusive"]) {
    test(`and installs beside an open transaction that holds ${mode} on all of them`, async () => {
      const client = await connectTo("sample");
      const other = await another(client);
      const { rows } = await other.query<{ tables: string }>(
        "select string_agg(format('%I.%I', schemaname, tablename), ', ') as tables from pg_tables where schemaname = 'public'",
      );
      await other.query(`begin; lock table ${rows[0]?.tables} in ${mode} mode`);
      expect((await migrateUp(client, { waitSeconds: 0 })).objects).toBeGreaterThan(0);
    });
  }

  test("and installs beside a statement that reads one for as long as it takes", async () => {
    const client = await connectTo("sample");
    const other = await another(client);
    const reading = other.query("select pg_sleep(600), count(*) from public.lots").catch(() => {});
    expect((await migrateUp(client, { waitSeconds: 0 })).objects).toBeGreaterThan(0);
    await client.query("select pg_cancel_backend($1)", [
      (
        await client.query(
          "select pid from pg_stat_activity where application_name = 'nightly job' and datname = current_database()",
        )
      ).rows[0]?.pid,
    ]);
    await reading;
  });

  test("even while another session holds them all exclusively", async () => {
    const client = await connectTo("sample");
    const other = await another(client);
    await other.query(
      "begin; lock table public.lots, public.reservations in access exclusive mode",
    );
    expect((await migrateUp(client, { waitSeconds: 0 })).objects).toBeGreaterThan(0);
  });
});
