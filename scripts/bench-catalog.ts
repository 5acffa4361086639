import { readFileSync, writeFileSync } from "node:fs";
import { performance } from "node:perf_hooks";
import pg from "pg";
import { migrateUp } from "../src/migrate/up.ts";

/**
 * Times every health check on a catalog of 10,000 tables and 25,000 indexes.
 * Usage: tsx scripts/bench-catalog.ts postgresql://owner@host/an_empty_database [--write]
 */
const tables = 10_000;
const runs = 3;
const areas = ["connections", "performance", "cron"];

const url = process.argv[2];
if (url === undefined) throw new Error("say which empty database: a connection URL");
const client = new pg.Client(url);
await client.connect();
await migrateUp(client);
if ((await client.query("select to_regclass('bench.t1') as there")).rows[0]?.there === null) {
  await fill();
}

const ready = await client.query<{ rule: string; area: string }>(
  "select rule, area from ops.coverage() where state = 'ready' and area = any ($1)",
  [areas],
);
const timings: { what: string; ms: number; rows: number }[] = [];
for (const { rule } of ready.rows) {
  timings.push(await time(rule, `select from ops.check_rule('${rule}', null)`));
}
await client.query(
  `insert into ops.rule_setting (rule, thresholds, changed_by)
   values ('foreign_key_without_index', '{"kilobytes": 0}', 'bench'), ('duplicate_indexes', '{"kilobytes": 0}', 'bench')
   on conflict on constraint rule_setting_pkey do update set thresholds = excluded.thresholds`,
);
for (const rule of ["foreign_key_without_index", "duplicate_indexes"]) {
  timings.push(await time(`${rule}, all sizes`, `select from ops.check_rule('${rule}', null)`));
}
await client.query("delete from ops.rule_setting where changed_by = 'bench'");
timings.push(await time("its query alone", "select from ops._foreign_keys_without_index()"));
let total = 0;
for (const area of areas) {
  const whole = await time(`check_${area}`, `select from ops.check_${area}()`);
  total += whole.ms;
  timings.push(whole);
}
const bloat = await time("check_bloat", "select from ops.check_bloat()");
timings.push(bloat);
timings.push({ what: "all of them", ms: Math.round(total + bloat.ms), rows: 0 });
timings.push(
  await time(
    "bloat of 1,000 relations by statistics",
    `select from ops._bloat_estimate(array(
       select c.oid from pg_class as c
       where c.relkind in ('r', 'i') and c.relnamespace = 'bench'::regnamespace order by c.oid limit 1000))`,
  ),
);
timings.push(await time("view table_size", "select from ops.table_size"));
console.table(timings);
if (process.argv.includes("--write")) await writeSection();
await client.end();

/** The page holds other benchmarks: only what stands between our two marks is replaced. */
async function writeSection(): Promise<void> {
  const page = new URL("../docs/BENCHMARKS.md", import.meta.url);
  const text = readFileSync(page, "utf8");
  const [begin, end] = ["<!-- catalog -->", "<!-- /catalog -->"];
  const { rows } = await client.query<{ version: string }>(
    "select split_part(current_setting('server_version'), ' ', 1) as version",
  );
  const lines = timings.map(({ what, ms }) => `| ${what} | ${ms} |`).join("\n");
  const table = `PostgreSQL ${rows[0]?.version}, milliseconds, best of ${runs}.\n\n| what | ms |\n|---|---:|\n${lines}\n`;
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`docs/BENCHMARKS.md has no ${begin} … ${end}`);
  writeFileSync(page, `${text.slice(0, from)}${begin}\n${table}${text.slice(to)}`);
}

async function time(
  what: string,
  query: string,
): Promise<{ what: string; ms: number; rows: number }> {
  let best = Number.POSITIVE_INFINITY;
  let rows = 0;
  for (let run = 0; run < runs; run += 1) {
    const begun = performance.now();
    rows = (await client.query(query)).rowCount ?? 0;
    best = Math.min(best, performance.now() - begun);
  }
  return { what, ms: Math.round(best), rows };
}

/** Half of the foreign keys have an index, one index in five is a duplicate. */
async function fill(): Promise<void> {
  await client.query("create schema bench");
  for (let first = 1; first <= tables; first += 200) {
    await client.query(`
      do $$
      begin
        for n in ${first}..${first + 199} loop
          execute format('create table bench.t%1$s (id int primary key, parent int, a int, b text, c text, d int, e int, f int)', n);
          execute format('insert into bench.t%1$s (id, a, b) select g, g, g::text from generate_series(1, 20) as g', n);
          execute format('alter table bench.t%1$s add foreign key (parent) references bench.t%2$s', n, greatest(1, n - 1));
          execute format('create index on bench.t%1$s (%2$s)', n, case when n % 2 = 0 then 'parent' else 'a' end);
          if n % 2 = 0 then execute format('create index on bench.t%1$s (%2$s)', n, case when n % 4 = 0 then 'parent' else 'b' end); end if;
        end loop;
      end $$`);
  }
  await client.query("analyze");
}
