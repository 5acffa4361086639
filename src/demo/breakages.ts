import type pg from "pg";

/** How many rows were broken, in how many ways. */
export interface Breakages {
  readonly rows: number;
  readonly mechanisms: number;
}

const instances = 20;

/** How reservations come to differ from stock; the sample has many more ways for the other areas. */
const kinds = [
  "converted_fulfilled",
  "released",
  "runbook_fix_then_delete",
  "runbook_fix",
  "moved_incoming_line",
  "moved_line",
  "combined",
  "orphan_line",
  "line_on_closed_reservation",
  "untracked_insert",
  "negative_write",
  "direct_incoming_write",
  "direct_write",
];

/** Fills the sample through the application's triggers, committing as it goes. */
export async function fillSample(client: pg.Client, lots: number): Promise<void> {
  await client.query(`call sample.generate(${lots})`);
}

/** Breaks rows through each of them; what was broken is recorded beside the data. */
export async function breakSample(client: pg.Client): Promise<Breakages> {
  await client.query("call sample.break_all($1, $2)", [instances, kinds]);
  const { rows } = await client.query<Breakages>(
    "select count(*)::int as rows, count(distinct mechanism)::int as mechanisms from sample.breakage",
  );
  return rows[0] ?? { rows: 0, mechanisms: 0 };
}
