import { colours, type Io } from "./io.ts";
import { type Row, renderTable, widthOf } from "./table.ts";

/** What ops.planned_change and ops.outcome have in common. */
export interface ChangeRow {
  readonly position: number | null;
  readonly rule: string | null;
  readonly cause: string | null;
  readonly message: string;
  readonly subject: string | null;
  readonly key: unknown;
  readonly before: Readonly<Record<string, unknown>> | null;
  readonly after: Readonly<Record<string, unknown>> | null;
  readonly size: string | null;
  readonly state: string;
  readonly note: string | null;
}

const columns = [
  { heading: "NO", right: true },
  { heading: "STATE" },
  { heading: "RULE" },
  { heading: "WHAT", wraps: true },
  { heading: "CHANGE", wraps: true },
] as const;

const done = new Set(["planned", "applied", "restored"]);

/** True for a row that was changed, or is to be. */
export function isDone({ state }: ChangeRow): boolean {
  return done.has(state);
}

/** Shows changes to a person: one row each, and a note below those that share it. */
export function showChanges(changes: readonly ChangeRow[], io: Io): void {
  if (changes.length === 0) return;
  const paint = colours(io, io.stdout);
  const rows = changes.flatMap((change, at): readonly Row[] => {
    const { position, state, rule, message, note } = change;
    const cells = [String(position ?? ""), state, rule ?? "", message, difference(change)];
    const row = isDone(change) ? { cells } : { cells, paint: paint.yellow };
    const next = changes[at + 1];
    const shared = next?.rule === rule && next.state === state && next.note === note;
    if (note === null || note === message || shared) return [row];
    return [row, { cells: ["", note], paint: paint.dim }];
  });
  io.stdout.write(`${renderTable(columns, rows, widthOf(io.stdout))}\n`);
}

const timestamp = /^\d{4}-\d\d-\d\d[ T]\d\d:/;

/** "reserved_meters 40.00 -> 0.00", or what is removed or brought back. */
function difference({ before, after }: ChangeRow): string {
  if (before === null && after === null) return "";
  if (after === null) return "removed";
  if (before === null) return "brought back";
  const changed = Object.keys(after).filter((column) => before[column] !== after[column]);
  // What a trigger stamps on each update says nothing: the note names those columns.
  const telling = changed.filter((column) => !timestamp.test(show(after[column])));
  return (telling.length > 0 ? telling : changed)
    .map((column) => `${column} ${show(before[column])} -> ${show(after[column])}`)
    .join("\n");
}

function show(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value ?? null);
}
