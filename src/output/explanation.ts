import { colours, type Io } from "./io.ts";
import { renderTable, widthOf } from "./table.ts";

/** ops.explanation: one line of a screen. */
export interface Explanation {
  readonly topic: string;
  readonly item: string;
  readonly value: string | null;
  readonly note: string | null;
}

/** Shows a screen: each topic once as a heading, its lines in columns below. */
export function showExplanation(lines: readonly Explanation[], io: Io): void {
  const { bold } = colours(io, io.stdout);
  const topics = [...new Set(lines.map(({ topic }) => topic))];
  // One set of widths for all topics, so that the screen reads as one.
  const itemWidth = Math.min(36, Math.max(0, ...lines.map(({ item }) => item.length)));
  const columns = [
    { heading: "" },
    { heading: "", wraps: true },
    { heading: "", wraps: true },
  ] as const;
  const parts = topics.map((topic) => {
    const rows = lines
      .filter((line) => line.topic === topic)
      .map(({ item, value, note }) => ({
        cells: [item.padEnd(itemWidth), value ?? "", note ?? ""],
      }));
    const table = renderTable(columns, rows, widthOf(io.stdout) - 2);
    return [bold(topic), ...table.split("\n").map((line) => `  ${line}`)].join("\n");
  });
  io.stdout.write(`${parts.join("\n\n")}\n`);
}
