import { setTimeout } from "node:timers/promises";
import pg from "pg";

export interface OversellOptions {
  readonly instances?: number;
}

interface Target {
  readonly lot: string;
  readonly meters: string;
}

/**
 * Sells the same metres twice: two sessions reserve four fifths of a lot at once, and the
 * validator, which takes no lock, lets both pass. Returns how many lots were oversold.
 */
export async function oversell(
  database: pg.ClientConfig,
  options: OversellOptions = {},
): Promise<number> {
  const first = new pg.Client(database);
  const second = new pg.Client(database);
  await Promise.all([first.connect(), second.connect()]);
  try {
    const targets = await first.query<Target>(
      `select l.id as lot, round((l.meters - l.reserved_meters) * 0.8, 2) as meters
       from sample.spare_lots($1, 50) as l`,
      [options.instances ?? 20],
    );
    for (const target of targets.rows) await race(first, second, target);
    return targets.rows.length;
  } finally {
    await Promise.all([first.end(), second.end()]);
  }
}

async function race(first: pg.Client, second: pg.Client, target: Target): Promise<void> {
  const addLine = "select sample.add_lines($1, array[$2::uuid], array[$3::numeric])";
  const one = await openReservation(first);
  const other = await openReservation(second);
  const waiting = await second.query<{ pid: number }>("select pg_backend_pid() as pid");

  await first.query("begin");
  await first.query(addLine, [one, target.lot, target.meters]);
  // Validated by now against a counter that the first session has changed but not committed.
  const late = second.query(addLine, [other, target.lot, target.meters]);
  // Awaited below; until then a refusal must not count as unhandled.
  late.catch(() => {});
  await untilBlocked(first, waiting.rows[0]?.pid);
  await first.query("commit");
  await late;

  await first.query("select sample.record_row('oversold', null, 'public.lots', $1)", [target.lot]);
  await first.query("select sample.touch($1, $2)", [one, other]);
}

async function openReservation(client: pg.Client): Promise<string | undefined> {
  const opened = await client.query<{ id: string }>("select id from sample.open_reservation()");
  return opened.rows[0]?.id;
}

async function untilBlocked(client: pg.Client, pid: number | undefined): Promise<void> {
  for (const deadline = Date.now() + 10_000; Date.now() < deadline; await setTimeout(2)) {
    const blocked = await client.query<{ blocked: boolean }>(
      "select cardinality(pg_blocking_pids($1)) > 0 as blocked",
      [pid],
    );
    if (blocked.rows[0]?.blocked) return;
  }
  throw new Error("the second session never came to wait for the first");
}
