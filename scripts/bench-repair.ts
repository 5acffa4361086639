// What checks and repairs cost, always beside the runbook's own statement and the best bare one, as
// ratios of one run. Fills an embedded server; the first argument is the number of lots. With
// --repairs only repairs are measured, with --write the tables go to docs/BENCHMARKS.md.
import { performance } from "node:perf_hooks";
import pg from "pg";
import { startEmbedded } from "../src/embedded.ts";
import { migrateUp } from "../src/migrate/up.ts";
import { generateSample } from "../src/sample/generate.ts";
import { loadSample } from "../src/sample/load.ts";
import { handQueries } from "./checks/hand-queries.ts";
import { writeSection } from "./checks/write-section.ts";
import { bestOf, type Cost, costOf } from "./repair/measure.ts";
import { bareUpdate, runbookCheck, runbookFix } from "./repair/rivals.ts";

const lots = Number(process.argv.find((word) => /^\d+$/.test(word)) ?? 100_000);
const broken = Math.max(100, Math.min(1000, lots / 100));

const server = await startEmbedded({
  settings: {
    shared_buffers: "1GB",
    work_mem: "64MB",
    max_wal_size: "8GB",
    full_page_writes: "on",
  },
});
const superuser = { host: server.host, port: server.port, user: server.superuser };
const config = { ...superuser, database: "bench" };
const client = new pg.Client(config);
try {
  await loadSample({ ...superuser, database: "postgres" }, "bench");
  await client.connect();
  await client.query("set role postgres");
  await generateSample(client, { lots, sound: false, onProgress: say });
  await migrateUp(client);
  await client.query("reset role");
  await client.query("vacuum (analyze)");
  const found = process.argv.includes("--repairs")
    ? [...(await heading()), ...(await wholeAreas())]
    : await checks();
  const text = [...found, "", ...(await repairs())].join("\n");
  if (process.argv.includes("--write")) writeSection("repair", text);
  else process.stdout.write(`${text}\n`);
} finally {
  await client.end();
  await server.stop();
}

async function heading(): Promise<readonly string[]> {
  const { rows } = await client.query("show server_version");
  return [
    `${lots.toLocaleString("en")} lots, PostgreSQL ${rows[0].server_version}, times in milliseconds, best of three.`,
  ];
}

/** Once each: whether every rule answers, and how long that takes. */
async function wholeAreas(): Promise<readonly string[]> {
  const lines = [
    "",
    "| whole area, once | seconds | rules that could not answer |",
    "|---|---:|---:|",
  ];
  for (const area of ["reservations", "integrity"]) {
    const begun = performance.now();
    const { rows } = await client.query<{ status: string }>(
      `select status from ops.check_${area}()`,
    );
    const seconds = (performance.now() - begun) / 1000;
    const mute = rows.filter((row) => row.status === "unknown" || row.status === "skipped").length;
    lines.push(`| ${area} | ${seconds.toFixed(1)} | ${mute} |`);
    say(lines.at(-1) ?? "");
  }
  return [...lines, ""];
}

async function checks(): Promise<readonly string[]> {
  const lines = [
    ...(await heading()),
    "",
    "| rule | check | bare query | ratio |",
    "|---|---|---|---|",
  ];
  let dearest = 0;
  const { rows } = await client.query<{ rule: string }>(
    "select rule from ops.coverage('reservations') where state = 'ready' order by rule",
  );
  for (const { rule } of rows) {
    const ours = await bestOf(client, `select * from ops.check_rule('${rule}')`);
    dearest = Math.max(dearest, ours);
    const bare = handQueries[rule];
    const rival = bare === undefined ? undefined : await bestOf(client, bare);
    const ratio = rival === undefined ? "" : (ours / rival).toFixed(2);
    lines.push(`| ${rule} | ${ours.toFixed(0)} | ${rival?.toFixed(0) ?? ""} | ${ratio} |`);
    say(lines.at(-1) ?? "");
  }
  const area = await bestOf(client, "select * from ops.check_reservations()");
  const runbook = await bestOf(client, runbookCheck);
  lines.push(
    `| the whole area | ${area.toFixed(0)} | | ${(area / dearest).toFixed(2)} × its dearest rule |`,
    `| the runbook's check | ${runbook.toFixed(0)} | | |`,
  );
  return lines;
}

async function repairs(): Promise<readonly string[]> {
  const ways: Readonly<Record<string, (client: pg.Client) => Promise<unknown>>> = {
    "a bare locked update": (session) => session.query(bareUpdate),
    "ours, in batches": async (session) => {
      const { rows } = await session.query(
        "select max(plan) as plan from ops.repair_reservations(rule => 'lot_reserved_meters', max_rows => null)",
      );
      await session.query(`call ops.apply_in_batches(${rows[0].plan}, 'benchmark')`);
    },
    "the runbook's update": (session) => session.query(runbookFix),
  };
  const lines = [
    `Repair of ${broken} wrong lots, after a checkpoint, beside one session that writes to lots.`,
    "",
    "| | milliseconds | WAL, kB | WAL ratio | growth of lots, kB | worst write beside it, ms |",
    "|---|---|---|---|---|---|",
  ];
  let base: Cost | undefined;
  for (const [name, repair] of Object.entries(ways)) {
    await client.query(
      `update public.lots set reserved_meters = reserved_meters + 7
       where id in (select id from public.lots order by md5(id::text) limit ${broken})`,
    );
    await client.query("vacuum (analyze) public.lots");
    const cost = await costOf(config, repair);
    base ??= cost;
    const cells = [
      cost.milliseconds.toFixed(0),
      (cost.wal / 1024).toFixed(0),
      (cost.wal / base.wal).toFixed(2),
      (cost.growth / 1024).toFixed(0),
      cost.worstWrite.toFixed(1),
    ];
    lines.push(`| ${name} | ${cells.join(" | ")} |`);
    say(lines.at(-1) ?? "");
  }
  return lines;
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
