import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { migrateUp } from "../src/migrate/up.ts";
import { asOwner, asSuperuser, withClient } from "./connection.ts";
import { type FreshDatabase, freshDatabase } from "./database.ts";
import { describeOnDocker } from "./docker.ts";
import { aloneWithPgCron, untilAlone } from "./pg-cron.ts";
import { until } from "./sessions.ts";

/** pg_cron's own database, where the images keep it. */
const home = "postgres";
const twoMinutes = 150_000;

describeOnDocker("pg_cron", () => {
  let database: FreshDatabase;
  let letGo: () => Promise<void>;

  beforeAll(async () => {
    letGo = await aloneWithPgCron();
    database = await freshDatabase("installed");
    await withClient(asSuperuser(home), async (client) => {
      await client.query("create extension if not exists pg_cron");
      await client.query("grant usage on schema cron to postgres");
      await client.query(`grant create on database ${home} to postgres`);
    });
    await withClient(asOwner(home), (client) => migrateUp(client));
  }, untilAlone);
  afterAll(async () => {
    await withClient(asSuperuser(home), async (client) => {
      await client.query("select cron.unschedule(jobid) from cron.job where jobname like 'ops:%'");
      // A job that has just begun would be dropped under its feet, or lock what is dropped.
      await until(
        client,
        "select where not exists (select from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and state = 'active' and query ~* 'call ops[.]')",
      );
      await client.query("drop schema if exists ops cascade");
      await client.query("drop schema if exists ops_migrations cascade");
      await client.query(`revoke create on database ${home} from postgres`);
    });
    await database.drop();
    await letGo();
  });

  test("gets three entries, once, and loses them again", async () => {
    await withClient(asOwner(home), async (client) => {
      const first = await client.query("select item, state from ops.schedule_apply()");
      expect(first.rows).toEqual([
        { item: `ops:${home}:tick`, state: "ok" },
        { item: `ops:${home}:nightly`, state: "ok" },
        { item: `ops:${home}:maintenance`, state: "ok" },
      ]);
      const ids = await client.query("select jobid from cron.job order by jobid");
      await client.query("select * from ops.schedule_apply()");
      expect((await client.query("select jobid from cron.job order by jobid")).rows).toEqual(
        ids.rows,
      );
      expect((await client.query("select ops.schedule_remove() as removed")).rows).toEqual([
        { removed: 3 },
      ]);
      expect((await client.query("select state from ops.schedule_list()")).rows).toEqual(
        Array(3).fill({ state: "info" }),
      );
    });
  });

  test("is refused beside another entry that runs the same jobs", async () => {
    await withClient(asOwner(home), async (client) => {
      await client.query("select cron.schedule('by hand', '0 4 * * *', 'call ops.tick()')");
      await expect(client.query("select * from ops.schedule_apply()")).rejects.toMatchObject({
        code: "OP071",
        message: expect.stringContaining("by hand"),
        hint: expect.stringMatching(/cron\.unschedule\(\d+\)/),
      });
      const doctor = await client.query("select from ops.doctor() where state = 'fail'");
      expect(doctor.rowCount).toBe(1);
      await client.query("select cron.unschedule('by hand')");
    });
  });

  test("loses them with the package", async () => {
    await withClient(asOwner(home), async (client) => {
      await client.query("select * from ops.schedule_apply()");
      await client.query("select ops.uninstall(keep_evidence => false)");
      const left = await client.query("select from cron.job where jobname like 'ops:%'");
      expect(left.rowCount).toBe(0);
      await migrateUp(client);
    });
  });

  test("says where to go when it lives in another database", async () => {
    await withClient(database.owner, async (client) => {
      await expect(client.query("select * from ops.schedule_apply()")).rejects.toMatchObject({
        code: "OP071",
        detail: expect.stringContaining("cron.schedule_in_database"),
      });
    });
  });

  test("runs the jobs of another database, and a maintenance command in its own", {
    timeout: twoMinutes,
  }, async () => {
    const { rows } = await withClient(database.owner, (client) =>
      client.query<{ statement: string }>("select ops.schedule_statements() as statement"),
    );
    expect(rows).toHaveLength(2);
    await withClient(asSuperuser(home), async (client) => {
      for (const { statement } of rows) await client.query(statement);
    });
    await withClient(asOwner(home), async (client) => {
      await client.query("select * from ops.schedule_apply()");
      await client.query("select ops.arm('test')");
      await client.query("select ops.queue_maintenance('vacuum (analyze) ops.job', 'test')");
      // pg_cron's own minute fills the entry and reads the answer too; here nobody waits for three of them.
      for (let turn = 0; turn < 600; turn += 1) {
        await client.query("update ops.job set due_at = ops.now() where name = 'incidents'");
        await client.query("call ops.tick()");
        const done = await client.query(
          "select from ops.maintenance_statement where ended_at > queued_at",
        );
        if (done.rowCount) break;
        await sleep(200);
      }
      expect(
        (await client.query("select state, note from ops.maintenance_statement")).rows,
      ).toEqual([{ state: "done", note: null }]);
      await until(
        client,
        "select from cron.job where jobname like '%:maintenance' and command = 'select 1'",
        [],
        twoMinutes,
      );
    });
    await withClient(database.owner, async (client) => {
      await until(
        client,
        "select from ops.job_run where job = 'connections' and state = 'done'",
        [],
        twoMinutes,
      );
      const { rows: actors } = await client.query(
        "select count(*)::int as doubles from (select job, date_trunc('minute', started_at) from ops.job_run group by 1, 2 having count(*) > 1) as d",
      );
      expect(actors[0]?.doubles).toBe(0);
    });
  });
});
