import type { OpsError } from "../errors.ts";
import { colours, type Io } from "./io.ts";
import { widthOf, wrap } from "./table.ts";

/** Shows an error to a person: what, which code, why, where, and what to do. */
export function showProblem(error: OpsError, io: Io): void {
  const paint = colours(io, io.stderr);
  const lines = [`${paint.red("error:")} ${error.message}`];
  if (error.place) {
    const { file, line, column, excerpt } = error.place;
    lines.push(
      `  at ${file}:${line}:${column}`,
      ...excerpt.split("\n").map((text) => `    ${text}`),
    );
  }
  const width = widthOf(io.stderr) - 10;
  const field = (name: string, value: string | undefined) => {
    if (value === undefined) return;
    const [first = "", ...rest] = wrap(value, width);
    lines.push(
      `  ${`${name}:`.padEnd(8)}${first}`,
      ...rest.map((text) => `${" ".repeat(10)}${text}`),
    );
  };
  if (error.detail !== error.message) field("detail", error.detail);
  field("hint", error.hint);
  field("code", error.code);
  io.stderr.write(`${lines.join("\n")}\n`);
}
