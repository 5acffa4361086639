import { performance } from "node:perf_hooks";
import type pg from "pg";

export interface Timing {
  readonly milliseconds: number;
  readonly rows: number;
}

/** Medians of statements run in turn, so that a busy minute of the machine falls on all of them. */
export async function alternate(
  client: pg.Client,
  statements: readonly string[],
  turns: number,
): Promise<readonly Timing[]> {
  const times = statements.map(() => [] as number[]);
  const rows = statements.map(() => 0);
  // The first turn only warms the cache and compiles what is called.
  for (let turn = 0; turn <= turns; turn += 1) {
    for (const [place, sql] of statements.entries()) {
      const begun = performance.now();
      rows[place] = (await client.query(sql)).rowCount ?? 0;
      if (turn > 0) times[place]?.push(performance.now() - begun);
    }
  }
  return times.map((each, place) => ({ milliseconds: median(each), rows: rows[place] ?? 0 }));
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
