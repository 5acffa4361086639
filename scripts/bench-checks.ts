// What each check and each repair costs, rule by rule, beside the best bare query with the same
// predicate. Fills an embedded server with the number of lots given (30000), or takes a filled
// database by its URL; --rule NAME looks at one rule, --turns N sets the runs of which the median
// is told (5), --write puts the tables into docs/BENCHMARKS.md.
import { parseArgs } from "node:util";
import pg from "pg";
import { startEmbedded } from "../src/embedded.ts";
import { migrateUp } from "../src/migrate/up.ts";
import { generateSample } from "../src/sample/generate.ts";
import { loadSample } from "../src/sample/load.ts";
import { alternate } from "./checks/alternate.ts";
import { applications } from "./checks/applications.ts";
import { rivalOf } from "./checks/rival.ts";
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
const isUrl = first.includes("://");
const lots = isUrl ? undefined : Math.min(1_000_000, Number(first));
const areas = ["reservations", "integrity"];

let dearest = 0;
const say = (line: string) => process.stderr.write(`${line}\n`);

const filled = isUrl ? { config: { connectionString: first }, end: async () => {} } : await fill();
const client = new pg.Client(filled.config);
client.on("notice", () => {});
await client.connect();
try {
  await client.query("set jit = off");
  const lines = [...(await heading()), ...(await checks())];
  if (values.rule === undefined) lines.push(...(await wholeAreas()));
  lines.push("", ...(await applications(client, areas, values.rule, say)));
  const text = lines.join("\n");
  if (values.write) writeSection("checks", text);
  else process.stdout.write(`${text}\n`);
} finally {
  await client.end();
  await filled.end();
}

async function fill(): Promise<{ config: pg.ClientConfig; end: () => Promise<void> }> {
  const server = await startEmbedded({
    settings: { shared_buffers: "1GB", max_wal_size: "8GB", autovacuum: "off" },
  });
  const superuser = { host: server.host, port: server.port, user: server.superuser };
  await loadSample({ ...superuser, database: "postgres" }, "bench");
  const filler = new pg.Client({ ...superuser, database: "bench" });
  await filler.connect();
  await filler.query("set role postgres");
  await generateSample(filler, { lots: lots ?? 0, sound: false, onProgress: say });
  await migrateUp(filler);
  // Breakages of the log look for their rows so slowly that they are left out.
  await filler.query(
    "call sample.break_all(20, array(select name from sample.mechanism where turn < 1400))",
  );
  await filler.query("reset role");
  await filler.query("vacuum (analyze)");
  await filler.end();
  return {
    config: { ...superuser, user: "postgres", database: "bench" },
    end: () => server.stop(),
  };
}

async function heading(): Promise<readonly string[]> {
  const { rows } = await client.query(
    `select (select count(*) from public.lots) as lots, (select count(*) from public.reservation_lines) as lines,
       (select count(*) from public.audit_logs) as log, current_setting('server_version') as version`,
  );
  const [{ lots: stock, lines, log, version }] = rows;
  return [
    `PostgreSQL ${version}, ${stock} lots, ${lines} reservation lines, ${log} rows of the application's log, broken by every mechanism of the`,
    `sample but those of the log. Milliseconds, median of ${values.turns} runs in turn; jit off. A check also explains, words and counts what it finds.`,
    "",
  ];
}

async function checks(): Promise<readonly string[]> {
  const { rows } = await client.query<{ rule: string; area: string }>(
    `select s.rule, s.area from ops.coverage() as s join ops.rule as r on r.name = s.rule
     where s.state = 'ready' and s.area = any ($1) and r.reads::text like '%"public.%'
       and ($2::text[] is null or s.rule = any ($2)) order by s.area desc, s.rule`,
    [areas, values.rule ?? null],
  );
  const lines = [
    "| rule | hits | check | bare | ratio | bare is |",
    "|---|---:|---:|---:|---:|---|",
  ];
  for (const { rule } of rows) {
    const rival = await rivalOf(client, rule);
    const hits = await client.query("select count(*) as hits from ops.check_rule($1, null)", [
      rule,
    ]);
    const [ours, bare] = await alternate(
      client,
      [`select * from ops.check_rule('${rule}')`, rival.sql],
      Number(values.turns),
    );
    if (ours === undefined || bare === undefined) continue;
    const ratio = ours.milliseconds / bare.milliseconds;
    lines.push(
      `| ${rule} | ${hits.rows[0].hits} | ${ours.milliseconds.toFixed(1)} | ${bare.milliseconds.toFixed(1)} | ${ratio.toFixed(2)} | ${rival.by} |`,
    );
    dearest = Math.max(dearest, ours.milliseconds);
    say(lines.at(-1) ?? "");
  }
  return lines;
}

async function wholeAreas(): Promise<readonly string[]> {
  const lines = ["", "| whole area | milliseconds |", "|---|---:|"];
  for (const area of areas) {
    const [whole] = await alternate(client, [`select * from ops.check_${area}()`], 3);
    lines.push(`| ${area} | ${whole?.milliseconds.toFixed(0)} |`);
    say(lines.at(-1) ?? "");
  }
  return lines;
}
