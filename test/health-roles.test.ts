import { randomBytes } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { migrateUp } from "../src/migrate/up.ts";
import { asSuperuser, withClient } from "./connection.ts";
import { freshDatabase } from "./database.ts";
import { runTap } from "./pgtap.ts";
import { installPgtap } from "./pgtap-install.ts";

const areas = ["connections", "performance", "cron"];
const hidden = [
  "blocked_sessions",
  "connection_slots",
  "idle_in_transaction",
  "idle_sessions",
  "long_transactions",
  "replication_delay",
];

/** Rules over the application's rows: whoever may not read those has nothing to say of them. */
const ofTheApplication = ["overdue_effects", "stuck_runs"];

/** The pgTAP files of the areas' rules, each of which makes its rule speak and keeps it silent. */
function proofs(): readonly string[] {
  const root = new URL("../sql/", import.meta.url);
  return areas
    .flatMap((area) => readdirSync(new URL(`functions/${area}/`, root)).map((file) => [area, file]))
    .filter(([area, file]) =>
      readFileSync(new URL(`functions/${area}/${file}`, root), "utf8").includes(
        "select ops._define_rule(",
      ),
    )
    .map(([, file = ""]) => file.replace(/\.sql$/, ""))
    .filter((rule) => !ofTheApplication.includes(rule));
}

interface Installed {
  readonly name: string;
  readonly config: pg.ClientConfig;
}

/** The package in a database of nobody's application, owned by a role that may only what `grants` says. */
async function installedAs(grants: string): Promise<Installed> {
  const name = `test_role_${randomBytes(6).toString("hex")}`;
  await withClient(asSuperuser("postgres"), async (client) => {
    await client.query(`create role ${name} login ${grants.startsWith("superuser") ? "superuser" : ""}
      password '${name}'`);
    if (grants.startsWith("pg_")) await client.query(`grant ${grants} to ${name}`);
    await client.query(`create database ${name} owner ${name}`);
  });
  const config = { ...asSuperuser(name), user: name, password: name };
  await withClient(config, (client) => migrateUp(client));
  return { name, config };
}

async function dropInstalled({ name }: Installed): Promise<void> {
  await withClient(asSuperuser("postgres"), async (client) => {
    await client.query(`drop database if exists ${name} with (force)`);
    await client.query(`drop role ${name}`);
  });
}

describe("health checks by what their owner may", () => {
  const roles: Installed[] = [];
  let bare: Installed;
  let monitor: Installed;
  let superuser: Installed;
  let idler: pg.Client;

  beforeAll(async () => {
    // its template creates the package's roles, which belong to the cluster and need CREATEROLE
    await (await freshDatabase("installed")).drop();
    bare = await installedAs("nothing");
    monitor = await installedAs("pg_monitor");
    superuser = await installedAs("superuser");
    roles.push(bare, monitor, superuser);
  });
  afterAll(async () => {
    for (const role of roles) await dropInstalled(role);
  });

  async function statuses({ config }: Installed): Promise<Record<string, string>> {
    return withClient(config, async (client) => {
      const found: Record<string, string> = {};
      for (const area of areas) {
        const { rows } = await client.query<{ rule: string; status: string }>(
          `select rule, status from ops.check_${area}()`,
        );
        for (const row of rows) found[row.rule] = row.status;
      }
      return found;
    });
  }

  test("without pg_read_all_stats what is hidden is unknown, with the GRANT, and never clean", async () => {
    const found = await statuses(bare);
    expect(Object.keys(found).filter((rule) => found[rule] === "unknown")).toEqual(
      expect.arrayContaining(hidden),
    );
    expect(Object.values(found)).not.toContain("violation");
    const row = await withClient(bare.config, (client) =>
      client.query("select message, fix from ops.check_rule('idle_in_transaction')"),
    );
    expect(row.rows).toEqual([
      {
        message: "cannot tell: sessions of other roles are hidden; needs pg_read_all_stats",
        fix: `grant pg_read_all_stats to ${bare.name}`,
      },
    ]);
  });

  test("as pg_monitor alone, and as superuser, every rule runs and none is wrong", async () => {
    for (const role of [monitor, superuser]) {
      const found = await statuses(role);
      expect(Object.values(found).filter((status) => status !== "skipped")).toEqual([]);
    }
  });

  for (const who of ["pg_monitor alone", "a superuser"]) {
    test(`as ${who} each rule speaks of its fixture, exactly, and is silent at the near miss`, {
      timeout: 180_000,
    }, async () => {
      const { name, config } = who === "a superuser" ? superuser : monitor;
      await withClient(asSuperuser(name), installPgtap);
      const rules = proofs();
      expect(rules.length).toBeGreaterThan(30);
      for (const rule of rules) {
        const file = new URL(`../sql/tests/${rule}.sql`, import.meta.url);
        const { assertions, planned, bailOut } = await runTap(config, readFileSync(file, "utf8"));
        const failed = assertions.filter(
          (one) => one.outcome !== "ok" && !one.name.startsWith("the application's own"),
        );
        expect({ rule, bailOut, failed, ran: assertions.length }).toEqual({
          rule,
          bailOut: undefined,
          failed: [],
          ran: planned,
        });
      }
    });
  }

  test("as pg_monitor alone another role's idle transaction is seen", async () => {
    idler = new pg.Client(asSuperuser(monitor.name));
    await idler.connect();
    try {
      await idler.query("begin");
      const found = await withClient(monitor.config, async (client) => {
        await client.query(
          `insert into ops.rule_setting (rule, thresholds, changed_by) values ('idle_in_transaction', '{"seconds": 0}', 'test')`,
        );
        return client.query(
          "select detail ->> 'kind' as kind from ops.check_rule('idle_in_transaction')",
        );
      });
      expect(found.rows).toEqual([{ kind: "superuser" }]);
      const planned = await withClient(monitor.config, (client) =>
        client.query("select note from ops.terminate_idle_transactions(idle => '1 s')"),
      );
      expect(planned.rows.map((row) => row.note)).not.toContain(null);
    } finally {
      await idler.end();
    }
  });

  test("verification says what it cannot do", async () => {
    const verified = () =>
      withClient(monitor.config, (client) =>
        client.query("select step, state, message from ops.verify_connections()"),
      );
    // It is about the whole server, where another suite may just wait for a lock.
    const failed = async () => (await verified()).rows.filter((row) => row.state === "failed");
    await expect.poll(failed, { timeout: 60_000, interval: 500 }).toEqual([]);
    const { rows } = await verified();
    expect(rows.find((row) => row.step === "Connections to spare")).toMatchObject({
      state: "passed",
    });
  });

  test("real invalid indexes, dead rows and old statistics are found, and mended ones are not", async () => {
    const database = await freshDatabase("installed");
    try {
      await withClient(database.owner, async (client) => {
        await client.query(
          "create table public.t (id int) with (autovacuum_enabled = false); insert into public.t select 1 from generate_series(1, 6000)",
        );
        await expect(
          client.query("create unique index concurrently t_id on public.t (id)"),
        ).rejects.toMatchObject({ code: "23505" });
        await client.query("delete from public.t where ctid < '(10,0)'");
        // statistics of a session reach the others within a second
        await client.query("select pg_stat_force_next_flush()");
        await client.query("select 1");
        const rules = async () =>
          (
            await client.query(
              "select rule, message from ops.check_performance() where subject = 'public.t' order by rule",
            )
          ).rows;
        expect(await rules()).toEqual([
          {
            rule: "dead_tuples",
            message: expect.stringMatching(
              /^public\.t has 2260 dead rows, autovacuum is due at \d+; it is off for the table$/,
            ),
          },
          {
            rule: "invalid_indexes",
            message: "public.t_id is invalid: written by every change, read by no query",
          },
          {
            rule: "stale_statistics",
            message: expect.stringMatching(
              /^public\.t: 8260 of 3740 rows changed since they were ever counted$/,
            ),
          },
        ]);
        await client.query("drop index public.t_id");
        await client.query("vacuum public.t");
        await client.query(
          "select * from ops.analyze_tables('{public.t}', dry_run => false, reason => 'test')",
        );
        await client.query("select pg_stat_force_next_flush()");
        await client.query("select 1");
        expect(await rules()).toEqual([]);
      });
    } finally {
      await database.drop();
    }
  });
});
