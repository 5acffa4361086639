import { readFileSync } from "node:fs";
import type pg from "pg";

/** What a day of the default jobs cost. */
export interface DayCost {
  readonly wal: number;
  /** Processor time of the session that ticks, in seconds. */
  readonly cpu: number;
  readonly ticks: number;
  readonly slowest: number;
  readonly written: Readonly<Record<string, number>>;
}

export interface Clock {
  /** As the package's owner: it ticks. */
  readonly owner: pg.Client;
  /** As the superuser: it takes checkpoints and reads the position of the WAL. */
  readonly superuser: pg.Client;
}

const checkpointMinutes = 5;

/**
 * Lives through `minutes` of the default jobs, a tick of both lanes each minute, with a checkpoint
 * every five minutes as a server takes them: each page that we touch is then written whole again.
 * What `between` does in a minute is the application's and not counted.
 */
export async function live(
  clock: Clock,
  from: Date,
  minutes: number,
  between: (minute: number) => Promise<void>,
): Promise<DayCost> {
  const pid = (await clock.owner.query("select pg_backend_pid() as pid")).rows[0].pid as number;
  const written = await writes(clock.superuser);
  let [wal, slowest] = [0, 0];
  const cpu = processorSeconds(pid);
  for (let minute = 0; minute < minutes; minute += 1) {
    await between(minute);
    if (minute % checkpointMinutes === 0) await clock.superuser.query("checkpoint");
    await vacuum(clock.superuser, "schemaname <> 'ops'");
    await clock.owner.query(
      "update ops.clock set shift = $1::timestamptz + $2 * interval '1 minute' - pg_catalog.now()",
      [from, minute],
    );
    const before = await position(clock.superuser);
    const begun = Date.now();
    await clock.owner.query("call ops.tick()");
    await clock.owner.query("call ops.tick('nightly')");
    slowest = Math.max(slowest, Date.now() - begun);
    await vacuum(clock.superuser, "schemaname = 'ops'");
    wal += (await position(clock.superuser)) - before;
  }
  const after = await writes(clock.superuser);
  return {
    wal,
    cpu: processorSeconds(pid) - cpu,
    ticks: minutes,
    slowest,
    written: Object.fromEntries(
      Object.entries(after).map(([table, rows]) => [table, rows - (written[table] ?? 0)]),
    ),
  };
}

/** What autovacuum does: it is off, else it would vacuum the application's tables on our account. */
async function vacuum(client: pg.Client, which: string): Promise<void> {
  await client.query("select pg_stat_force_next_flush()");
  const { rows } = await client.query<{ name: string }>(
    `select relid::regclass::text as name from pg_stat_user_tables
     where ${which} and (n_dead_tup > 50 + 0.2 * n_live_tup or n_ins_since_vacuum > 1000 + 0.2 * n_live_tup)`,
  );
  for (const { name } of rows) await client.query(`vacuum (analyze) ${name}`);
}

async function position(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ at: string }>(
    "select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0') as at",
  );
  return Number(rows[0]?.at);
}

/** Rows inserted, updated and deleted so far, a table of ours each. */
async function writes(client: pg.Client): Promise<Record<string, number>> {
  await client.query("select pg_stat_force_next_flush()");
  const { rows } = await client.query<{ relname: string; rows: string }>(
    `select s.relname, s.n_tup_ins + s.n_tup_upd + s.n_tup_del as rows
     from pg_stat_user_tables as s where s.schemaname = 'ops'`,
  );
  return Object.fromEntries(rows.map(({ relname, rows: count }) => [relname, Number(count)]));
}

/** From the kernel's books: user and system time, in hundredths of a second. */
function processorSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
}
