import type { Io } from "./io.ts";
import { renderTable, widthOf } from "./table.ts";

/** Any row that a function returned. */
export type AnyRow = Readonly<Record<string, unknown>>;

/** Shows rows under their own column names, times in `zone`; columns that are empty throughout are left out. */
export function showRows(given: readonly AnyRow[], io: Io, zone?: string): void {
  const inZone = clockOf(zone);
  const rows = given.map((row) =>
    Object.fromEntries(Object.entries(row).map(([name, value]) => [name, inZone(value)])),
  );
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
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** How a time is shown: in that zone without a mark, as everywhere; in UTC, and marked, where it is not known here. */
function clockOf(zone: string | undefined): (value: unknown) => unknown {
  const format = { dateStyle: "short", timeStyle: "medium" } as const;
  const known = zone !== undefined && isZone(zone);
  const timeZone = known ? zone : "UTC";
  const clock = new Intl.DateTimeFormat("sv-SE", { ...format, timeZone });
  return (value) =>
    value instanceof Date ? `${clock.format(value)}${known ? "" : " UTC"}` : value;
}

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat("sv-SE", { timeZone: zone }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}
