import type pg from "pg";

/** How many rows were broken, in how many ways. */
export interface Breakages {
  readonly rows: number;
  readonly mechanisms: number;
}

const instances = 20;

/** Fills the sample through the application's triggers, committing as it goes. */
export async function fillSample(client: pg.Client, lots: number): Promise<void> {
  await client.query(`call sample.generate(${lots})`);
}

/** Breaks rows through every mechanism; each is recorded beside the data. */
export async function breakSample(client: pg.Client): Promise<Breakages> {
  await client.query(`call sample.break_all(${instances})`);
  const { rows } = await client.query<Breakages>(
    "select count(*)::int as rows, count(distinct mechanism)::int as mechanisms from sample.breakage",
  );
  return rows[0] ?? { rows: 0, mechanisms: 0 };
}
