// What a very large database costs, and whether the oracle still is right there: takes the URL of a
// filled and broken sample (call sample.generate, then sample.break_all), or of several of different
// sizes, and prints a table of every rule with a column a database. --rest also times, once each and on
// the last of them, what reads everything; --repair N a repair of so many wrong counters and its undo.
import { performance } from "node:perf_hooks";
import { parseArgs } from "node:util";
import pg from "pg";
import { costOf } from "./repair/measure.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rest: { type: "boolean", default: false },
    repair: { type: "string" },
    rules: { type: "boolean", default: true },
  },
  allowNegative: true,
});

interface Judged {
  readonly rule: string;
  readonly milliseconds: number;
  readonly expected: number;
  readonly missed: number;
  readonly alarms: number;
  readonly wrong: number;
}

const areas = [
  "reservations",
  "integrity",
  "performance",
  "connections",
  "auth",
  "email",
  "functions",
  "ocr",
  "rate_limits",
  "cron",
];

const say = (line: string) => process.stdout.write(`${line}\n`);

if (values.rules) await rules(positionals);
const [last] = positionals.slice(-1);
if (last !== undefined && values.rest) await rest(last);
if (last !== undefined && values.repair !== undefined) await repair(last, Number(values.repair));

/** A session as the server's defaults have it. */
async function withSession<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("set client_min_messages = error");
    return await work(client);
  } finally {
    await client.end();
  }
}

async function rules(urls: readonly string[]): Promise<void> {
  const columns = [];
  for (const url of urls) columns.push(await withSession(url, judged));
  const sizes = await Promise.all(urls.map((url) => withSession(url, lots)));
  say(`| rule | ${sizes.map((size) => `${size} lots, ms`).join(" | ")} |`);
  say(`|---|${sizes.map(() => "---:|").join("")}`);
  for (const { rule } of columns.at(-1) ?? []) {
    const cells = columns.map((column) => column.find((row) => row.rule === rule)?.milliseconds);
    say(`| ${rule} | ${cells.map((cell) => cell?.toFixed(0) ?? "").join(" | ")} |`);
  }
  for (const [place, column] of columns.entries()) {
    const sum = (of: (row: Judged) => number) => column.reduce((total, row) => total + of(row), 0);
    say(
      `\n${sizes[place]} lots: ${sum((row) => row.expected)} violations expected of ${column.length} rules, ` +
        `${sum((row) => row.missed)} missed, ${sum((row) => row.alarms)} false alarms, ` +
        `${sum((row) => row.wrong)} wrong causes; ${(sum((row) => row.milliseconds) / 1000).toFixed(0)} s.`,
    );
  }
}

async function lots(client: pg.Client): Promise<string> {
  const { rows } = await client.query("select count(*)::int as lots from public.lots");
  return rows[0].lots.toLocaleString("en");
}

async function judged(client: pg.Client): Promise<readonly Judged[]> {
  const { rows } = await client.query<{ rule: string }>(
    `select r.name as rule from ops.rule as r
     where exists (select from jsonb_object_keys(r.reads) as k where k like 'public.%') order by r.name`,
  );
  const found: Judged[] = [];
  for (const { rule } of rows) {
    const started = performance.now();
    const { rows: counts } = await client.query(
      `select count(*) filter (where j.is_wanted)::int as expected,
         count(*) filter (where j.is_wanted and not j.is_found)::int as missed,
         count(*) filter (where j.is_found and not j.is_wanted)::int as alarms,
         count(*) filter (where j.is_hit and j.wanted <> j.found and not j.is_modest)::int as wrong
       from sample.judge($1) as j`,
      [rule],
    );
    const row = { rule, milliseconds: performance.now() - started, ...counts[0] } as Judged;
    found.push(row);
    if (row.missed + row.alarms + row.wrong > 0 || row.milliseconds > 5000)
      process.stderr.write(`${JSON.stringify(row)}\n`);
  }
  return found;
}

async function rest(url: string): Promise<void> {
  const reason = "'measured once'";
  const calls = [
    "select * from ops.check_all('10 minutes')",
    ...areas.map((area) => `select * from ops.take_baseline('${area}', ${reason})`),
    ...areas.slice(0, 2).map((area) => `select * from ops.scope('${area}')`),
    ...areas.slice(0, 2).map((area) => `select * from ops.verify('${area}')`),
    "select * from ops.record_check('integrity')",
    "select * from ops.status_page()",
    "select * from ops.seal(10000000)",
    "select * from ops.verify_seals()",
  ];
  say("\n| once | seconds | rows |\n|---|---:|---:|");
  for (const call of calls) {
    const started = performance.now();
    const outcome = await withSession(url, (client) =>
      client.query(call).then(
        ({ rowCount }) => String(rowCount),
        (error: Error) => error.message,
      ),
    );
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    say(`| \`${call.replace("select * from ", "")}\` | ${seconds} | ${outcome} |`);
  }
}

/** Wrong counters that nothing explains, put right and taken back beside one session that writes. */
async function repair(url: string, wrong: number): Promise<void> {
  await withSession(url, (client) =>
    client.query(
      `update public.lots set reserved_meters = reserved_meters + 7
       where id in (select l.id from sample.spare_lots($1, 10) as l)`,
      [wrong],
    ),
  );
  let plan: string | undefined;
  let run: string | undefined;
  const steps: Readonly<Record<string, (client: pg.Client) => Promise<void>>> = {
    plan: async (client) => {
      const { rows } = await client.query(
        "select max(plan) as plan from ops.repair_reservations(rule => 'lot_reserved_meters', max_rows => null)",
      );
      plan = rows[0].plan;
    },
    "apply in batches": async (client) => {
      await client.query(`call ops.apply_in_batches(${plan}, 'benchmark')`);
      const { rows } = await client.query("select max(id) as run from ops.run");
      run = rows[0].run;
    },
    "undo in batches": async (client) => {
      await client.query(`call ops.undo_in_batches(${run}, 'benchmark')`);
    },
  };
  say("\n| step | seconds | WAL, MB | growth of lots, kB | worst write beside it, ms |");
  say("|---|---:|---:|---:|---:|");
  for (const [name, step] of Object.entries(steps)) {
    const cost = await costOf({ connectionString: url }, step);
    const cells = [
      (cost.milliseconds / 1000).toFixed(1),
      (cost.wal / 1e6).toFixed(1),
      (cost.growth / 1024).toFixed(0),
      cost.worstWrite.toFixed(1),
    ];
    say(`| ${name} | ${cells.join(" | ")} |`);
  }
}
