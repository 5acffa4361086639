// What the default jobs cost a day: bytes of WAL, processor time, rows kept. At rest, on a day that
// breaks, and after the purge. Fills an embedded server (Linux: processor time comes from /proc);
// the first argument is the number of lots. With --write the tables go to docs/BENCHMARKS.md.
import { readFileSync, writeFileSync } from "node:fs";
import pg from "pg";
import { startEmbedded } from "../src/embedded.ts";
import { migrateUp } from "../src/migrate/up.ts";
import { generateSample } from "../src/sample/generate.ts";
import { loadSample } from "../src/sample/load.ts";
import { live } from "./footprint/day.ts";
import { costTable, keptTable, rowsKept } from "./footprint/tables.ts";

const numbers = process.argv.filter((word) => /^\d+$/.test(word)).map(Number);
const [lots = 30_000, minutes = 24 * 60] = numbers;
const page = new URL("../docs/BENCHMARKS.md", import.meta.url);
const day = 24 * 60 * 60 * 1000;
const mechanisms: string[] = [];

const server = await startEmbedded({
  settings: {
    shared_buffers: "256MB",
    max_wal_size: "4GB",
    full_page_writes: "on",
    autovacuum: "off",
  },
});
const asSuperuser = { host: server.host, port: server.port, user: server.superuser };
const superuser = new pg.Client({ ...asSuperuser, database: "bench" });
const owner = new pg.Client({ ...asSuperuser, database: "bench" });
try {
  await loadSample({ ...asSuperuser, database: "postgres" }, "bench");
  await superuser.connect();
  await owner.connect();
  await owner.query("set session authorization postgres");
  await generateSample(owner, { lots, onProgress: say });
  await migrateUp(owner);
  await superuser.query("vacuum (analyze)");
  const text = await measure();
  if (process.argv.includes("--write")) writeSection(text);
  else process.stdout.write(`${text}\n`);
} finally {
  await owner.end();
  await superuser.end();
  await server.stop();
}

async function measure(): Promise<string> {
  const clock = { owner, superuser };
  const start = new Date(Math.ceil(Date.now() / 60_000) * 60_000);
  const at = (days: number) => new Date(start.getTime() + days * day);
  await live(clock, at(0), 1, nothing); // from here on the jobs have their times
  await makeDue("true");
  const first = await live(clock, new Date(at(0).getTime() + 60_000), 1, nothing);
  const rest = await live(clock, new Date(at(0).getTime() + 120_000), minutes, nothing);
  say(`at rest: ${(rest.wal / 1e6).toFixed(1)} MB, ${rest.cpu.toFixed(1)} s of processor time`);
  const broken = await live(clock, at(1.01), minutes, breakAndWork);
  say(`broken: ${(broken.wal / 1e6).toFixed(1)} MB, ${broken.cpu.toFixed(1)} s of processor time`);
  const kept = await rowsKept(owner);
  await makeDue("false");
  // a month on nobody is told of anything new; the Sunday's purge runs alone
  await owner.query("update ops.clock set shift = shift + interval '31 days'");
  await makeDue("name = 'purge'");
  await owner.query("call ops.tick('nightly')");
  const version = (await owner.query("show server_version")).rows[0].server_version;
  return [
    `${lots.toLocaleString("en")} lots, PostgreSQL ${version}, by \`scripts/bench-footprint.ts\`: the default jobs at their default times,`,
    "both lanes each minute on the moved clock, a checkpoint every five minutes, so that pages are written whole as often as",
    "on a server. On the broken day every mechanism of the sample breaks twenty rows, one after the other, while the",
    "application works. The law: 50 MB and 1 % of a processor a day.",
    "",
    ...costTable([
      ["every job once, for the first time", first],
      ["a day at rest", rest],
      ["a broken day", broken],
    ]),
    "",
    ...keptTable(kept, await rowsKept(owner), rest, broken),
  ].join("\n");
}

async function nothing(): Promise<void> {}

async function makeDue(which: string): Promise<void> {
  await owner.query(
    `update ops.job set due_at = case when ${which} then ops.now() else ops.now() + interval '90 days' end`,
  );
}

/** The day's breakages one after the other, and some work of the application each quarter of an hour. */
async function breakAndWork(minute: number): Promise<void> {
  if (minute === 0) {
    const { rows } = await superuser.query("select name from sample.mechanism order by turn, name");
    mechanisms.push(...rows.map(({ name }) => String(name)));
  }
  if (minute % 10 === 3) {
    const next = mechanisms.shift();
    if (next !== undefined) await owner.query("call sample.break_all(20, $1)", [[next]]);
  }
  if (minute % 15 === 7) await owner.query("call sample.traffic(20, $1)", [minute]);
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** The page holds other benchmarks: only what stands between our two marks is replaced. */
function writeSection(text: string): void {
  const whole = readFileSync(page, "utf8");
  const [begin, end] = ["<!-- footprint -->", "<!-- /footprint -->"];
  const [from, to] = [whole.indexOf(begin), whole.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`docs/BENCHMARKS.md has no ${begin} … ${end}`);
  writeFileSync(page, `${whole.slice(0, from)}${begin}\n${text}\n${whole.slice(to)}`);
}
