import { performance } from "node:perf_hooks";
import type pg from "pg";

/** Plans and applies, in batches, what each rule mends without being asked, and tells the time a row. */
export async function applications(
  client: pg.Client,
  areas: readonly string[],
  only: readonly string[] | undefined,
  say: (line: string) => void,
): Promise<readonly string[]> {
  const { rows } = await client.query<{ rule: string; area: string }>(
    `select s.rule, s.area from ops.coverage() as s join ops.rule as r on r.name = s.rule
     where s.state = 'ready' and s.area = any ($1) and r.repair_class in ('auto', 'lock') and ($2::text[] is null or s.rule = any ($2))
     order by s.area desc, r.turn, s.rule`,
    [areas, only ?? null],
  );
  const lines = [
    "| repair | changes | plan, ms | apply in batches, ms | ms a change |",
    "|---|---:|---:|---:|---:|",
  ];
  for (const { rule, area } of rows) {
    const begun = performance.now();
    const planned = await client.query(
      "select max(plan) as plan, count(*) filter (where state = 'planned')::int as changes from ops.repair($1, rule => $2, max_rows => null)",
      [area, rule],
    );
    const { plan, changes } = planned.rows[0];
    if (changes === 0) continue;
    const between = performance.now();
    await client.query(`call ops.apply_in_batches(${plan}, 'benchmark')`);
    const applied = performance.now() - between;
    lines.push(
      `| ${rule} | ${changes} | ${(between - begun).toFixed(0)} | ${applied.toFixed(0)} | ${(applied / changes).toFixed(2)} |`,
    );
    say(lines.at(-1) ?? "");
  }
  return lines;
}
