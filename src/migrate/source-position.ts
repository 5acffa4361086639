export interface SourcePosition {
  readonly line: number;
  readonly column: number;
  readonly excerpt: string;
}

/**
 * Line, column and caret for a position as PostgreSQL counts it: 1-based and in characters,
 * so that an emoji, two units of a JavaScript string, is one.
 */
export function positionOfCharacter(text: string, position: number): SourcePosition {
  const before = Array.from(text).slice(0, position - 1);
  const lineStart = before.lastIndexOf("\n") + 1;
  const line = before.filter((character) => character === "\n").length + 1;
  const column = before.length - lineStart + 1;
  return { line, column, excerpt: excerpt(text, line, column) };
}

/** The same for a 0-based offset into the UTF-8 form of the text, as a parser counts it. */
export function positionOfByte(text: string, offset: number): SourcePosition {
  const before = Buffer.from(text, "utf8").subarray(0, offset).toString("utf8");
  return positionOfCharacter(text, Array.from(before).length + 1);
}

function excerpt(text: string, line: number, column: number): string {
  const source = (text.split("\n")[line - 1] ?? "").replace(/\r$/, "");
  const gutter = `${line} | `;
  // Tabs are kept under tabs, so that the caret stands right however wide the terminal draws them.
  const indent = Array.from(source)
    .slice(0, column - 1)
    .map((character) => (character === "\t" ? "\t" : " "))
    .join("");
  return `${gutter}${source}\n${" ".repeat(gutter.length)}${indent}^`;
}
