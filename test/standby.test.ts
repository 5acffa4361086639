import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import {
  chownSync,
  cpSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findBinaries, runnableBinaries } from "../src/embedded/binaries.ts";
import { type Server, startEmbedded } from "../src/embedded.ts";
import { migrateUp } from "../src/migrate/up.ts";
import { loadSample } from "../src/sample/load.ts";
import { withClient } from "./connection.ts";

const account = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : undefined;

/** A real hot standby: a base backup by hand, for the binaries from npm bring no pg_basebackup. */
async function startStandby(primary: Server, admin: pg.Client): Promise<Standby> {
  const directory = mkdtempSync(join(tmpdir().length < 60 ? tmpdir() : "/tmp", "standby-"));
  const data = join(directory, "data");
  await admin.query("select pg_backup_start('test', true)");
  cpSync(primary.dataDirectory, data, {
    recursive: true,
    filter: (source) => !/postmaster\.(pid|opts)$/.test(source),
  });
  const { rows } = await admin.query<{ labelfile: string }>("select * from pg_backup_stop(false)");
  writeFileSync(join(data, "backup_label"), rows[0]?.labelfile ?? "");
  cpSync(join(primary.dataDirectory, "pg_wal"), join(data, "pg_wal"), { recursive: true });
  writeFileSync(join(data, "standby.signal"), "");
  own(directory);
  const native = runnableBinaries(findBinaries(), directory, account);
  const settings = {
    unix_socket_directories: directory,
    port: "5432",
    listen_addresses: "",
    shared_preload_libraries: "pg_stat_statements",
    max_prepared_transactions: "5",
    hot_standby_feedback: "on",
    wal_receiver_status_interval: "1s",
    hba_file: join(primary.host, "access.conf"),
    primary_conninfo: `host=${primary.host} port=${primary.port} user=${primary.superuser}`,
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const child = spawn(join(native, "bin", "postgres"), ["-D", data, ...flags], {
    ...account,
    cwd: "/",
    env: { PATH: process.env.PATH ?? "", LC_ALL: "C", TZ: "UTC" },
    stdio: ["ignore", "ignore", "pipe"],
  });
  return { directory, child };
}

interface Standby {
  readonly directory: string;
  readonly child: ChildProcess;
}

function own(path: string): void {
  if (account === undefined) return;
  chownSync(path, account.uid, account.gid);
  if (!lstatSync(path).isDirectory()) return;
  for (const entry of readdirSync(path)) own(join(path, entry));
}

describe("on a hot standby", () => {
  let primary: Server;
  let standby: Standby;
  let at: pg.ClientConfig;

  const on = <T>(work: (client: pg.Client) => Promise<T>) => withClient(at, work);

  beforeAll(async () => {
    primary = await startEmbedded({
      settings: {
        shared_preload_libraries: "pg_stat_statements",
        wal_level: "replica",
        max_prepared_transactions: "5",
      },
    });
    const admin = { host: primary.host, port: primary.port, user: primary.superuser };
    await loadSample({ ...admin, database: "postgres" }, "app");
    await withClient({ ...admin, database: "app" }, (client) =>
      client.query("create extension pg_stat_statements schema extensions"),
    );
    await withClient({ ...admin, user: "postgres", database: "app" }, (client) =>
      migrateUp(client),
    );
    standby = await withClient({ ...admin, database: "app" }, (client) =>
      startStandby(primary, client),
    );
    at = { host: standby.directory, port: 5432, user: "postgres", database: "app" };
    await untilReady();
  });
  afterAll(async () => {
    const closed = once(standby.child, "close");
    standby.child.kill("SIGINT");
    await closed;
    rmSync(standby.directory, { recursive: true, force: true });
    await primary.stop();
  });

  async function untilReady(): Promise<void> {
    let last: unknown;
    for (let turn = 0; turn < 300; turn += 1) {
      try {
        await on((client) => client.query("select 1"));
        return;
      } catch (error: unknown) {
        last = error;
        await sleep(100);
      }
    }
    throw last;
  }

  test("it is one", async () => {
    const { rows } = await on((client) => client.query("select pg_is_in_recovery() as standby"));
    expect(rows).toEqual([{ standby: true }]);
  });

  test("every health check runs, and only what cannot be known there is not known", async () => {
    await on(async (client) => {
      for (const area of ["connections", "performance", "cron"]) {
        const { rows } = await client.query(
          `select rule, status, message from ops.check_${area}() where status <> 'skipped'`,
        );
        const expected =
          area === "performance"
            ? [
                {
                  rule: "slower_statements",
                  status: "unknown",
                  message: "cannot tell: no history of statements is kept",
                },
              ]
            : [];
        expect(rows).toEqual(expected);
      }
    });
  });

  test("a check that finds something finds it there too", async () => {
    const idle = { ...at, application_name: "idle reader" };
    await withClient(idle, async (client) => {
      await client.query("begin; select 1");
      await sleep(50);
      const tree = await on((other) =>
        other.query("select kind, state from ops.sessions() where application = 'idle reader'"),
      );
      expect(tree.rows).toEqual([{ kind: "client", state: "idle in transaction" }]);
    });
  });

  test("verification says that pages are measured on the primary", async () => {
    const { rows } = await on((client) =>
      client.query("select state, message from ops.verify_connections() where step like 'Verify%'"),
    );
    expect(rows).toHaveLength(2);
    for (const row of rows) {
      expect(row).toMatchObject({ state: "unknown", message: expect.stringContaining("primary") });
    }
  });

  test("nothing is signalled where nothing can be recorded", async () => {
    await expect(
      on((client) =>
        client.query(
          "select * from ops.terminate_idle_sessions(dry_run => false, reason => 'test')",
        ),
      ),
    ).rejects.toMatchObject({ code: "OP005" });
  });

  test("the primary sees its replica, and a delay once it is one", async () => {
    const admin = { host: primary.host, port: primary.port, user: "postgres", database: "app" };
    await withClient(admin, async (client) => {
      for (let turn = 0; turn < 200; turn += 1) {
        if (
          (await client.query("select from pg_stat_replication where state = 'streaming'")).rowCount
        )
          break;
        await sleep(50);
      }
      const seen = await client.query("select kind from ops.sessions() where kind = 'replication'");
      expect(seen.rows).toEqual([{ kind: "replication" }]);
      expect(
        (await client.query("select * from ops.check_rule('replication_delay')")).rows,
      ).toEqual([]);
      await client.query(
        `insert into ops.rule_setting (rule, thresholds, changed_by) values ('replication_delay', '{"megabytes": -1}', 'test')`,
      );
      const found = await client.query("select message from ops.check_rule('replication_delay')");
      expect(found.rows).toEqual([{ message: expect.stringContaining("behind") }]);
    });
  });

  test("a reader on the standby that keeps dead rows of the primary is named, since when too", async () => {
    const admin = { host: primary.host, port: primary.port, user: "postgres", database: "app" };
    await withClient(admin, async (client) => {
      await client.query("select ops.note_vacuum_due()");
      const holder = "select kind, holder, since is not null as dated from ops._vacuum_holder()";
      await withClient(at, async (reader) => {
        await reader.query("begin isolation level repeatable read; select count(*) from pg_class");
        await client.query("create table public.later (); select pg_current_xact_id()");
        await expect
          .poll(async () => (await client.query(holder)).rows, { timeout: 60_000, interval: 200 })
          .toEqual([
            {
              kind: "standby",
              holder: expect.stringMatching(/^standby .+ [(]pid \d+, hot_standby_feedback[)]$/),
              dated: expect.any(Boolean),
            },
          ]);
        // the first number given out after what it holds is when it held at the latest
        await client.query("delete from ops.transaction_time; select ops.note_vacuum_due()");
        expect((await client.query(holder)).rows).toMatchObject([{ kind: "standby", dated: true }]);
        await reader.query("rollback");
      });
      await client.query("drop table public.later");
    });
  });

  test("a prepared transaction is found with all that it holds, until it is ended", async () => {
    const admin = { host: primary.host, port: primary.port, user: "postgres", database: "app" };
    await withClient(admin, async (client) => {
      const rule = "select cause, message, fix from ops.check_rule('prepared_transactions')";
      await client.query(
        "create table public.held (id int) with (autovacuum_enabled = off); insert into public.held select generate_series(1, 6000)",
      );
      await client.query("begin; insert into public.held values (0)");
      await client.query("prepare transaction 'forgotten'");
      expect((await client.query(rule)).rows).toEqual([]);
      await client.query("update ops.clock set shift = '11 minutes'");
      expect((await client.query(rule)).rows).toEqual([
        {
          cause: null,
          message: expect.stringMatching(
            /^prepared transaction forgotten of postgres is open for 11 min/,
          ),
          fix: expect.stringMatching(/^rollback prepared 'forgotten'/),
        },
      ]);
      const holder = "select kind, holder, since is not null as dated from ops._vacuum_holder()";
      await expect
        .poll(async () => (await client.query(holder)).rows, { timeout: 60_000, interval: 200 })
        .toEqual([{ kind: "prepared", holder: "prepared transaction forgotten", dated: true }]);
      await client.query("rollback prepared 'forgotten'");
      expect((await client.query(rule)).rows).toEqual([]);
      await client.query("update ops.clock set shift = default; drop table public.held");
    });
  });

  test("a slot without a reader is found on the primary", async () => {
    const admin = {
      host: primary.host,
      port: primary.port,
      user: primary.superuser,
      database: "app",
    };
    await withClient(admin, async (client) => {
      await client.query("select pg_create_physical_replication_slot('forgotten', true)");
      expect(
        (await client.query("select * from ops.check_rule('replication_slots')")).rows,
      ).toEqual([]);
      await client.query(
        `insert into ops.rule_setting (rule, thresholds, changed_by) values ('replication_slots', '{"megabytes": -1}', 'test')`,
      );
      const found = await client.query("select message from ops.check_rule('replication_slots')");
      expect(found.rows).toEqual([
        { message: expect.stringMatching(/^slot forgotten has no reader and keeps \d+ /) },
      ]);
      await client.query("select pg_drop_replication_slot('forgotten')");
    });
  });
});
