// What each check and each repair costs, rule by rule, beside the best bare query with the same
// predicate: on a sound database, where a check only looks, and on a broken one, where it also
// explains and words what it finds. Fills an embedded server with the number of lots given (30000).
// --rule NAME looks at one rule, --turns N sets the runs of which the median is told (5), --write
// puts the tables into docs/BENCHMARKS.md.
import { parseArgs } from "node:util";
import pg from "pg";
import { startEmbedded } from "../src/embedded.ts";
import { migrateUp } from "../src/migrate/up.ts";
import { generateSample } from "../src/sample/generate.ts";
import { loadSample } from "../src/sample/load.ts";
import { alternate } from "./checks/alternate.ts";
import { applications } from "./checks/applications.ts";
import { type Rival, rivalOf } from "./checks/rival.ts";
import { writeSection } from "./checks/write-section.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rule: { type: "string", multiple: true },
    turns: { type: "string", default: "5" },
    write: { type: "boolean", default: false },
  },
});
const [first = "30000"] = positionals;
const lots = Math.min(1_000_000, Number(first));
const areas = ["reservations", "integrity"];

const say = (line: string) => process.stderr.write(`${line}\n`);

const server = await startEmbedded({
  settings: { shared_buffers: "1GB", max_wal_size: "8GB", autovacuum: "off" },
});
const superuser = { host: server.host, port: server.port, user: server.superuser };
await fill("sound", false);
await fill("broken", true);
const sound = await connect("sound");
const broken = await connect("broken");
try {
  const lines = [...(await heading()), ...(await checks())];
  if (values.rule === undefined) lines.push(...(await wholeAreas()));
  lines.push("", ...(await applications(broken, areas, values.rule, say)));
  const text = lines.join("\n");
  if (values.write) writeSection("checks", text);
  else process.stdout.write(`${text}\n`);
} finally {
  await sound.end();
  await broken.end();
  await server.stop();
}

async function fill(database: string, isBroken: boolean): Promise<void> {
  await loadSample({ ...superuser, database: "postgres" }, database);
  const filler = new pg.Client({ ...superuser, database });
  filler.on("notice", () => {});
  await filler.connect();
  await filler.query("set role postgres");
  await generateSample(filler, { lots, sound: !isBroken, onProgress: say });
  await migrateUp(filler);
  if (isBroken) await filler.query("call sample.break_all(20)");
  await filler.query("reset role");
  await filler.query("vacuum (analyze)");
  await filler.end();
}

async function connect(database: string): Promise<pg.Client> {
  const client = new pg.Client({ ...superuser, user: "postgres", database });
  client.on("notice", () => {});
  await client.connect();
  await client.query("set jit = off");
  return client;
}

async function heading(): Promise<readonly string[]> {
  const { rows } = await broken.query(
    `select (select count(*) from public.lots) as lots, (select count(*) from public.reservation_lines) as lines,
       (select count(*) from public.audit_logs) as log, current_setting('server_version') as version`,
  );
  const [{ lots: stock, lines, log, version }] = rows;
  return [
    `PostgreSQL ${version}, ${stock} lots, ${lines} reservation lines, ${log} rows of the application's log. Milliseconds, median of`,
    `${values.turns} runs in turn; jit off. "Broken" has what the application leaves behind, and twenty rows by every mechanism of the`,
    "sample: there a check also explains, words and counts what it finds.",
    "",
  ];
}

async function checks(): Promise<readonly string[]> {
  const { rows } = await broken.query<{ rule: string; area: string }>(
    `select s.rule, s.area from ops.coverage() as s join ops.rule as r on r.name = s.rule
     where s.state = 'ready' and s.area = any ($1) and r.reads::text like '%"public.%'
       and ($2::text[] is null or s.rule = any ($2)) order by s.area desc, s.rule`,
    [areas, values.rule ?? null],
  );
  const lines = [
    "| rule | sound: bare | check | ratio | broken: hits | bare | check | ratio | bare is |",
    "|---|---:|---:|---:|---:|---:|---:|---:|---|",
  ];
  for (const { rule } of rows) {
    const rival = await rivalOf(broken, rule);
    const { rows: hits } = await broken.query(
      "select count(*) as rows from ops.check_rule($1, null)",
      [rule],
    );
    const [atRest, found] = [await pair(sound, rule, rival), await pair(broken, rule, rival)];
    lines.push(`| ${rule} | ${atRest} | ${hits[0].rows} | ${found} | ${rival.by} |`);
    say(lines.at(-1) ?? "");
  }
  return lines;
}

/** Cells of a table: bare, check, and how many times the bare query that is. */
async function pair(client: pg.Client, rule: string, rival: Rival): Promise<string> {
  const statements = [`select * from ops.check_rule('${rule}')`, rival.sql];
  const times = await alternate(client, statements, Number(values.turns));
  const [ours = Number.NaN, bare = Number.NaN] = times.map((time) => time.milliseconds);
  return `${bare.toFixed(1)} | ${ours.toFixed(1)} | ${(ours / bare).toFixed(2)}`;
}

async function wholeAreas(): Promise<readonly string[]> {
  const lines = ["", "| whole area | sound, ms | broken, ms |", "|---|---:|---:|"];
  for (const area of areas) {
    const statement = [`select * from ops.check_${area}()`];
    const [[atRest], [found]] = [
      await alternate(sound, statement, 3),
      await alternate(broken, statement, 3),
    ];
    lines.push(
      `| ${area} | ${atRest?.milliseconds.toFixed(0)} | ${found?.milliseconds.toFixed(0)} |`,
    );
    say(lines.at(-1) ?? "");
  }
  return lines;
}
