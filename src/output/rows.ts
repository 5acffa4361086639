import type { Io } from "./io.ts";
import { renderTable, widthOf } from "./table.ts";

/** Any row that a function returned. */
export type AnyRow = Readonly<Record<string, unknown>>;

/** Shows rows under their own column names; columns that are empty throughout are left out. */
export function showRows(rows: readonly AnyRow[], io: Io): void {
  const [first] = rows;
  if (first === undefined) return;
  const names = Object.keys(first).filter((name) => rows.some((row) => text(row[name]) !== ""));
  const columns = names.map((name) => ({
    heading: name.toUpperCase(),
    wraps: widest(rows, name) > 20,
  }));
  const cells = rows.map((row) => ({ cells: names.map((name) => text(row[name])) }));
  io.stdout.write(`${renderTable(columns, cells, widthOf(io.stdout))}\n`);
}

function widest(rows: readonly AnyRow[], name: string): number {
  return Math.max(...rows.map((row) => text(row[name]).length));
}

function text(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (value instanceof Date) return value.toISOString();
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
