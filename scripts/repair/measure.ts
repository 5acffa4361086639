import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";

/** Milliseconds of the best of three runs, so that a cold cache does not decide. */
export async function bestOf(client: pg.Client, sql: string): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let turn = 0; turn < 3; turn += 1) {
    const start = performance.now();
    await client.query(sql);
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

/** What a repair cost besides its time. */
export interface Cost {
  readonly milliseconds: number;
  readonly wal: number;
  readonly growth: number;
  /** The longest that any write of another session took meanwhile. */
  readonly worstWrite: number;
}

/** Runs a repair beside one session that writes to lots, one after the other, as fast as it can. */
export async function costOf(
  config: pg.ClientConfig,
  repair: (client: pg.Client) => Promise<unknown>,
): Promise<Cost> {
  const [client, writer] = [new pg.Client(config), new pg.Client(config)];
  await Promise.all([client.connect(), writer.connect()]);
  try {
    await client.query("checkpoint");
    const before = await footprint(client);
    const load = { over: false, worst: 0 };
    const writing = write(writer, load);
    await sleep(200);
    const start = performance.now();
    await repair(client);
    const milliseconds = performance.now() - start;
    load.over = true;
    await writing;
    const after = await footprint(client);
    return {
      milliseconds,
      wal: after.wal - before.wal,
      growth: after.size - before.size,
      worstWrite: load.worst,
    };
  } finally {
    await Promise.all([client.end(), writer.end()]);
  }
}

async function write(client: pg.Client, load: { over: boolean; worst: number }): Promise<void> {
  const { rows } = await client.query<{ id: string }>(
    "select id from public.lots tablesample system (1) limit 500",
  );
  for (let turn = 0; !load.over; turn += 1) {
    const start = performance.now();
    await client.query("update public.lots set notes = notes where id = $1", [
      rows[turn % rows.length]?.id,
    ]);
    load.worst = Math.max(load.worst, performance.now() - start);
    await sleep(5);
  }
}

async function footprint(client: pg.Client): Promise<{ wal: number; size: number }> {
  const { rows } = await client.query(
    `select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::float as wal,
       pg_total_relation_size('public.lots')::float as size`,
  );
  return rows[0];
}
