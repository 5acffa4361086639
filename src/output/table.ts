import Table from "cli-table3";
import type { Output } from "./io.ts";

/** A column: its heading, and whether it gives way when the terminal is too narrow. */
export interface Column {
  readonly heading: string;
  readonly wraps?: boolean;
  readonly right?: boolean;
}

/** A row: its cells, and how to colour what stands in them. A shorter row's last cell runs on. */
export interface Row {
  readonly cells: readonly string[];
  readonly paint?: (text: string) => string;
}

const narrowest = 20;
const gap = 2;

/** Width to write for: the terminal's, or 100 columns where there is none. */
export function widthOf(output: Output): number {
  return Math.max(60, output.columns ?? 100);
}

/** A table without rules, wrapped and never cut: a shortened key could not be copied. */
export function renderTable(
  columns: readonly Column[],
  rows: readonly Row[],
  width: number,
): string {
  const widths = columnWidths(columns, rows, width);
  const table = new Table({
    chars: bare,
    style: { "padding-left": 0, "padding-right": 0, head: [], border: [] },
    colAligns: columns.map(({ right }) => (right ? "right" : "left")),
  });
  const line = (cells: readonly string[], paint = (text: string) => text) =>
    cells.map((cell, at) => {
      const colSpan = at === cells.length - 1 ? columns.length - at : 1;
      const room = widths.slice(at, at + colSpan).reduce((sum, one) => sum + one + gap, -gap);
      const content = wrap(cell, room).map(paint).join("\n");
      return { content, colSpan };
    });
  const headings = columns.map(({ heading }) => heading);
  if (headings.some((heading) => heading !== "")) table.push(line(headings));
  for (const { cells, paint } of rows) table.push(line(cells, paint));
  return table.toString().replace(/[ ]+$/gm, "");
}

/** Breaks text at spaces, and words that are longer than a line wherever the line ends. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const paragraph of text.split("\n")) {
    const indent = /^ */.exec(paragraph)?.[0] ?? "";
    let line = "";
    for (const word of paragraph.slice(indent.length).split(" ")) {
      const joined = line === "" ? indent + word : `${line} ${word}`;
      if (joined.length <= width) {
        line = joined;
        continue;
      }
      if (line !== "") lines.push(line);
      line = word;
      for (; line.length > width; line = line.slice(width)) lines.push(line.slice(0, width));
    }
    lines.push(line);
  }
  return lines;
}

function columnWidths(
  columns: readonly Column[],
  rows: readonly Row[],
  width: number,
): readonly number[] {
  const natural = columns.map(({ heading }, at) =>
    Math.max(heading.length, ...rows.map(({ cells }) => needed(cells, at, columns.length))),
  );
  const spare = gap * (columns.length - 1);
  const fixed = natural.reduce((sum, one, at) => (columns[at]?.wraps ? sum : sum + one), spare);
  const flexible = natural.filter((_, at) => columns[at]?.wraps);
  const share = shares(flexible, Math.max(width - fixed, narrowest * flexible.length));
  return natural.map((one, at) => (columns[at]?.wraps ? (share.shift() ?? one) : one));
}

/** Gives each its natural width, the narrow ones first, and what is left in equal parts. */
function shares(natural: readonly number[], room: number): number[] {
  const result = [...natural];
  let left = room;
  const order = natural.map((_, at) => at).sort((a, b) => (natural[a] ?? 0) - (natural[b] ?? 0));
  for (const [index, at] of order.entries()) {
    const even = Math.floor(left / (order.length - index));
    result[at] = Math.min(natural[at] ?? 0, even);
    left -= result[at] ?? 0;
  }
  return result;
}

/** Width that a row asks of a column: none for what runs on into the next ones. */
function needed(cells: readonly string[], at: number, columns: number): number {
  const runsOn = at >= cells.length - 1 && cells.length < columns;
  if (runsOn) return 0;
  return Math.max(...(cells[at] ?? "").split("\n").map((line) => line.length));
}

const bare = {
  top: "",
  "top-mid": "",
  "top-left": "",
  "top-right": "",
  bottom: "",
  "bottom-mid": "",
  "bottom-left": "",
  "bottom-right": "",
  left: "",
  "left-mid": "",
  mid: "",
  "mid-mid": "",
  right: "",
  "right-mid": "",
  middle: " ".repeat(gap),
};
