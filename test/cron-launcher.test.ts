import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import type { Major } from "../scripts/images.ts";
import { migrateUp } from "../src/migrate/up.ts";
import { loadSample } from "../src/sample/load.ts";
import { describeOnDocker } from "./docker.ts";
import type { RunningServer } from "./server.ts";

/**
 * On a server of its own: with pg_cron 1.4 a launcher that was asked to end stays away until the
 * server starts again; later ones are back after a second.
 */
describeOnDocker("the launcher of pg_cron", () => {
  let running: RunningServer;
  let client: pg.Client;

  beforeAll(async () => {
    const { startContainer } = await import("./container.ts");
    running = await startContainer(inject("server").target as Major, "launcher");
    const { host, port, user, password } = running.server;
    const at = { host, port, user, password, database: "postgres" };
    await loadSample(at, "roles"); // makes the roles of hosted Supabase
    client = new pg.Client(at);
    client.on("error", () => {});
    await client.connect();
    await client.query(`
      create extension pg_cron;
      grant create on database postgres to postgres;
      grant usage on schema cron to postgres;
      grant select on all tables in schema cron to postgres;
      set session authorization postgres`);
    await migrateUp(client);
    await client.query("select cron.schedule('one', '0 0 1 1 *', 'select 1')");
  });
  afterAll(async () => {
    await client?.end();
    await running?.stop();
  });

  const found = async () =>
    (await client.query("select severity, cause, message from ops.check_rule('cron_launcher')"))
      .rows;

  test("is gone: reported, though no job has failed", { timeout: 180_000 }, async () => {
    const gone = {
      severity: "P1",
      cause: "not_running",
      message: "the launcher of pg_cron is not running: none of 1 jobs will start",
    };
    let last: unknown[] = [];
    // A new one may come up between our two statements.
    for (const end = Date.now() + 150_000; Date.now() < end; await sleep(100)) {
      await client.query(`
        reset session authorization;
        select pg_terminate_backend(pid, 5000) from pg_stat_activity where application_name = 'pg_cron scheduler';
        set session authorization postgres`);
      last = await found();
      if (last.some((row) => (row as { cause: string }).cause === gone.cause)) break;
    }
    expect(last).toEqual([gone]);
  });
});
