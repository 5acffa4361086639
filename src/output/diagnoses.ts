import { colours, type Io } from "./io.ts";
import { type Row, renderTable, widthOf } from "./table.ts";

/** ops.diagnosis: one thing looked at. */
export interface Diagnosis {
  readonly item: string;
  readonly state: string;
  readonly detail: string | null;
  readonly fix: string | null;
}

const columns = [
  { heading: "STATE" },
  { heading: "ITEM" },
  { heading: "FOUND, AND WHAT HELPS", wraps: true },
] as const;

/** Shows what was looked at; what helps stands below what was found. */
export function showDiagnoses(diagnoses: readonly Diagnosis[], io: Io): void {
  const paint = colours(io, io.stdout);
  const paints: Readonly<Record<string, Row["paint"]>> = { fail: paint.red, warn: paint.yellow };
  const rows = diagnoses.map(({ item, state, detail, fix }): Row => {
    const found = [detail ?? "", fix === null ? "" : `-> ${fix}`].filter(Boolean).join("\n");
    const colour = paints[state];
    return { cells: [state, item, found], ...(colour ? { paint: colour } : {}) };
  });
  io.stdout.write(`${renderTable(columns, rows, widthOf(io.stdout))}\n`);
}
