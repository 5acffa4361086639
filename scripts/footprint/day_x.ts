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
  await clock.superuser.query("create extension if not exists pg_walinspect");
  await clock.superuser.query("drop table if exists wal_seen");
  await clock.superuser.query("create unlogged table wal_seen (rel text, kind text, n bigint, fpi bigint, len bigint, minute int)");
  for (let minute = 0; minute < minutes; minute += 1) {
    await between(minute);
    if (minute % checkpointMinutes === 0) await clock.superuser.query("checkpoint");
    await vacuum(clock.superuser, "schemaname <> 'ops'");
    await clock.owner.query(
      "update ops.clock set shift = $1::timestamptz + $2 * interval '1 minute' - pg_catalog.now()",
      [from, minute],
    );
    const before = await position(clock.superuser);
    const lsn0 = (await clock.superuser.query("select pg_current_wal_insert_lsn() as l")).rows[0].l;
    const begun = Date.now();
    await clock.owner.query("call ops.tick()");
    await clock.owner.query("call ops.tick('nightly')");
    slowest = Math.max(slowest, Date.now() - begun);
    await vacuum(clock.superuser, "schemaname = 'ops'");
    wal += (await position(clock.superuser)) - before;
    await clock.superuser.query("insert into wal_seen select coalesce(c.oid::regclass::text, b.relfilenode::text), b.resource_manager||' '||b.record_type, count(*), sum(b.block_fpi_length), sum(b.record_length), $2 from pg_get_wal_block_info($1::pg_lsn, pg_current_wal_flush_lsn()) b left join pg_class c on pg_relation_filenode(c.oid)=b.relfilenode group by 1,2", [lsn0, minute]).catch((e) => console.error(String(e)));
  }
  console.table((await clock.superuser.query("select rel, sum(n) n, round(sum(fpi)/1e3) fpi_kb, round(sum(len)/1e3) len_kb, max(kind) from wal_seen group by 1 order by 4 desc nulls last limit 30")).rows);
  console.table((await clock.superuser.query("select minute/60 h, sum(n) n, round(sum(fpi)/1e3) fpi_kb, round(sum(len)/1e3) len_kb from wal_seen group by 1 order by 1")).rows);
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
