import type pg from "pg";
import type { DayCost } from "./day.ts";

/** Rows and bytes of each table of ours that has any. */
export type Kept = Readonly<Record<string, { readonly rows: number; readonly bytes: number }>>;

export async function rowsKept(owner: pg.Client): Promise<Kept> {
  const { rows } = await owner.query<{ name: string; bytes: string }>(
    `select c.relname as name, pg_total_relation_size(c.oid) as bytes from pg_class as c
     where c.relnamespace = 'ops'::regnamespace and c.relkind = 'r' order by 1`,
  );
  const kept: Record<string, { rows: number; bytes: number }> = {};
  for (const { name, bytes } of rows) {
    const counted = await owner.query<{ rows: number }>(
      `select count(*)::int as rows from ops.${name}`,
    );
    kept[name] = { rows: counted.rows[0]?.rows ?? 0, bytes: Number(bytes) };
  }
  return kept;
}

export function costTable(days: readonly (readonly [string, DayCost])[]): readonly string[] {
  return [
    "| | WAL, MB | rows written | processor, s | of a processor | slowest tick, ms |",
    "|---|---:|---:|---:|---:|---:|",
    ...days.map(([name, cost]) => {
      const rows = Object.values(cost.written).reduce((sum, one) => sum + one, 0);
      const share = cost.ticks > 1 ? `${((cost.cpu / (cost.ticks * 60)) * 100).toFixed(2)} %` : "";
      return `| ${name} | ${(cost.wal / 1e6).toFixed(1)} | ${rows} | ${cost.cpu.toFixed(1)} | ${share} | ${cost.slowest} |`;
    }),
  ];
}

/** Tables that a day writes to at all, with what a purge a month later leaves of them. */
export function keptTable(
  kept: Kept,
  left: Kept,
  rest: DayCost,
  broken: DayCost,
): readonly string[] {
  const names = Object.keys(kept).filter((name) => rest.written[name] || broken.written[name]);
  return [
    "| table | rows written at rest | on the broken day | rows after both | kB | rows after the purge |",
    "|---|---:|---:|---:|---:|---:|",
    ...names.map((name) => {
      const cells = [
        rest.written[name] ?? 0,
        broken.written[name] ?? 0,
        kept[name]?.rows ?? 0,
        Math.round((kept[name]?.bytes ?? 0) / 1024),
        left[name]?.rows ?? 0,
      ];
      return `| ${name} | ${cells.join(" | ")} |`;
    }),
  ];
}
