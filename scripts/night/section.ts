/** The page with `text` between its two marks. */
export function mark(whole: string, text: string): string {
  const [begin, end] = [`${marks[0]}\n`, marks[1]];
  const { from, to } = placeOf(whole, begin, end);
  return `${whole.slice(0, from + begin.length)}${text}${whole.slice(to)}`;
}

/** What stands between the two marks of the page. */
export function marked(whole: string): string {
  const [begin, end] = [`${marks[0]}\n`, marks[1]];
  const { from, to } = placeOf(whole, begin, end);
  return whole.slice(from + begin.length, to);
}

/**
 * The blocks of an output whose first line is wanted, of each only the lines that its pattern asks
 * for, with what belongs to them on the lines below; "…" stands for the rest.
 */
export function excerpt(output: string, wanted: Readonly<Record<string, RegExp>>): string {
  const lines: string[] = [];
  // chapters of Markdown, else what stands between empty lines
  const between = output.startsWith("#") ? /\n(?=#)/ : /\n\n+/;
  for (const block of output.trimEnd().split(between)) {
    const [title = "", ...rest] = block.split("\n").filter((line) => line.trim() !== "");
    const pattern = wanted[title] ?? wanted[title.replace(/\d+.*/, "").trim()];
    if (pattern === undefined) {
      if (lines.at(-1) !== "…") lines.push("…");
      continue;
    }
    lines.push(title);
    let keeping = false;
    for (const line of rest) {
      if (!line.startsWith(" ")) keeping = pattern.test(line);
      if (keeping) lines.push(line);
      else if (lines.at(-1) !== "…") lines.push("…");
    }
  }
  return lines.join("\n");
}

const marks = ["<!-- night -->", "<!-- /night -->"] as const;

function placeOf(whole: string, begin: string, end: string): { from: number; to: number } {
  const [from, to] = [whole.indexOf(begin), whole.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`the page has no ${begin.trim()} … ${end}`);
  return { from, to };
}
