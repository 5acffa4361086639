import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { migrateUp } from "../src/migrate/up.ts";
import { asOwner, asSuperuser } from "./connection.ts";
import { freshDatabase } from "./database.ts";
import { describeOnDocker } from "./docker.ts";
import { aloneWithPgCron, untilAlone } from "./pg-cron.ts";
import { until } from "./sessions.ts";

/** pg_cron 1.4 knows no seconds: there one real job of one minute stands for all. */
const seconds = inject("server").target !== "15";

/** pg_cron lives in one database of the server, so the package is installed there for a while. */
describeOnDocker("pg_cron itself", () => {
  let owner: pg.Client;
  let superuser: pg.Client;
  let letGo: () => Promise<void>;

  beforeAll(async () => {
    letGo = await aloneWithPgCron();
    // its roles are what hosted Supabase has
    await (await freshDatabase("sample")).drop();
    superuser = new pg.Client(asSuperuser("postgres"));
    await superuser.connect();
    await superuser.query(`
      create extension if not exists pg_cron;
      grant create on database postgres to postgres;
      grant usage on schema cron to postgres;
      grant select on all tables in schema cron to postgres`);
    owner = new pg.Client(asOwner("postgres"));
    await owner.connect();
    await migrateUp(owner);
  }, untilAlone);
  afterAll(async () => {
    await owner.query("select cron.unschedule(jobid) from cron.job where username = 'postgres'");
    await owner.query("select ops.uninstall(keep_evidence => false)").catch(() => {});
    await owner.end();
    await superuser.query("delete from cron.job; delete from cron.job_run_details");
    await superuser.end();
    await letGo();
  });

  const rules = async () =>
    (
      await owner.query<{ rule: string; cause: string; message: string }>(
        "select rule, cause, message from ops.check_cron() where status <> 'skipped' and rule like 'cron_%' order by rule, message",
      )
    ).rows;
  const runOf = (job: string, status: string) =>
    `select from cron.job_run_details as d join cron.job as j on j.jobid = d.jobid where j.jobname = '${job}' and d.status = '${status}'`;

  test("the launcher is seen, and without jobs nothing is wrong", async () => {
    expect(await rules()).toEqual([]);
    const { rows } = await owner.query(
      "select started is not null as runs from ops._cron_launcher()",
    );
    expect(rows).toEqual([{ runs: true }]);
  });

  test("a job started by hand runs once, within two minutes, and its end is known", {
    timeout: 180_000,
  }, async () => {
    await owner.query("create schema trace");
    const schedule = seconds ? "2 seconds" : "* * * * *";
    await owner.query("select cron.schedule('good', $1, 'select 1')", [schedule]);
    await owner.query("select cron.schedule('bad', $1, 'select 1/0')", [schedule]);
    await owner.query(
      "select cron.schedule('by hand', '0 0 1 1 *', 'create table trace.made as select 1')",
    );
    const started = await owner.query<{ id: string; state: string }>(
      "select id, state from ops.run_job('by hand', 'test', dry_run => false)",
    );
    expect(started.rows).toMatchObject([{ state: "waiting" }]);
    await until(owner, runOf("good", "succeeded"), [], 100_000);
    await until(owner, runOf("bad", "failed"), [], 100_000);
    expect(await rules()).toContainEqual({
      rule: "cron_job_failed",
      cause: "run_failed",
      message: expect.stringMatching(/^job bad failed \d+ s ago: ERROR: division by zero/),
    });
    const result = `select job, state from ops.run_job_result(${started.rows[0]?.id}) where state not in ('waiting', 'running')`;
    await until(owner, result, [], 130_000);
    await owner.query("select from trace.made");
    await owner.query("drop schema trace cascade");
    expect((await owner.query("select from cron.job where jobname like 'ops:%'")).rowCount).toBe(0);
    const verified = await owner.query(
      "select message, state from ops.verify_cron() where step = 'Manual trigger succeeds'",
    );
    expect(verified.rows).toEqual([
      { message: expect.stringMatching(/^by hand: succeeded/), state: "passed" },
    ]);
    const next = await owner.query<{ message: string; state: string }>(
      "select message, state from ops.verify_cron() where step = 'Next scheduled run executes'",
    );
    const state = (job: string) =>
      next.rows.find((row) => row.message.startsWith(`${job}:`))?.state;
    expect([state("bad"), state("by hand")]).toEqual(["failed", "pending"]);
    expect(["passed", "pending"]).toContain(state("good"));
  });

  describe("six states", () => {
    test("ok, failed, overdue, stuck, null start time, all at once", async () => {
      await owner.query("select cron.unschedule(jobid) from cron.job");
      for (const name of ["ok", "failed", "overdue", "stuck", "no start"]) {
        await owner.query("select cron.schedule($1, '0 * * * *', 'select 1')", [name]);
      }
      await superuser.query(`
        insert into cron.job_run_details (jobid, runid, status, return_message, start_time, end_time)
        select j.jobid, nextval('cron.runid_seq'), s.status, s.message, s.begun, s.begun
        from cron.job as j
        join (values
          ('ok', 'succeeded', '1 row', now()), ('failed', 'failed', 'ERROR: no', now()),
          ('overdue', 'succeeded', '1 row', now() - interval '5 hours'), ('stuck', 'running', null, now() - interval '5 hours'),
          ('no start', 'failed', 'job startup timeout', null)
        ) as s (name, status, message, begun) on s.name = j.jobname
        order by s.begun nulls last`);
      const found = await rules();
      const of = (rule: string) =>
        found
          .filter((row) => row.rule === rule)
          .map((row) => row.message.split(" ").slice(1, 3).join(" "));
      expect(of("cron_job_failed")).toEqual(["failed failed", "no start"]);
      expect(of("cron_job_overdue")).toEqual(["overdue was"]);
      expect(of("cron_job_stuck")).toEqual(["stuck is"]);
      expect(found.filter((row) => / job ok /.test(row.message))).toEqual([]);
      expect(found.find((row) => row.message.includes("no start"))).toMatchObject({
        cause: "never_started",
      });
    });
  });

  test("a role that is gone is named: with 1.4 it ends the launcher, with no row", async () => {
    await superuser.query("create role cron_leaver login");
    await superuser.query(
      "insert into cron.job (schedule, command, database, username, jobname) values ('0 0 1 1 *', 'select 1', 'postgres', 'cron_leaver', 'left behind')",
    );
    expect((await rules()).filter((row) => row.rule === "cron_job_target")).toEqual([]);
    await superuser.query("drop role cron_leaver");
    expect(await rules()).toContainEqual({
      rule: "cron_job_target",
      cause: "role",
      message: "job left behind cannot start: role cron_leaver does not exist",
    });
    await superuser.query("delete from cron.job where jobname = 'left behind'");
    // Others want pg_cron alive: it comes back by itself once nothing ends it.
    await until(owner, "select from ops._cron_launcher() where started is not null", [], 60_000);
  });
});
