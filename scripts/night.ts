// A whole night as a person lives through it: drift appears, the nightly repair mends what it may,
// the rest is an incident, which is answered, mended, resolved and reported. What is printed is what
// the command line says, on an embedded server; with --write it goes to docs/night.md.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { startEmbedded } from "../src/embedded.ts";
import { migrateUp } from "../src/migrate/up.ts";
import { generateSample } from "../src/sample/generate.ts";
import { loadSample } from "../src/sample/load.ts";
import { excerpt, mark } from "./night/section.ts";
import { type Terminal, terminal } from "./night/terminal.ts";

const page = new URL("../docs/night.md", import.meta.url);

/** Lives through the night and returns what a person saw of it. */
export async function tellNight(): Promise<string> {
  const server = await startEmbedded();
  const { host, port, superuser: user } = server;
  const client = new pg.Client({ host, port, user: "postgres", database: "shop" });
  try {
    await loadSample({ host, port, user, database: "postgres" }, "shop");
    await client.connect();
    await prepare(client);
    const url = `postgres:///shop?host=${host}&port=${port}&user=postgres`;
    const elif = terminal("Elif", url);
    await night(client, elif);
    return `\`\`\`\n${elif.seen()}\`\`\`\n`;
  } finally {
    await client.end();
    await server.stop();
  }
}

/** A sound warehouse that has come to trust one cause, and says who is on call. */
async function prepare(client: pg.Client): Promise<void> {
  await generateSample(client, { lots: 1000 });
  await migrateUp(client);
  // a machine that stalls must not make a job stretch itself in the middle of the story
  await client.query("select ops.set_setting('job_share', '50')");
  // half a percent of a thousand lots would be five
  await client.query("select ops.set_setting('cap_percent', '5')");
  await client.query("select ops.set_contact('On-Call Engineer', 'Elif', 'phone')");
  await client.query(
    "select ops.promote('lot_reserved_meters', 'moved_line', 'no surprise so far')",
  );
  await client.query("select ops.arm('the warehouse')");
}

async function night(client: pg.Client, { shows, says }: Terminal): Promise<void> {
  const tickAt = async (time: string) => {
    await client.query(
      `update ops.clock set shift = ((now() at time zone 'Europe/Istanbul')::date + 1 + $1::time)
         at time zone 'Europe/Istanbul' - pg_catalog.now()`,
      [time],
    );
    await client.query("call ops.tick()");
    await client.query("call ops.tick('nightly')");
  };
  await tickAt("00:59");
  await tickAt("01:00");
  says("01:58  the application moves three lines to other lots, and somebody edits two counters");
  await client.query("select sample.break_moved_line(3), sample.break_direct_write(2)");
  await tickAt("02:00");
  says("02:00  the jobs find eight wrong lots and open an incident for each of the two causes");
  await tickAt("02:30");
  says("02:30  the nightly repair mends the cause that it may, and leaves the other to a person");
  await tickAt("02:34");
  await shows(["report"], (out) =>
    excerpt(out, {
      Incidents: /^ID|P1/,
      Jobs: /^NAME|^nightly/,
      "Nightly repair": /./,
    }),
  );
  await shows(["incident", "acknowledge", "1", "I count them"]);
  const planned = await shows(["plan", "reservations", "--rule", "lot_reserved_meters"]);
  const plan = /^plan (\d+):/m.exec(planned)?.[1] ?? "";
  await tickAt("02:50");
  const counted = ["--reason", "counted on the shelf", "--yes", "--max-rows", "2"];
  await shows(["apply", plan, ...counted], (out) =>
    out
      .split("\n")
      .filter((line) => /^run /.test(line))
      .join("\n"),
  );
  await shows(["incident", "root-cause", "1", "counters were edited in the table editor"]);
  await shows(["incident", "resolve", "1"]);
  await shows(["incident", "report", "1"], (out) =>
    excerpt(out, {
      "# Incident": /severity|state|resolved/,
      "## Timeline": /^\|/,
      "## What was done": /./,
      "## Verification": /findings|Run/,
      "## For stakeholders": /./,
    }),
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const text = await tellNight();
  if (process.argv.includes("--write")) writeFileSync(page, mark(readFileSync(page, "utf8"), text));
  else process.stdout.write(text);
}
