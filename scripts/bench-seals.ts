// What seals cost, beside hashing alone in the same run. Fills an embedded server; the first argument is
// the number of rows of audit_logs. With --write the table goes to docs/BENCHMARKS.md.
import { readFileSync, writeFileSync } from "node:fs";
import pg from "pg";
import { startEmbedded } from "../src/embedded.ts";
import { migrateUp } from "../src/migrate/up.ts";
import { generateSample } from "../src/sample/generate.ts";
import { loadSample } from "../src/sample/load.ts";

const rows = Number(process.argv.find((word) => /^\d+$/.test(word)) ?? 500_000);
const rounds = 5;
const page = new URL("../docs/BENCHMARKS.md", import.meta.url);

const server = await startEmbedded({ settings: { shared_buffers: "512MB", max_wal_size: "4GB" } });
const superuser = { host: server.host, port: server.port, user: server.superuser };
const client = new pg.Client({ ...superuser, database: "bench" });
try {
  await loadSample({ ...superuser, database: "postgres" }, "bench");
  await client.connect();
  await client.query("set role postgres");
  await generateSample(client, { lots: 2000, sound: true, onProgress: say });
  await migrateUp(client);
  await fill();
  const lines = await measure();
  if (process.argv.includes("--write")) writeSection(lines.join("\n"));
  else process.stdout.write(`${lines.join("\n")}\n`);
} finally {
  await client.end();
  await server.stop();
}

/** The generator's own entries, again and again, as old as a day at least. */
async function fill(): Promise<void> {
  await client.query(
    `insert into public.audit_logs (action, entity_type, entity_id, entity_identifier, user_id, user_email, user_role, old_data, new_data, notes, created_at)
     select a.action, a.entity_type, a.entity_id, a.entity_identifier, a.user_id, a.user_email, a.user_role, a.old_data, a.new_data, a.notes,
       now() - interval '1 day' - n * interval '7 minutes' - random() * interval '7 minutes'
     from public.audit_logs as a
     cross join generate_series(1, $1::integer / (select count(*) from public.audit_logs)::integer) as n
     limit $1`,
    [rows],
  );
  await client.query("reset role");
  await client.query("vacuum (analyze) public.audit_logs");
  await client.query("checkpoint");
  await client.query("set role postgres");
}

async function measure(): Promise<readonly string[]> {
  // Both run on one core: how many are free says nothing about either.
  await client.query("set max_parallel_workers_per_gather = 0");
  await client.query("set jit = off");
  const sealing = await timed("select ops.seal(max_rows => null)");
  const { rows: sizes } = await client.query(
    `select (select sum(rows) from ops.seal_batch where kind = 'rows') as sealed,
       pg_total_relation_size('ops.seal_batch') as bytes, current_setting('server_version') as version,
       (select avg(octet_length(t::text)) from public.audit_logs as t)::integer as width`,
  );
  const { sealed, bytes, version, width } = sizes[0];
  const hashing = await digestOfAll();
  const best = { hashing: Number.POSITIVE_INFINITY, complete: Number.POSITIVE_INFINITY };
  for (let round = 0; round < rounds; round += 1) {
    best.hashing = Math.min(best.hashing, await timed(hashing));
    best.complete = Math.min(best.complete, await timed("select * from ops.verify_seals()"));
    say(`${round + 1} of ${rounds}`);
  }
  await client.query("select ops.record_seal_check()");
  const since = await timed("select * from ops.verify_seals(complete => false)");
  const ratio = (time: number) => (time / best.hashing).toFixed(2);
  return [
    `${Number(sealed).toLocaleString("en")} rows of ${width} bytes, PostgreSQL ${version}, one core, best of ${rounds} rounds of both, by \`scripts/bench-seals.ts\`.`,
    "",
    "| | milliseconds | × hashing alone |",
    "|---|---:|---:|",
    `| digests of all rows, nothing else | ${best.hashing.toFixed(0)} | 1.00 |`,
    `| complete verification | ${best.complete.toFixed(0)} | ${ratio(best.complete)} |`,
    `| verification from the last verified seal on, nothing new | ${since.toFixed(0)} | ${ratio(since)} |`,
    `| sealing all of them at once | ${sealing.toFixed(0)} | ${ratio(sealing)} |`,
    "",
    `Seals take ${(Number(bytes) / Number(sealed)).toFixed(0)} bytes a row.`,
  ];
}

/** The very expression that sealing uses, under the same formats. */
async function digestOfAll(): Promise<string> {
  await client.query("set timezone = 'UTC'; set extra_float_digits = 1");
  const { rows: text } = await client.query(
    "select ops._seal_digest('public.audit_logs', c.columns, null, 't') as digest from ops._seal_columns('public.audit_logs') as c",
  );
  return `select count(${text[0].digest}) from public.audit_logs as t where t.created_at < now() - interval '1 hour'`;
}

async function timed(sql: string): Promise<number> {
  const start = performance.now();
  await client.query(sql);
  return performance.now() - start;
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** The page holds other benchmarks: only what stands between our two marks is replaced. */
function writeSection(text: string): void {
  const whole = readFileSync(page, "utf8");
  const [begin, end] = ["<!-- seals -->", "<!-- /seals -->"];
  const [from, to] = [whole.indexOf(begin), whole.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`docs/BENCHMARKS.md has no ${begin} … ${end}`);
  writeFileSync(page, `${whole.slice(0, from)}${begin}\n${text}\n${whole.slice(to)}`);
}
