import pg from "pg";
import { describe, expect, test } from "vitest";
import { btreeShapes } from "../scripts/bloat/btree-shapes.ts";
import { heapShapes } from "../scripts/bloat/heap-shapes.ts";
import { runShape } from "../scripts/bloat/run-shape.ts";
import type { Shape } from "../scripts/bloat/shape.ts";
import { run } from "../src/commands/maintain.ts";
import { migrateUp } from "../src/migrate/up.ts";
import { at, json, testIo } from "./cli-io.ts";
import { type Connected, connectTo } from "./connected.ts";
import { freshDatabase } from "./database.ts";

/** Those that go wrong elsewhere; all of them are in docs/BENCHMARKS.md. */
const tried = [
  "six pairs of bool and bigint: padding",
  "fillfactor 70, half deleted at random",
  "deleted in stretches of equal length",
  "random pages emptied",
  "dead rows that no vacuum has seen",
  "four dropped columns, 80 % deleted",
  "text column added with a default, half deleted",
  "rows of 400 to 1900 bytes, just written",
  "out-of-line values that would now fit",
  "jsonb",
  "widened after its statistics were gathered",
  "one page",
  "TOAST table, half deleted",
  "ascending, oldest 60 % deleted",
  "foreign key, written in order, half deleted",
  "keys of very different frequency",
  "five values, 70 % deleted",
  "two thirds null, half deleted",
  "expression",
  "partial, 5 %",
  "INCLUDE",
  "two columns with nulls and duplicates",
  "text of 150 to 450 bytes, half deleted",
  "numeric with duplicates, which are not merged",
  "type name",
];

describe("what a rewrite gives back", () => {
  const shapes: readonly Shape[] = [...heapShapes, ...btreeShapes].filter(({ name }) =>
    tried.includes(name),
  );

  test("is measured to a point on average and to five at worst", { timeout: 180_000 }, async () => {
    const client = await connectTo("installed");
    const errors: { readonly name: string; readonly points: number }[] = [];
    for (const shape of shapes) {
      const { measured, truth } = await runShape(client, shape, 100_000);
      errors.push({ name: shape.name, points: Math.abs((measured ?? 1000) - truth) });
    }
    expect(errors.map(({ name }) => name).sort()).toEqual([...tried].sort());
    expect(errors.filter(({ points }) => points > 5)).toEqual([]);
    expect(errors.reduce((sum, { points }) => sum + points, 0) / errors.length).toBeLessThan(1);
  });
});

const bloated = `create table public.big (id int primary key, t text) with (autovacuum_enabled = off);
  insert into public.big select i, repeat('x', 100) from generate_series(1, 60000) as i;
  delete from public.big where id % 4 <> 0`;

const lowLimits = `insert into ops.rule_setting (rule, thresholds, changed_by) values
  ('table_bloat', '{"megabytes": 1, "percent": 20}', 'test'), ('index_bloat', '{"megabytes": 0.1, "percent": 20}', 'test')`;

/** Counters reach the statistics only when their session says so or has been idle for a while. */
async function settled(client: pg.Client): Promise<void> {
  await client.query("select pg_stat_force_next_flush()");
  await client.query("select 1");
}

async function values(client: pg.Client, sql: string): Promise<unknown[][]> {
  return (await client.query({ text: sql, rowMode: "array" })).rows;
}

describe("a measure", () => {
  test("sees through forced row security", async () => {
    const client = await connectTo("installed");
    await client.query(bloated);
    await client.query("alter table public.big enable row level security");
    await client.query("alter table public.big force row level security");
    const said = "select percent > 70, method from ops.measure_relation_bloat('public.big')";
    expect(await values(client, said)).toEqual([[true, "sample"]]);
  });

  test("is withheld, not guessed, while the table is locked", async () => {
    const client = await connectTo("installed");
    await client.query(bloated);
    const other = await connectTo(client.settings);
    await other.query("begin");
    await other.query("lock table public.big in access exclusive mode");
    const said = await values(
      client,
      "select percent, withheld from ops.measure_relation_bloat('public.big')",
    );
    const others = await values(client, "select rule, status from ops.check_bloat()");
    await other.query("rollback");
    expect(said).toEqual([[null, "it was locked by another session"]]);
    expect(others).toEqual([["dead_tuples", "violation"]]);
  });

  test("holds until the table is rewritten or a tenth of its rows has changed", async () => {
    const client = await connectTo("installed");
    await client.query(bloated);
    await settled(client);
    await client.query("select ops.measure_relation_bloat('public.big')");
    const method =
      "select method, withheld ~ 'since it was measured' from ops.bloat() where relation = 'public.big'";
    expect(await values(client, method)).toEqual([["sample", null]]);
    await client.query("update public.big set t = 'y' where id % 8 = 0");
    await settled(client);
    expect(await values(client, method)).toEqual([[null, true]]);
  });

  test("goes on where the last call stopped, worst first, one caller at a time", async () => {
    const client = await connectTo("installed");
    await client.query(bloated);
    await client.query("create index big_t on public.big (t)");
    await settled(client);
    await client.query("call ops.measure_bloat('1 microsecond', 8192)");
    expect(await values(client, "select count(*)::int from ops.bloat_measure")).toEqual([[0]]);
    const other = await connectTo(client.settings);
    await other.query("begin");
    await other.query("select pg_advisory_xact_lock(hashtextextended('ops:bloat', 0))");
    await expect(client.query("call ops.measure_bloat('5 s', 100000)")).rejects.toMatchObject({
      code: "OP004",
    });
    await other.query("rollback");
    await client.query("call ops.measure_bloat('60 s', 100000)");
    const order =
      "select relation, method from ops.bloat_measure order by measured_at, relation_oid limit 2";
    expect(await values(client, order)).toEqual([
      ["public.big", "sample"],
      ["public.big_pkey", "sample"],
    ]);
    const before = await values(
      client,
      "select count(*), max(measured_at)::text from ops.bloat_measure",
    );
    await client.query("call ops.measure_bloat('60 s', 100000)");
    expect(
      await values(client, "select count(*), max(measured_at)::text from ops.bloat_measure"),
    ).toEqual(before);
  });

  test("stops at 70 % of a statement timeout, and is refused inside a block", async () => {
    const client = await connectTo("installed");
    await client.query("set statement_timeout = '10 s'");
    const until = `select b.until - statement_timestamp() = interval '7 s', cardinality(b.queue)
      from ops.begin_bloat_measure('60 s', 1000000000) as b`;
    expect(await values(client, until)).toEqual([[true, 0]]);
    await client.query("begin");
    await expect(client.query("call ops.measure_bloat()")).rejects.toMatchObject({ code: "2D000" });
    await client.query("rollback");
  });

  test("of a budget that means nothing is refused", async () => {
    const client = await connectTo("installed");
    for (const budget of ["null", "'-1 s'", "'7 hours'"])
      await expect(client.query(`call ops.measure_bloat(${budget})`)).rejects.toMatchObject({
        code: "OP005",
      });
  });
});

describe("a role that may only monitor", () => {
  test("gets reasons and no finding", async () => {
    const sample = await freshDatabase("sample");
    const name = `watcher_${sample.name}`;
    const superuser = new pg.Client(sample.superuser);
    await superuser.connect();
    try {
      await superuser.query(`create role ${name} login password 'w' in role pg_monitor`);
      await superuser.query(`grant create on database ${sample.name} to ${name}`);
      await superuser.query(bloated);
      await superuser.query("vacuum (full, analyze) public.big");
      const client = new pg.Client({ ...sample.owner, user: name, password: "w" });
      await client.connect();
      try {
        await migrateUp(client);
        await client.query(lowLimits);
        await client.query("call ops.measure_bloat('20 s', 100000)");
        const said = "select rule, status from ops.check_bloat() order by 1";
        expect(await values(client, said)).toEqual([
          ["index_bloat", "unknown"],
          ["table_bloat", "unknown"],
        ]);
        const why = `select withheld from ops.bloat() where relation = 'public.big'`;
        expect(await values(client, why)).toEqual([
          [expect.stringMatching(/^its rows cannot be read: permission denied for table big/)],
        ]);
        const told =
          "select count(*)::int from ops.bloat(0) where withheld is null and on_table not like 'ops.%'";
        expect(await values(client, told)).toEqual([[0]]);
      } finally {
        await client.end();
      }
    } finally {
      await superuser.query(`drop owned by ${name} cascade; drop role ${name}`);
      await superuser.end();
      await sample.drop();
    }
  });
});

describe("a fresh database", () => {
  test("gives no finding, analyzed or not, measured or not", async () => {
    const client = await connectTo("installed");
    await client.query("call sample.generate(lots => 400)");
    await settled(client);
    const said = "select message from ops.check_bloat()";
    expect(await values(client, said)).toEqual([]);
    await client.query("analyze");
    expect(await values(client, said)).toEqual([]);
    await client.query("call ops.measure_bloat('20 s')");
    expect(await values(client, said)).toEqual([]);
  });
});

describe("the statements of the window", () => {
  test("give back what they promised, and it is recorded", async () => {
    const client = await connectTo("installed");
    await client.query(bloated);
    await client.query(lowLimits);
    await settled(client);
    await client.query("select ops.measure_relation_bloat('public.big')");
    await client.query("select ops.measure_relation_bloat('public.big_pkey')");
    await client.query("select ops.repair_bloat(dry_run => false, reason => 'test')");
    for (let turn = 0; turn < 2; turn += 1) {
      const [next] = (
        await client.query("select id, statement from ops.begin_maintenance_statement()")
      ).rows;
      await client.query(next.statement);
      await client.query("select ops.end_maintenance_statement($1)", [next.id]);
    }
    const kept = `select kind, state, note, case when reclaims > 0 then
      abs(1 - (bytes_before - bytes_after)::numeric / reclaims) < 0.1 end from ops.maintenance_statement order by id`;
    expect(await values(client, kept)).toEqual([
      ["vacuum", "done", null, null],
      ["reindex", "done", null, true],
      ["rewrite", "decide", null, null],
    ]);
  });

  test("include the index that an interrupted REINDEX left", async () => {
    const client = await connectTo("installed");
    await client.query(bloated);
    await client.query(lowLimits);
    await settled(client);
    await client.query("select ops.measure_relation_bloat('public.big_pkey')");
    await client.query("select ops.repair_bloat(false, 'public.big_pkey', 'test')");
    const other = await connectTo(client.settings);
    await other.query("begin");
    await other.query("update public.big set t = 'z' where id = 4");
    const [next] = (
      await client.query("select id, statement from ops.begin_maintenance_statement()")
    ).rows;
    await client.query("set statement_timeout = '700ms'");
    const error = await client.query(next.statement).catch((problem: Error) => problem.message);
    await client.query("reset statement_timeout");
    await other.query("rollback");
    const ended = await client.query(
      "select state, note from ops.end_maintenance_statement($1, $2)",
      [next.id, error],
    );
    expect(ended.rows).toEqual([
      {
        state: "failed",
        note: expect.stringMatching(
          /^canceling statement.*; it was not rewritten; it left public\.big_pkey_ccnew/,
        ),
      },
    ]);
    const plan =
      "select after ->> 'statement' from ops.repair_bloat() where rule = 'index_bloat' order by position";
    expect((await values(client, plan))[0]).toEqual([
      "drop index concurrently if exists public.big_pkey_ccnew",
    ]);
  });
});

describe("lotastro-ops maintain", () => {
  async function queued(): Promise<Connected> {
    const client = await connectTo("installed");
    await client.query(bloated);
    await client.query(lowLimits);
    await settled(client);
    await client.query("select ops.measure_relation_bloat('public.big_pkey')");
    await client.query("select ops.repair_bloat(false, 'public.big', 'test')");
    return client;
  }

  test("runs what is queued after the number was typed, and shows what each gave back", async () => {
    const client = await queued();
    const io = testIo({ typed: ["2"] });
    expect(await run(at(client.settings), io)).toBe(0);
    expect(io.err()).toContain("reindex index concurrently public.big_pkey");
    expect(io.out()).toMatch(/done +\d+\.\d MB +reindex index concurrently/);
    const again = testIo();
    expect(await run({ ...at(client.settings), yes: true, json: true }, again)).toBe(0);
    expect(json(again)).toMatchObject({ verb: "maintain", done: 0, failed: 0, statements: [] });
  });

  test("runs nothing without the number, or without a terminal and --yes", async () => {
    const client = await queued();
    await expect(run(at(client.settings), testIo({ typed: ["y"] }))).rejects.toMatchObject({
      exitStatus: 1,
    });
    await expect(run(at(client.settings), testIo())).rejects.toMatchObject({ exitStatus: 64 });
    expect(await values(client, "select distinct state from ops.maintenance_statement")).toEqual([
      ["queued"],
    ]);
  });

  test("records a failure, goes on, and exits with 1", async () => {
    const client = await queued();
    const other = await connectTo(client.settings);
    await other.query("begin");
    await other.query("lock table public.big in share update exclusive mode");
    const io = testIo();
    const options = { ...at(client.settings), yes: true, lockTimeout: "300ms" };
    expect(await run(options, io)).toBe(1);
    await other.query("rollback");
    expect(
      await values(client, "select kind, state, note from ops.maintenance_statement order by id"),
    ).toEqual([
      ["vacuum", "failed", "it was skipped: the table was locked, or is another role's"],
      [
        "reindex",
        "failed",
        expect.stringMatching(/^canceling statement due to lock timeout; it was not rewritten/),
      ],
    ]);
  });
});

describe("dead rows", () => {
  const causes = "select cause from ops.check_rule('dead_tuples')";

  test("are reported where autovacuum is off, and after the vacuum no more", async () => {
    const client = await connectTo("installed");
    await client.query(bloated);
    await client.query("analyze public.big");
    await settled(client);
    expect(await values(client, causes)).toEqual([["autovacuum_off"]]);
    await client.query("vacuum public.big");
    expect(await values(client, causes)).toEqual([]);
  });

  test("are reported when a snapshot outlived a vacuum, with the holder", async () => {
    const client = await connectTo("installed");
    await client.query(bloated.replace(" with (autovacuum_enabled = off)", ""));
    await client.query("delete from public.big");
    await client.query("insert into public.big select i, 'x' from generate_series(1, 60000) as i");
    const holder = await connectTo(client.settings);
    await holder.query("begin isolation level repeatable read");
    await holder.query("select count(*) from public.lots");
    await client.query("delete from public.big where id % 4 <> 0");
    await client.query("vacuum (analyze) public.big");
    await settled(client);
    expect(await values(client, causes)).toEqual([]);
    await client.query("update ops.clock set shift = '11 minutes'");
    const pid = (await holder.query("select pg_backend_pid() as pid")).rows[0].pid;
    const said = "select cause, detail ->> 'holder' from ops.check_rule('dead_tuples')";
    // While autovacuum is at the table nothing is said of it.
    await expect
      .poll(() => values(client, said), { timeout: 30_000, interval: 200 })
      .toEqual([["held_by_session", expect.stringMatching(new RegExp(`^session ${pid} `))]]);
    await holder.query("rollback");
  });

  test("are reported when they were seen half an hour ago and no vacuum came", async () => {
    const client = await connectTo("installed");
    await client.query(
      bloated.replace(
        "autovacuum_enabled = off",
        "autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_scale_factor = 0",
      ),
    );
    await settled(client);
    await client.query("select ops.note_vacuum_due()");
    expect(await values(client, causes)).toEqual([]);
    await client.query("update ops.clock set shift = '31 minutes'");
    await client.query("select ops.note_vacuum_due()");
    const said = await values(client, causes);
    // autovacuum of the test's server may have come meanwhile, and then there is nothing to say
    const [[vacuumed]] = (await values(
      client,
      "select count(*)::int from pg_stat_all_tables where relname = 'big' and last_autovacuum is not null",
    )) as [[number]];
    expect(said).toEqual(vacuumed > 0 ? [] : [["autovacuum_behind"]]);
    await client.query("vacuum public.big");
    await client.query("select ops.note_vacuum_due()");
    expect(
      await values(
        client,
        "select count(*)::int from ops.vacuum_due where relation = 'public.big'",
      ),
    ).toEqual([[0]]);
  });
});
